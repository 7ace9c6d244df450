"""What is due at which age, and which dates cannot be."""

from datetime import date

from services.registry.domain.vaccination import card, complete, impossible

PLAN = {"hepb": {"title": "乙肝疫苗", "months": [0, 1, 6]}}
BORN = date(2024, 1, 31)


def states(doses: dict[str, str], today: date) -> list[str]:
    return [dose.state for dose in card(BORN, doses, PLAN, 3, today)]


def test_a_dose_is_due_at_its_age_and_overdue_after_the_grace() -> None:
    given = {"hepb.1": "2024-01-31"}
    assert states(given, date(2024, 2, 20)) == ["given", "later", "later"]
    assert states(given, date(2024, 3, 5)) == ["given", "due", "later"]
    assert states(given, date(2024, 6, 15)) == ["given", "overdue", "later"]
    assert not complete(card(BORN, given, PLAN, 3, date(2024, 6, 15)))
    two = {**given, "hepb.2": "2024-03-01"}
    assert complete(card(BORN, two, PLAN, 3, date(2024, 6, 15)))
    assert not complete(card(BORN, two, PLAN, 3, date(2025, 6, 15)))


def test_a_dose_comes_after_birth_after_the_one_before_and_not_ahead() -> None:
    today = date(2024, 6, 15)
    assert impossible({"hepb.1": "2024-01-31", "hepb.2": "2024-06-15"}, BORN, today) == {}
    for doses, wrong in (
        ({"hepb.1": "2024-01-30"}, {"hepb.1": (BORN, today)}),
        ({"hepb.1": "2024-06-16"}, {"hepb.1": (BORN, today)}),
        (
            {"hepb.1": "2024-03-01", "hepb.2": "2024-02-29"},
            {"hepb.2": (date(2024, 3, 1), today)},
        ),
    ):
        assert impossible(doses, BORN, today) == wrong
