"""Messages as the reader sees them: the template filled in with names under the reader's rights."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.pages.names import child_names, helper_names, place_names
from shared.message_wording import names_wanted, worded

# What a page that shows messages declares in its `@calls`.
NAMES = ("registry.name_children", "pairing.name_helpers", "registry.get_area")


def told(messages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each message with its `title` and `text`; one look-up of names per kind."""
    wanted = names_wanted(messages)
    names = {
        "child": child_names(wanted["child"]),
        "helper": helper_names(wanted["helper"]),
        "place": place_names(wanted["place"]),
    }
    filled = [(message, worded(message, names)) for message in messages]
    return [{**message, "title": said.title, "text": said.text} for message, said in filled]
