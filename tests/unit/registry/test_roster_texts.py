"""Every remark on a row has a sentence, and every sentence a remark."""

import re
from pathlib import Path

import pytest

from shared.texts.roster import ROWS, row_text

ROOT = Path(__file__).parents[3] / "services" / "registry"
MADE = re.compile(r'(?:Finding|Broken|Unresolved|refuse|warn)\(\s*"(\w+)"')


def codes() -> set[str]:
    paths = [
        *ROOT.glob("domain/*.py"),
        *ROOT.glob("handlers/import*.py"),
        *ROOT.glob("handlers/roster*.py"),
    ]
    return {code for path in paths for code in MADE.findall(path.read_text("utf-8"))}


def test_codes_and_sentences_are_the_same_set() -> None:
    assert codes() == set(ROWS)


@pytest.mark.parametrize("code", sorted(ROWS))
def test_a_sentence_is_chinese_and_says_what_was_written(code: str) -> None:
    sentence = row_text(code, ["甲", "乙"])
    assert re.search(r"[\u4e00-\u9fff]", sentence)
    assert "{" not in sentence
