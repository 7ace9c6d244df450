"""One page with three forms: what is refused in one leaves the others as they are stored."""

import re

import pytest

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser

ADDRESS = f"/helpers/{county.HELPER}"
CHOSEN = re.compile(r'name="(\w+)" value="(\w+)" checked')


@pytest.mark.parametrize(
    ("part", "sent", "wrong"),
    [("training", {"hours": "many"}, "hours"), ("certificates", {"from_day": "soon"}, "from-day")],
)
def test_a_refused_part_leaves_the_wishes_as_stored(
    browse: Browser, part: str, sent: dict[str, str], wrong: str
) -> None:
    """Drawn empty, the next press of their button would wipe them."""
    browser = browse(Role.TOWNSHIP_OFFICER)
    stored = CHOSEN.findall(browser.get(f"{ADDRESS}/profile").text)
    assert ("dialects", "miao") in stored

    refused = browser.post(f"{ADDRESS}/{part}", data=sent)

    assert refused.status_code == 422
    assert CHOSEN.findall(refused.text) == stored
    assert f'id="e-{wrong}"' in refused.text
    assert f'value="{next(iter(sent.values()))}"' in refused.text


def test_refused_wishes_stay_as_typed(browse: Browser) -> None:
    typed = {"dialects": "miao", "available": "sunday", "capacity": "many"}
    refused = browse(Role.TOWNSHIP_OFFICER).post(f"{ADDRESS}/profile", data=typed)

    assert refused.status_code == 422
    assert CHOSEN.findall(refused.text) == [("available", "sunday"), ("dialects", "miao")]
    assert 'value="many"' in refused.text
