"""Leading groups: one head at a time, and the list of any past day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.contracts.registry.organising.errors import HeadInPost, MemberReleased
from shared.errors import AccessDenied
from tests.integration.registry.conftest import COUNTY, TOWNSHIP, VILLAGE, Registry, opened
from tests.integration.registry.test_adoptions import principal, school, stored

MEMBER = {
    "post": "head",
    "name": "罗明",
    "title": "镇长",
    "duties": "全面",
    "from_on": "2025-01-05",
}


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(sqlite_url, tmp_path)


def named(group: Any) -> list[str]:
    return [one["name"] for one in group["members"]]


def test_a_new_head_follows_the_old_one_and_the_past_stays(desk: Registry) -> None:
    [first] = desk.call(TOWNSHIP, "appoint_member", **MEMBER)["members"]
    with pytest.raises(HeadInPost):
        desk.call(TOWNSHIP, "appoint_member", **{**MEMBER, "name": "陈新"})
    leaving = {"member_id": first["id"], "to_on": "2025-06-30", "why": "调任"}
    with pytest.raises(AccessDenied):
        desk.call(VILLAGE, "release_member", **leaving)
    desk.call(TOWNSHIP, "release_member", **leaving)
    with pytest.raises(MemberReleased):
        desk.call(TOWNSHIP, "release_member", **leaving)
    later = {**MEMBER, "name": "陈新", "from_on": "2025-07-01"}
    now = desk.call(TOWNSHIP, "appoint_member", **later)
    assert (named(now), [one["name"] for one in now["former"]]) == (["陈新"], ["罗明"])
    for day, heads in (
        ("2025-01-04", []),
        ("2025-06-30", ["罗明"]),
        ("2025-07-01", ["陈新"]),
    ):
        assert named(desk.call(TOWNSHIP, "get_group", on=day)) == heads
    assert desk.history(f"member/{first['id']}")[-1]["reason"] == "调任"
    secret = stored(desk, "group_members", "history", "commands")
    assert not [name for name in ("罗明", "陈新", "镇长", "调任") if name in secret]


def test_the_office_above_sees_which_places_have_no_group(desk: Registry) -> None:
    own = school(desk)
    head = principal(own)
    desk.call(head, "appoint_member", **MEMBER)
    desk.call(VILLAGE, "appoint_member", **MEMBER)
    parts = desk.call(TOWNSHIP, "get_group")["parts"]
    heads = {one["name"]: one["head"] for one in parts}
    assert heads == {"红岗村村民委员会": "罗明", "向阳村村民委员会": None, "醒民小学": "罗明"}
    assert named(desk.call(COUNTY, "get_group", school_id=own)) == ["罗明"]
    with pytest.raises(AccessDenied):
        desk.call(head, "get_group", area="520330103")
