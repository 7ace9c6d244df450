"""Chinese stands where translators, clerks and tests look for it, and nowhere between the code."""

import re

from tests.architecture.sources import Source, sources, without

# Han characters with their extensions, and the punctuation and wide forms that go with them.
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Tests and benchmarks stand beside them.
TEXTS = ("shared/texts/", "gateway/texts.py", "lantian/demo/", "lantian/generate/")


def chinese(source: Source) -> list[str]:
    """Where it stands, docstrings and comments included."""
    lines = enumerate(source.text.splitlines(), 1)
    return [f"{source.name}:{number}" for number, line in lines if CHINESE.search(line)]


def test_there_is_no_chinese_beside_the_texts() -> None:
    program = without(TEXTS, sources("services", "shared", "gateway", "lantian"))

    assert [place for source in program for place in chinese(source)] == []


def test_the_texts_are_where_it_is_looked_for() -> None:
    for place in TEXTS:
        top = place.partition("/")[0]
        held = [s for s in sources(top) if s.name.startswith(place)]
        assert any(chinese(source) for source in held), place


def test_chinese_is_found_in_strings_docstrings_comments_and_punctuation() -> None:
    lines = (
        "x = 'a'",
        "x = '蓝天'",
        '"""儿童"""',
        "x = 1  # 岁",
        "x = 'a，b'",
        "x = '𠮷'",
        "ü = 1",
    )

    assert chinese(Source("some.py", "\n".join(lines))) == [f"some.py:{n}" for n in (2, 3, 4, 5, 6)]
