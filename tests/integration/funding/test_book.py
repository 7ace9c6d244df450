import pytest
from sqlalchemy.exc import IntegrityError

from shared.contracts.funding.errors import BookIsAppendOnly, FundDetailsMissing, FundNameTaken
from tests.integration.funding.office import AUDITOR, CLERK, COUNTY, Office

BOOK = ("entries", "entry_moves", "fund_shares")


def execute(office: Office, *statements: str) -> None:
    with office.desk.database.transaction() as uow:
        for statement in statements:
            uow.session.connection().exec_driver_sql(statement)


def break_in(office: Office, *statements: str) -> None:
    """What only somebody with the database's own password can do."""
    if office.desk.database.engine.dialect.name == "sqlite":
        locks = [f"DROP TRIGGER append_only_{t}_{v}" for t in BOOK for v in ("update", "delete")]
        locks = ["PRAGMA defer_foreign_keys=ON", *locks]
    else:
        locks = [f"ALTER TABLE {t} DISABLE TRIGGER ALL" for t in (*BOOK, "payments")]
    execute(office, *locks, *statements)


def scalar(office: Office, statement: str) -> str:
    with office.desk.database.transaction() as uow:
        return str(uow.session.connection().exec_driver_sql(statement).scalar())


@pytest.fixture
def busy(office: Office) -> Office:
    """Six entries: a receipt, an approval, four payments."""
    office.register(4)
    office.paid_roll(office.fund(10_000))
    assert office.book()["sound"]
    return office


def test_a_voucher_shows_debits_and_credits(busy: Office) -> None:
    received, approved, *paid = busy.call(AUDITOR, "journal")["items"]

    def lines(entry: dict) -> list[tuple[str, int, int]]:  # type: ignore[type-arg]
        return [(p["account"], p["debit_fen"], p["credit_fen"]) for p in entry["postings"]]

    assert lines(received) == [("1002", 10_000_00, 0), ("4001", 0, 10_000_00)]
    assert lines(approved) == [("5001", 2000_00, 0), ("2307", 0, 2000_00)]
    assert [lines(entry) for entry in paid] == [[("2307", 500_00, 0), ("1002", 0, 500_00)]] * 4
    assert [e["number"] for e in (received, approved, *paid)] == [1, 2, 3, 4, 5, 6]


def test_the_trial_balance_is_zero_and_says_what_is_where(busy: Office) -> None:
    balance = busy.call(AUDITOR, "trial_balance")

    assert balance["difference_fen"] == 0
    assert balance["debit_fen"] == balance["credit_fen"] == 14_000_00
    assert {i["account"]: i["balance_fen"] for i in balance["items"]} == {
        "1002": 8000_00,
        "2307": 0,
        "4001": -10_000_00,
        "4002": 0,
        "4003": 0,
        "5001": 2000_00,
    }


def test_the_journal_is_read_in_pages(busy: Office) -> None:
    first = busy.call(AUDITOR, "journal", limit=4)
    second = busy.call(AUDITOR, "journal", limit=4, after=first["next"])

    assert [e["number"] for e in (*first["items"], *second["items"])] == [1, 2, 3, 4, 5, 6]
    assert second["next"] is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET document = 'x' WHERE number = 1",
        "DELETE FROM entries WHERE number = 6",
        "UPDATE entry_moves SET amount_fen = 1 WHERE entry = 3",
        "DELETE FROM entry_moves WHERE entry = 3",
    ],
)
def test_the_database_refuses_to_edit_the_book(busy: Office, statement: str) -> None:
    with pytest.raises(BookIsAppendOnly):
        execute(busy, statement)


def test_nobody_empties_the_book(busy: Office) -> None:
    statement = "DELETE FROM entry_moves"
    if busy.desk.database.engine.dialect.name == "postgresql":
        statement = "TRUNCATE entry_moves"
    with pytest.raises(BookIsAppendOnly):
        execute(busy, statement)


@pytest.mark.parametrize(
    ("statement", "entry", "fault"),
    [
        ("UPDATE entry_moves SET amount_fen = 1 WHERE entry = 4", 4, "changed"),
        ("UPDATE entry_moves SET debit = '5001' WHERE entry = 4", 4, "changed"),
        ("UPDATE entries SET by = 'x' WHERE number = 4", 4, "changed"),
        ("UPDATE entries SET hash = previous_hash WHERE number = 4", 4, "changed"),
        ("DELETE FROM entry_moves WHERE entry = 4", 4, "changed"),
    ],
)
def test_a_touched_entry_is_named(busy: Office, statement: str, entry: int, fault: str) -> None:
    break_in(busy, statement)
    check = busy.book()

    assert not check["sound"]
    assert check["faults"][0] == {"entry": entry, "fault": fault, "subject": None, "until": None}


def test_an_entry_taken_out_is_missed(busy: Office) -> None:
    break_in(
        busy,
        "UPDATE payments SET entry = NULL WHERE entry = 4",
        "DELETE FROM entry_moves WHERE entry = 4",
        "DELETE FROM entries WHERE number = 4",
    )
    check = busy.book()

    assert check["faults"][0] == {"entry": 4, "fault": "missing", "subject": None, "until": None}
    assert any(f["fault"] == "payment_differs" for f in check["faults"])


def test_an_entry_cut_off_the_end_is_missed(busy: Office) -> None:
    break_in(
        busy,
        "UPDATE payments SET entry = NULL WHERE entry = 6",
        "DELETE FROM entry_moves WHERE entry = 6",
        "DELETE FROM entries WHERE number = 6",
    )

    # The last one that is there; what followed it is gone.
    assert busy.book()["faults"][0] == {"entry": 5, "fault": "head", "subject": None, "until": None}


@pytest.mark.parametrize(
    "change",
    [
        "amount_fen = 60000",
        "state = 'due'",
        "state = 'reversed'",
        "entry = 4",
    ],
)
def test_a_payment_changed_behind_the_book_is_named(busy: Office, change: str) -> None:
    payment = scalar(busy, "SELECT id FROM payments WHERE entry = 3")
    break_in(busy, f"UPDATE payments SET {change} WHERE id = '{payment}'")  # noqa: S608
    check = busy.book()

    assert {
        "entry": 3,
        "fault": "payment_differs",
        "subject": f"payment/{payment}",
        "until": None,
    } in check["faults"]


def test_a_payment_that_vanished_is_named(busy: Office) -> None:
    payment = scalar(busy, "SELECT id FROM payments WHERE entry = 3")
    break_in(busy, f"DELETE FROM payments WHERE id = '{payment}'")  # noqa: S608

    [gone, roll] = busy.book()["faults"]
    assert gone == {
        "entry": 3,
        "fault": "payment_differs",
        "subject": f"payment/{payment}",
        "until": None,
    }
    assert (roll["entry"], roll["fault"]) == (2, "roll_differs")


@pytest.mark.parametrize("change", ["total_fen = 1", "children = 9"])
def test_a_roll_changed_after_its_approval_is_named(busy: Office, change: str) -> None:
    break_in(busy, f"UPDATE rolls SET {change}")  # noqa: S608
    roll = scalar(busy, "SELECT id FROM rolls")

    assert busy.book()["faults"] == [
        {"entry": 2, "fault": "roll_differs", "subject": f"roll/{roll}", "until": None}
    ]


@pytest.mark.parametrize("column", ["received_fen", "committed_fen", "paid_fen"])
def test_a_fund_changed_behind_the_book_is_named(busy: Office, column: str) -> None:
    delta = "+ 1" if column != "paid_fen" else "- 1"
    break_in(busy, f"UPDATE funds SET {column} = {column} {delta}")  # noqa: S608
    fund = scalar(busy, "SELECT id FROM funds")

    assert busy.book()["faults"] == [
        {"entry": None, "fault": "fund_differs", "subject": f"fund/{fund}", "until": None}
    ]


def test_an_entry_out_of_balance_cannot_be_written(busy: Office) -> None:
    for values in (
        "7, 1, '1002', '1002', 5",
        "7, 1, '1002', '5001', 0",
        "7, 1, '1002', '5001', -5",
    ):
        with pytest.raises(IntegrityError):
            execute(busy, f"INSERT INTO entry_moves VALUES ({values})")  # noqa: S608


def test_joint_units_bear_equal_shares_to_the_fen(office: Office) -> None:
    units = ["first", "second", "third"]
    fund = office.fund(100, kind="joint", units=units)

    assert office.the_fund(fund)["shares"] == [
        {"unit": "first", "amount_fen": 3334},
        {"unit": "second", "amount_fen": 3333},
        {"unit": "third", "amount_fen": 3333},
    ]
    balance = {i["account"]: i["balance_fen"] for i in office.call(CLERK, "trial_balance")["items"]}
    assert balance["4003"] == -100_00


def test_a_second_receipt_goes_into_the_same_fund(office: Office) -> None:
    fund = office.fund(100)
    more = office.call(CLERK, "receive_funds", fund_id=fund, amount_fen=1, document="2")

    assert (more["received_fen"], more["version"]) == (100_01, 2)


def test_a_new_fund_needs_a_name_that_is_free(office: Office) -> None:
    office.fund(1, name="county treasury")

    with pytest.raises(FundNameTaken):
        office.fund(1, name="county treasury")
    with pytest.raises(FundDetailsMissing):
        office.call(CLERK, "receive_funds", area=COUNTY, amount_fen=1, document="2")
