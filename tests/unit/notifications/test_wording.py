from typing import Any

from shared.message_wording import names_wanted, worded
from shared.texts.notifications import WITHOUT_NAME


def message(template: str, **params: Any) -> dict[str, Any]:
    return {"template": template, "template_version": 1, "params": params}


GRADED = message("child_graded", child_id="c1", area_code="520330", level=4, previous_level=2)


def test_names_come_from_the_reader_not_from_the_message() -> None:
    names = {"child": {"c1": "王小明"}, "place": {"520330": "习水县"}}
    assert worded(GRADED, names).text.startswith("习水县的王小明由二级变为四级")


def test_a_name_that_the_reader_may_not_see_is_left_out_politely() -> None:
    text = worded(GRADED, {}).text
    assert WITHOUT_NAME["child"] in text
    assert "c1" not in text


def test_a_page_asks_for_each_name_once_and_by_kind() -> None:
    pair = message("pairing_ended", child_id="c1", helper_id="h1", slot="any")
    wanted = names_wanted([GRADED, GRADED, pair, message("room_opened", area_code="x")])
    assert wanted == {"child": {"c1"}, "helper": {"h1"}, "place": {"520330"}}


def test_sums_terms_and_dates_read_as_people_write_them() -> None:
    paid = message(
        "payment_made", child_id="c", scheme="living", term="2025-autumn", amount_fen=130050
    )
    assert "2025年秋季学期" in worded(paid, {}).text
    assert "1,300.50 元" in worded(paid, {}).text
    missed = message("session_missed", child_id="c", on_date="2025-09-08")
    assert "2025年9月8日" in worded(missed, {}).text


def test_a_scheme_that_only_a_pack_knows_is_still_a_sentence() -> None:
    paid = message(
        "payment_made", child_id="c", scheme="new_in_pack", term="2026-spring", amount_fen=1
    )
    assert "2026年春季学期的补助 0.01 元" in worded(paid, {}).text
