"""Whose trace is taken over, and whose is not."""

import re

import pytest

from shared.messaging import trace

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def test_a_well_formed_trace_is_gone_on_with_in_a_span_of_its_own() -> None:
    begun = trace.begin(f"00-{TRACE}-{SPAN}-01")
    assert trace.trace_id() == TRACE
    assert trace.SHAPE.fullmatch(begun)
    assert SPAN not in begun


@pytest.mark.parametrize(
    "parent",
    [None, 7, "", f"00-{TRACE}", f"00-{TRACE[:-3]}\n张三-{SPAN}-01", f"00-{TRACE}-{SPAN}-01\n"],
)
def test_what_is_no_trace_begins_a_new_one(parent: object) -> None:
    trace.begin(parent)
    found = trace.trace_id()
    assert found is not None
    assert re.fullmatch("[0-9a-f]{32}", found)
    assert found != TRACE
