"""Who was dismissed reads nothing of the child any more, changes nothing and claims no wish."""

from base64 import b64encode
from typing import Any

import pytest

from shared.contracts.pairing.errors import HelperDisqualified, NotPairedWithChild
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.test_promises import PHOTO, as_helper, log, pair
from tests.integration.pairing.township import Township

CONTENT = b64encode(PHOTO).decode()


def logged(town: Township) -> tuple[Viewer, Any, str]:
    """A helper without the child now, a contact with a photo that they logged."""
    child, helper, viewer = pair(town)
    contact = log(town, viewer, child, summary="孩子的秘密")
    fields = {"contact_id": contact["id"], "content": CONTENT}
    [file] = town.call("attach_to_contact", viewer, **fields)["files"]
    return as_helper(helper), contact["id"], file["id"]


def test_a_dismissed_helper_reads_no_contact_and_no_photo(town: Township) -> None:
    viewer, contact, file = logged(town)
    assert len(town.call("list_contacts", viewer)["items"]) == 1
    town.check(str(viewer.person_id), records=["abuse"])
    assert town.call("list_contacts", viewer)["items"] == []
    for operation, more in (("get_contact", {}), ("get_contact_file", {"file_id": file})):
        with pytest.raises(AccessDenied):
            town.call(operation, viewer, contact_id=contact, **more)


def test_whose_pair_is_over_takes_back_and_adds_nothing(town: Township) -> None:
    viewer, contact, _ = logged(town)
    [pairing] = [row["id"] for row in town.desk.rows("pairings")]
    town.call("end_pairing", pairing_id=pairing, reason="helper_asked")
    for operation, more in (
        ("strike_contact", {"why": "x"}),
        ("attach_to_contact", {"content": CONTENT}),
    ):
        with pytest.raises(NotPairedWithChild):
            town.call(operation, viewer, contact_id=contact, **more)
    assert town.call("strike_contact", contact_id=contact, why="登记有误")["struck_at"]


def test_a_dismissed_helper_claims_no_wish(town: Township) -> None:
    child, helper = town.agreed_child(2), town.helper()
    wish = town.call("submit_wish", child_id=child, text="书包")["id"]
    town.call("publish_wish", wish_id=wish, child_id=child, public_text="一个书包")
    town.check(helper, records=["abuse"])
    with pytest.raises(HelperDisqualified):
        town.call("claim_wish", as_helper(helper), wish_id=wish)
    assert town.desk.rows("wishes")[0]["status"] == "published"
