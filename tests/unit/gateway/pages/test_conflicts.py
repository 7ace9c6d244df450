"""What the second of two editors typed, beside what the first one saved."""

from gateway.pages.conflicts import meet, settle
from gateway.pages.forms import Form

AT = "2026-11-21T02:30:00+00:00"


def changed(field: str, old: object, new: object) -> dict[str, object]:
    return {"field": field, "old": old, "new": new, "at": AT}


def test_a_box_left_alone_takes_the_new_value_over() -> None:
    form = Form({"hobbies": "画画", "ethnicity": "汉族"})
    [one] = meet(form, [changed("hobbies", "画画", "唱歌")], {"hobbies": "唱歌"})
    assert (one.touched, form.value("hobbies"), form.value("ethnicity")) == (False, "唱歌", "汉族")


def test_where_both_typed_nothing_is_lost_and_the_second_chooses() -> None:
    form = Form({"hobbies": "踢球"})
    [one] = meet(form, [changed("hobbies", "画画", "唱歌")], {"hobbies": "唱歌"})
    assert (one.touched, one.mine, one.theirs, form.value("hobbies")) == (
        True,
        "踢球",
        "唱歌",
        "踢球",
    )
    again = Form({"hobbies": "踢球", "conflict": "hobbies", "choose-hobbies": "theirs"})
    settle(again, {"hobbies": "唱歌"})
    assert again.value("hobbies") == "唱歌"
    kept = Form({"hobbies": "踢球", "conflict": "hobbies", "choose-hobbies": "mine"})
    settle(kept, {"hobbies": "唱歌"})
    assert kept.value("hobbies") == "踢球"


def test_a_masked_number_left_empty_was_left_alone_and_a_typed_one_is_kept() -> None:
    empty = Form({"father_phone": ""})
    [one] = meet(empty, [changed("father_phone", "138****1", "139****2")], {})
    assert (one.touched, empty.value("father_phone")) == (False, "")
    typed = Form({"father_phone": "13700001111"})
    [one] = meet(typed, [changed("father_phone", "138****1", "139****2")], {})
    assert (one.touched, typed.value("father_phone")) == (True, "13700001111")


def test_lists_and_flags_are_compared_as_what_they_mean() -> None:
    form = Form({"hardships": ["orphan", "low_income"], "boarder": "true"})
    since = [changed("hardships", ["low_income", "orphan"], []), changed("boarder", True, False)]
    first, second = meet(form, since, {"hardships": [], "boarder": False})
    assert (first.touched, second.touched) == (False, False)
    assert (form.all("hardships"), form.flag("boarder")) == ([""], False)


def test_two_who_typed_the_same_have_no_conflict() -> None:
    form = Form({"hobbies": "唱歌"})
    [one] = meet(form, [changed("hobbies", "画画", "唱歌")], {"hobbies": "唱歌"})
    assert not one.touched
