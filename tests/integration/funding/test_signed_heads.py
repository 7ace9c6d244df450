"""The book proves its own integrity: whatever was touched is found and named."""

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text

from services.funding.domain.ledger import sealed_content
from services.funding.handlers.signing import published
from services.funding.models import Entry, EntryMove
from services.funding.service import FundingService
from shared.chain import GENESIS, link
from shared.clock import travel_to
from tests.integration.funding.office import CLERK, Office

ENTRIES = 6
Touch = Callable[[Any], None]


@pytest.fixture
def signed(office: Office) -> Office:
    """Six entries, of which the first four were signed and published the evening before."""
    fund = office.fund(1)
    for amount in (200, 300, 400):
        office.call(CLERK, "receive_funds", fund_id=fund, amount_fen=amount, document="1")
    sign(office, date(2025, 9, 11))
    for amount in (500, 600):
        office.call(CLERK, "receive_funds", fund_id=fund, amount_fen=amount, document="2")
    return office


def sign(office: Office, day: date) -> None:
    travel_to(day)
    while FundingService.sign_book(SimpleNamespace(database=office.desk.database)):
        pass


def break_in(office: Office, *statements: str) -> None:
    """As whoever owns the database could, triggers or not."""
    with office.desk.database.transaction() as uow:
        sqlite = uow.session.connection().dialect.name == "sqlite"
        for table in ("entries", "entry_moves", "signed_heads"):
            if sqlite:
                for verb in ("update", "delete"):
                    uow.session.execute(text(f"DROP TRIGGER append_only_{table}_{verb}"))
                uow.session.execute(text("PRAGMA defer_foreign_keys=ON"))
            else:
                uow.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in statements:
            uow.session.execute(text(statement))


def recompute(office: Office, first: int) -> None:
    """The whole chain anew from an entry on, as sound in itself as before."""
    with office.desk.database.transaction() as uow:
        rows = uow.session.query(Entry).order_by(Entry.number).all()
        previous = GENESIS
        for row in rows:
            if row.number >= first:
                moves = uow.session.query(EntryMove).filter_by(entry=row.number)
                listed = [[m.debit, m.credit, m.amount_fen] for m in moves.order_by(EntryMove.line)]
                entry = {c.name: getattr(row, c.name) for c in Entry.__table__.columns}
                row.previous_hash = previous
                row.hash = link(previous, sealed_content(entry, listed))
            previous = row.hash
        uow.session.flush()
        uow.session.execute(
            text("UPDATE chain_heads SET hash=:h, position=:p WHERE chain='journal'"),
            {"h": previous, "p": rows[-1].number},
        )


def faults(office: Office) -> list[tuple[str, int | None, int | None]]:
    check = office.book()
    assert check["sound"] is (not check["faults"])
    found = [(f["fault"], f["entry"], f["until"]) for f in check["faults"]]
    return [one for one in found if one[0] != "fund_differs"]


def test_a_sound_book_says_how_far_it_was_signed(signed: Office) -> None:
    check = signed.book()
    assert (check["sound"], check["signed"], check["signed_until"]) == (True, 1, 4)
    [told] = signed.published("book_signed")
    [line] = published(signed.desk.database.settings).read_text("utf-8").splitlines()
    assert json.loads(line)["hash"] == told["hash"]
    assert told["position"] == 4


def test_whoever_has_the_published_line_can_check_it_without_the_installation(
    signed: Office,
) -> None:
    [told] = signed.published("book_signed")
    line = json.loads(published(signed.desk.database.settings).read_text("utf-8"))
    head = f"lantian-book/1\n{line['position']}\n{line['hash']}"
    public = Ed25519PublicKey.from_public_bytes(b64decode(line["public_key"]))
    public.verify(b64decode(line["signature"]), head.encode())
    assert sha256(b64decode(line["public_key"])).hexdigest()[:16] == told["key_id"]


def test_a_day_without_entries_is_not_signed_again(signed: Office) -> None:
    sign(signed, date(2025, 9, 12))
    sign(signed, date(2025, 9, 13))
    assert [told["position"] for told in signed.published("book_signed")] == [4, ENTRIES]


def test_a_changed_byte_is_named(signed: Office) -> None:
    break_in(signed, "UPDATE entry_moves SET amount_fen = amount_fen + 1 WHERE entry = 3")
    assert faults(signed) == [("changed", 3, None)]


def test_a_deleted_row_is_named(signed: Office) -> None:
    break_in(signed, "DELETE FROM entry_moves WHERE entry=2", "DELETE FROM entries WHERE number=2")
    assert faults(signed)[0] == ("missing", 2, None)


def test_an_inserted_row_is_named(signed: Office) -> None:
    break_in(
        signed,
        'INSERT INTO entries (number, at, kind, "by", area_code, fund_id, document, previous_hash,'
        ' hash) SELECT 7, at, kind, "by", area_code, fund_id, document, previous_hash, hash'
        " FROM entries WHERE number = 6",
    )
    assert faults(signed) == [("changed", 7, None)]


def test_reordered_rows_are_named(signed: Office) -> None:
    break_in(
        signed,
        "UPDATE entry_moves SET entry=99 WHERE entry=2",
        "UPDATE entries SET number=99 WHERE number=2",
        "UPDATE entry_moves SET entry=2 WHERE entry=3",
        "UPDATE entries SET number=2 WHERE number=3",
        "UPDATE entry_moves SET entry=3 WHERE entry=99",
        "UPDATE entries SET number=3 WHERE number=99",
    )
    assert faults(signed)[0] == ("changed", 2, None)


def test_a_cut_off_tail_is_named_also_when_the_head_was_cut_with_it(signed: Office) -> None:
    cut = (
        "DELETE FROM fund_shares WHERE entry > 3",
        "DELETE FROM entry_moves WHERE entry > 3",
        "DELETE FROM entries WHERE number > 3",
    )
    break_in(signed, *cut)
    assert faults(signed)[0][0] == "head"
    recompute(signed, 4)  # sets the head to the last one left
    assert faults(signed) == [("cut_off", 4, 4)]


def test_a_wholly_recomputed_chain_is_named(signed: Office) -> None:
    break_in(
        signed,
        "UPDATE entry_moves SET amount_fen = 1 WHERE entry = 3",
        "DELETE FROM signed_heads",  # whoever owns the database owns these too; not the file
    )
    recompute(signed, 1)
    assert faults(signed) == [("rewritten", 1, 4)]


def test_a_head_signed_with_another_key_is_named(signed: Office) -> None:
    break_in(signed, "UPDATE signed_heads SET hash = replace(hash, 'a', 'b')")
    assert faults(signed) == [("signature", 4, 4)]


def test_a_published_file_that_is_gone_is_named(signed: Office) -> None:
    published(signed.desk.database.settings).unlink()
    assert faults(signed) == [("unpublished", 4, 4)]


def test_a_line_that_was_torn_is_named_and_tears_no_other(signed: Office) -> None:
    path = published(signed.desk.database.settings)
    path.write_bytes(path.read_bytes()[:-40])  # the disk was full
    assert faults(signed) == [("unpublished", 4, 4)]
    sign(signed, date(2025, 9, 12))
    assert faults(signed) == [("unpublished", 4, 4)]  # and not 6
    assert len(path.read_text("utf-8").splitlines()) == 2
