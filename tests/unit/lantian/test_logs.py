"""What ends in a log: the class and the place of an error, and never its text."""

import io
import logging

import pytest

from lantian.logs import TEXT, DiscreetFormatter
from shared.messaging import trace


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter(TEXT))
    logger = logging.getLogger("tests.discreet")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream
    logger.removeHandler(handler)


def fail() -> None:
    try:
        raise KeyError("张三")
    except KeyError as first:
        raise ValueError("520330199001011234") from first


def test_a_line_of_text_says_its_trace_too(log):
    logger, stream = log
    began = trace.begin()
    logger.warning("x")
    assert f"[{began[3:35]}] x" in stream.getvalue()


def test_an_error_is_written_down_without_its_text(log):
    logger, stream = log
    try:
        fail()
    except ValueError as error:
        logger.exception("it failed: %s", error)
    written = stream.getvalue()
    assert "ValueError at tests/unit/lantian/test_logs.py" in written
    assert "KeyError" in written
    assert "fail" in written
    assert "张三" not in written
    assert "520330199001011234" not in written
