"""`lantian bus`: what it says and how it ends where a service is away or a cause is not mended."""

import argparse
import json
from typing import Any

import pytest

from lantian.bus.commands import archive, dead_letters, replay, topology
from lantian.bus.console import NEEDS_A_PERSON, WELL, Console, Refused
from shared.texts.bus import KEEPERS, QUEUES_RIGHT

AWAY = Refused(503, {"code": "ServiceAway", "detail": ""})
BEGAN = "2026-03-02T08:00:00+00:00"
LETTER = {
    "service": "activities",
    "type": "school_registered",
    "id": "x",
    **dict.fromkeys(("explained", "error", "died_at", "happened_at", "attempts", "consumer"), ""),
    "forgotten": False,
    "payload": [],
    "readable": True,
}


class Played(Console):
    """A console whose gateway answers what the test says."""

    def __init__(self, answer: Any, *, as_json: bool = False) -> None:
        super().__init__("", "yunwei", as_json)
        self.answer, self.sent = answer, []

    def get(self, path: str, **query: Any) -> Any:
        return self.answer(path, **query)

    def every(self, path: str, **query: Any) -> list[Any]:
        return list(self.answer(path, **query)["items"])

    def post(self, path: str, body: Any) -> Any:
        self.sent.append(dict(body))
        return self.answer(path)


def asked(command: Any, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


def without(service: str, answer: Any) -> Any:
    def call(path: str, **_query: Any) -> Any:
        if f"/{service}/" in path:
            raise AWAY
        return answer

    return call


def whole(**away: bool) -> Any:
    right = {"service": "pairing", "well": True, "queues": []}
    services = [
        {"service": s, "away": s in away, "topology": None if s in away else right} for s in KEEPERS
    ]
    return lambda _path: {"well": not away, "services": services}


def test_queues_that_nobody_was_asked_about_are_not_said_to_be_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert topology.run(Played(whole()), asked(topology)) == WELL
    assert QUEUES_RIGHT in capsys.readouterr().out
    nobody = Played(whole(**dict.fromkeys(KEEPERS, True)))
    assert topology.run(nobody, asked(topology)) == NEEDS_A_PERSON
    out = capsys.readouterr().out
    assert QUEUES_RIGHT not in out
    assert "联系不上" in out


def test_a_service_that_is_away_stays_in_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    topology.run(Played(whole(funding=True), as_json=True), asked(topology))
    found = json.loads(capsys.readouterr().out)
    assert [each["service"] for each in found if each.get("away")] == ["funding"]
    assert len(found) == len(KEEPERS)


@pytest.mark.parametrize(
    ("command", "words", "answer"),
    [
        (dead_letters, ["show"], {"items": []}),
        (replay, ["--list"], {"items": []}),
        (archive, [], {"service": "pairing", "dry_run": True, "tables": []}),
    ],
)
def test_one_service_that_is_away_does_not_hide_the_others(
    capsys: pytest.CaptureFixture[str], command: Any, words: list[str], answer: Any
) -> None:
    played = Played(without("funding", answer))
    assert command.run(played, asked(command, *words)) == NEEDS_A_PERSON
    assert "资金" in capsys.readouterr().err


def test_the_one_service_that_was_asked_for_is_refused_as_before() -> None:
    with pytest.raises(Refused):
        archive.run(Played(without("funding", {})), asked(archive, "--service", "funding"))


def test_letters_are_shown_page_after_page(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pages:
        def every(self, _path: str, **_query: Any) -> list[Any]:
            return [LETTER] * 201

    monkeypatch.setattr(Console, "_api", lambda *_: Pages())
    console = Console("", "yunwei")
    assert dead_letters.run(console, asked(dead_letters, "show", "--service", "activities"))
    assert capsys.readouterr().out.count("  x\n") == 201


def test_a_redrive_goes_on_only_with_what_had_died_when_it_began() -> None:
    lefts = [2, 1, 0]

    def answer(_path: str) -> Any:
        return {
            **{"action": "a", "began_at": BEGAN, "dry_run": False, "done": 1, "refused": 0},
            **{"left": lefts.pop(0), "items": [], "refused_items": []},
        }

    played = Played(answer)
    words = ["redrive", "--service", "funding", "--all", "--do-it", "--why", "x"]
    assert dead_letters.run(played, asked(dead_letters, *words)) == WELL
    assert [each.get("died_before") for each in played.sent] == [None, BEGAN, BEGAN]
