"""Each log line as one JSON object: when, who, in which trace, and never whom it is about."""

import io
import json
import logging

import pytest

from lantian.logs import JsonFormatter
from lantian.process import prepare
from shared.messaging import trace
from shared.settings import WrongSetting


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("pairing"))
    logger = logging.getLogger("tests.json")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_says_when_who_how_grave_and_in_which_trace(log):
    logger, stream = log
    began = trace.begin()
    trace.now_doing(entry="on_child_changed", event="e-1")
    logger.warning("tries %s", "again")
    [line] = lines(stream)
    assert line["time"].endswith("+00:00")
    assert {name: line[name] for name in line if name != "time"} == {
        "level": "WARNING",
        "service": "pairing",
        "logger": "tests.json",
        "trace": began[3:35],
        "entry": "on_child_changed",
        "event": "e-1",
        "message": "tries again",
    }


def test_where_one_process_runs_all_services_the_line_names_the_one_at_work(log):
    logger, stream = log
    trace.now_doing(service="funding")
    logger.warning("x")
    assert lines(stream)[0]["service"] == "funding"


def test_an_error_is_told_by_class_and_place_and_a_line_stays_one_line(log):
    logger, stream = log
    try:
        raise ValueError("张三\n520330199001011234")
    except ValueError as error:
        logger.exception("it failed: %s", error)
    assert len(stream.getvalue().splitlines()) == 1
    [line] = lines(stream)
    assert "ValueError at tests/unit/lantian/test_json_logs.py" in str(line["message"])
    assert "ValueError" in str(line["stack"])
    assert "张三" not in stream.getvalue()
    assert "520330199001011234" not in stream.getvalue()


def test_a_lines_own_fields_stand_beside_the_others(log):
    logger, stream = log
    logger.info("{}", extra={"fields": {"message": "request", "route": "/children"}})
    [line] = lines(stream)
    assert (line["message"], line["route"]) == ("request", "/children")


def test_another_format_is_refused_by_name(monkeypatch, tmp_path):
    monkeypatch.setenv("LANTIAN_DATA", str(tmp_path))
    monkeypatch.setenv("LANTIAN_LOG_FORMAT", "xml")
    with pytest.raises(WrongSetting, match="LANTIAN_LOG_FORMAT=xml"):
        prepare()
