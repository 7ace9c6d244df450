"""Money is whole fen: no float comes into being where it is reckoned or carried."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Source, sources

MONEY = ("services/funding", "shared/contracts/funding")
FLOATS = {
    "float",
    "Float",
    "Numeric",
    "Double",
    "REAL",
    "Decimal",
    "fmean",
    "inf",
    "nan",
    "truediv",
}


def floats(source: Source) -> list[str]:
    return [f"{source.name}:{line}" for line in _lines(source.tree)]


def _lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.Constant(value=float() | complex())
                | ast.BinOp(op=ast.Div())
                | ast.AugAssign(op=ast.Div())
            ):
                yield node.lineno
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in FLOATS:
                yield node.lineno


def test_no_float_in_funding() -> None:
    modules = [*sources(*MONEY), *sources("shared/texts"), *sources("gateway/pages")]
    money = [s for s in modules if s.name.startswith(MONEY) or "money" in s.name]

    assert len(money) > 30
    assert [place for source in money for place in floats(source)] == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 0.5",
        "x = fen / 100",
        "fen /= 2",
        "x = float(fen)",
        "def f(x: float) -> None: ...",
        "column(Numeric(10, 2))",
        "column(sa.Float())",
        "operator.truediv(fen, 100)",
    ],
)
def test_each_way_to_a_float_is_found(line: str) -> None:
    assert floats(Source("some.py", f"a = 1\n{line}\n")) == ["some.py:2"]


def test_whole_numbers_are_not_taken_for_floats() -> None:
    assert floats(Source("some.py", 'x = fen // 100 + fen % 3\npath = f"a/{x}"\n')) == []
