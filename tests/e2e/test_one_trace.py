"""One trace from an HTTP request to somebody's inbox, in both modes: a user reads the number to an
operator, who finds it in the logs of every service that had a part."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from lantian.client import Api
from tests.e2e import fleet as fleets
from tests.e2e.fleet import Fleet
from tests.e2e.story import TODAY, VILLAGE, Story
from tests.probes import probe
from tests.requires import requires

MODES = {"embedded": (), "distributed": ("rabbitmq", "postgres")}
TRACE = "0af7651916cd43dd8448eb211c80319c"
TOKEN = "of-the-prometheus-of-the-county"
NAME = "龙小满"


@dataclass
class Told:
    fleet: Fleet
    inbox: list[dict[str, Any]]
    trace: str

    def lines(self) -> list[dict[str, Any]]:
        """Those of the log that belong to the trace."""
        said = [json.loads(line) for line in self.fleet.logs.splitlines() if line.startswith("{")]
        return [line for line in said if line["trace"] == TRACE]


@pytest.fixture(scope="module", params=sorted(MODES))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    for needed in MODES[request.param]:
        requires(needed)
    settings = {
        "LANTIAN_TODAY": TODAY,
        "LANTIAN_LOG": "INFO",
        "LANTIAN_LOG_FORMAT": "json",
        "LANTIAN_METRICS_TOKEN": TOKEN,
    }
    start = getattr(fleets, request.param)
    with start(tmp_path_factory.mktemp(request.param), **settings) as fleet:
        fleet.start()
        fleet.wait_ready()
        story = Story(fleet.url, fleet.first_link_token)
        story.first_administrator()
        story.places()
        village = story.known["villages"][VILLAGE]
        officer = story.account("cun", "village_officer", area=village)
        trace = register(fleet.url, officer, village)
        inbox = probe(lambda: officer.every("/notifications"), 30, every=0.1)
        yield Told(fleet, inbox, trace)


def register(url: str, officer: Api, village: str) -> str:
    """With a trace of the caller's own; the one that the answer carries."""
    about = {
        "name": NAME,
        "sex": "female",
        "birth_date": "2014-05-22",
        "area_code": village,
        "father_situation": "away",
        "mother_situation": "away",
        "stage": "primary",
    }
    headers = {
        "Authorization": f"Bearer {officer.token}",
        "Content-Type": "application/json",
        "traceparent": f"00-{TRACE}-b7ad6b7169203331-01",
    }
    request = urllib.request.Request(
        f"{url}/api/v1/children", json.dumps(about).encode(), headers, method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        return str(answer.headers["X-Trace-ID"])


def test_the_answer_says_the_trace(told: Told) -> None:
    assert told.trace == TRACE


def test_the_gateway_and_the_service_that_told_somebody_logged_the_same_trace(told: Told) -> None:
    assert told.inbox
    lines = probe(lambda: [line for line in told.lines() if line["service"] == "notifications"], 20)
    handled = [line for line in lines if line.get("entry") == "on_child_registered"]
    assert handled
    assert handled[0]["event"] in handled[0]["message"]
    [request] = [line for line in told.lines() if line["message"] == "request"]
    assert (request["service"], request["route"]) == ("gateway", "/api/v1/children")


def test_every_consumer_of_the_event_logged_that_trace_once(told: Told) -> None:
    def consumers() -> list[str]:
        lines = [line for line in told.lines() if line["message"].startswith("handled")]
        return sorted(line["service"] for line in lines)

    everybody = ["activities", "funding", "notifications", "pairing"]
    probe(lambda: consumers() == everybody, 20)


def test_no_line_names_the_child(told: Told) -> None:
    assert NAME not in told.fleet.logs


def test_the_gateways_figures_are_there_for_the_token_alone(told: Told) -> None:
    url = f"{told.fleet.url}/metrics"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(url)
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(asked) as answer:
        figures = answer.read().decode()
    posted = 'method="POST",route="/api/v1/children",status="2xx"'
    assert f"lantian_http_request_seconds_count{{{posted}}} 1.0" in figures
    assert 'lantian_outbox_open{service="gateway"}' in figures
    assert NAME not in figures
