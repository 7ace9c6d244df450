"""Legal aid covers the cases that qualify (DOMAIN section 3): violence, once the aid was given."""

from tests.integration.registry.cases.conftest import COUNTY, TOWNSHIP, Cases


def target(cases: Cases) -> tuple[int, int, float | None]:
    found = cases.call(COUNTY, "get_targets")["area"]["targets"]
    one = next(each for each in found if each["target"] == "legal_aid")
    return one["met"], one["missing"], one["percent"]


def test_a_case_of_violence_asks_for_legal_aid_until_it_was_given(cases: Cases) -> None:
    assert target(cases) == (0, 0, None)
    cases.reported()  # an accident asks for none
    case = cases.received(situations=["domestic_violence"])["id"]
    assert target(cases) == (0, 1, 0.0)
    cases.acknowledge(TOWNSHIP, case, "legal_aid")
    assert target(cases) == (1, 0, 100.0)
    other = cases.received(situations=["unlawful_harm"])["id"]
    ended = {"result": "no_danger", "why": "核实没有危险"}
    assert target(cases) == (1, 1, 50.0)
    cases.call(TOWNSHIP, "close_case", case_id=other, **ended)
    assert target(cases) == (1, 0, 100.0)
