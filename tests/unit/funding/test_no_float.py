import ast
from collections.abc import Iterator
from pathlib import Path

import services.funding
import shared.contracts.funding

FOLDERS = [
    Path(p) for package in (services.funding, shared.contracts.funding) for p in package.__path__
]


def inexact(tree: ast.AST) -> Iterator[int]:
    """Lines where a number could stop being whole."""
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
        divided = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        named = isinstance(node, ast.Name) and node.id in ("float", "round", "Float", "Numeric")
        field = isinstance(node, ast.Attribute) and node.attr in ("Float", "Numeric", "Decimal")
        if literal or divided or named or field:
            yield node.lineno


def test_no_amount_can_become_inexact_anywhere_in_funding() -> None:
    sources = [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]
    found = [
        f"{path}:{line}" for path in sources for line in inexact(ast.parse(path.read_text("utf-8")))
    ]

    assert len(sources) > 20
    assert found == []


def test_the_search_finds_what_it_searches_for() -> None:
    guilty = "a = 1.5\nb = a / 2\nc = float('1')\nd = fields.Float()\n"

    assert sorted(inexact(ast.parse(guilty))) == [1, 2, 3, 4]
