"""What one service may rely on in another's events."""

import copy
from dataclasses import asdict
from typing import Any

import pytest

from lantian.reference.catalogue import entries, events
from shared.messaging.events import Event, MissingField
from shared.texts.events import EVENTS as NAMES
from tests.contract.golden import agreed, broken_promises, current
from tests.event_samples import a

EVENTS = pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)


def test_nothing_that_was_agreed_is_gone_or_changed() -> None:
    assert broken_promises(agreed(), current()) == []


def test_what_was_added_is_agreed() -> None:
    assert current() == agreed(), "python -m tests.contract.golden writes what was added"


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        (lambda event: event["fields"].pop("child_id"), "is gone"),
        (lambda event: event["fields"].update(child_id="integer"), "was string and is integer"),
        (lambda event: event["fields"].update(newer="string"), "has no default"),
        (lambda event: event.update(aggregate="area_code"), "no longer child_id"),
    ],
)
def test_a_changed_field_is_a_broken_promise(change: Any, promise: str) -> None:
    after = copy.deepcopy(agreed())
    change(after["registry.child_judged"])
    [broken] = broken_promises(agreed(), after)
    assert promise in broken


def test_a_field_added_with_a_default_breaks_nothing() -> None:
    after = copy.deepcopy(agreed())
    after["registry.child_judged"]["fields"]["newer"] = "string, optional"
    after["registry.child_moved"] = {"aggregate": "child_id", "fields": {}}
    assert broken_promises(agreed(), after) == []


@EVENTS
def test_every_event_has_a_consumer(event: type[Event]) -> None:
    [entry] = [entry for entry in entries() if entry.event is event]
    assert entry.consumers


@EVENTS
def test_an_event_says_what_happened(event: type[Event]) -> None:
    assert event.__doc__
    assert "dataclass" not in event.__doc__
    assert not event.__doc__.startswith(f"{event.__name__}(")  # what dataclass writes itself


@EVENTS
def test_its_aggregate_is_one_of_its_fields(event: type[Event]) -> None:
    sample = a(event)
    assert sample.aggregate_id == asdict(sample)[event.aggregate]


@EVENTS
def test_an_event_is_read_back_as_it_was_written(event: type[Event]) -> None:
    sample = a(event)
    assert event.from_data(asdict(sample)) == sample


@EVENTS
def test_newer_fields_are_ignored(event: type[Event]) -> None:
    sample = a(event)
    assert event.from_data(asdict(sample) | {"newer": 1}) == sample


@EVENTS
def test_a_missing_field_is_refused_by_name(event: type[Event]) -> None:
    data = asdict(a(event))
    del data[event.aggregate]
    with pytest.raises(MissingField, match=event.aggregate):
        event.from_data(data)


@EVENTS
def test_no_field_could_hold_who_a_person_is(event: type[Event]) -> None:
    telling = ("name", "phone", "id_number", "address", "account_number", "reason_text")
    allowed = {"class_name"}  # of a school class
    names = set(asdict(a(event))) - allowed
    assert not [name for name in names if any(part in name for part in telling)]


def test_every_event_has_a_name_for_people() -> None:
    heard = {event.wire_name() for event in events()}

    assert heard == set(NAMES), "name it in shared/texts/events.py"
