"""Of a child's grants on several files those of one file stay."""

import pytest

from services.funding.domain.merging import Given, excess
from shared.contracts.funding.codes import PaymentState

OWN, OTHER = "child", "absorbed"


def given(
    file: str, state: str = "due", scheme: str = "living", term: str = "2025-autumn"
) -> Given:
    name = f"{file}-{state}-{term}"
    return Given(name, "roll", "fund", file, scheme, term, PaymentState(state), "520330", 1, 1)


def gone(*grants: Given) -> list[str]:
    return [one.payment_id for one in excess(OWN, grants).open]


def test_the_childs_own_file_stays_where_nothing_went_out() -> None:
    own, other = given(OWN), given(OTHER, "failed")
    assert gone(other, own) == [other.payment_id]


@pytest.mark.parametrize("state", ["sent", "paid"])
def test_what_is_on_its_way_stays(state: str) -> None:
    own, other = given(OWN), given(OTHER, state)
    assert gone(own, other) == [own.payment_id]


def test_of_two_that_went_out_a_person_reverses_one() -> None:
    own, other = given(OWN, "sent"), given(OTHER, "paid")
    found = excess(OWN, [own, other])
    assert (found.open, found.twice) == ([], [(other, own)])


def test_all_parts_of_a_month_go_together() -> None:
    month = {"scheme": "subsistence_allowance", "term": "2025-10"}
    own = given(OWN, **month)
    parts = [given(OTHER, "due", **month), given(OTHER, "failed", **month)]
    assert gone(own, *parts) == [part.payment_id for part in parts]
    assert gone(*parts) == []  # of one file


def test_other_terms_and_relief_are_no_twins() -> None:
    assert gone(given(OWN), given(OTHER, term="2026-spring")) == []
    relief = {"scheme": "temporary_relief", "term": "2025-10"}
    assert gone(given(OWN, **relief), given(OTHER, **relief)) == []
