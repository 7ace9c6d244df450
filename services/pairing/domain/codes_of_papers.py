"""Codes by which a stranger may look up one application or one certificate, and nothing else."""

import re
from secrets import choice

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
GROUPS, SIZE = 3, 4
PLAIN = re.compile(f"[{LETTERS}]{{{GROUPS * SIZE}}}")


def new_code() -> str:
    """ABCD-EFGH-JKLM: 60 bits."""
    return "-".join("".join(choice(LETTERS) for _ in range(SIZE)) for _ in range(GROUPS))


def plain(code: str) -> str | None:
    """As it is kept; None for what can be no code."""
    typed = re.sub(r"[\s-]", "", code).upper()
    return typed if PLAIN.fullmatch(typed) else None
