"""The reference pages in docs/ say what the code says."""

import json
import re
from typing import Any

import pytest

from lantian.commands.docs import PAGES, committed, text_of
from lantian.reference import asyncapi


@pytest.mark.parametrize("page", PAGES)
def test_a_committed_page_is_the_generated_one(page: str) -> None:
    assert committed(page) == text_of(page), "run: lantian docs --write"


@pytest.mark.parametrize("page", ["asyncapi", "openapi"])
def test_every_reference_leads_somewhere(page: str) -> None:
    document = json.loads(text_of(page))
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        found: Any = document
        for step in reference.split("/"):
            found = found[step]


def test_every_operation_is_of_a_channel_and_has_one_sender() -> None:
    document = asyncapi.document()
    sent = [
        operation["channel"]["$ref"]
        for operation in document["operations"].values()
        if operation["action"] == "send"
    ]
    assert sorted(sent) == sorted(f"#/channels/{name}" for name in document["channels"])
