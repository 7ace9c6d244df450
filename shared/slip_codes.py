"""Codes that somebody copies from a screen to a slip of paper, and may type again later."""

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is misread
GROUPS, GROUP = 3, 4  # 31 ** 12: not to be guessed


def new_code() -> str:
    """As it is told: ABCD-2345-EFGH."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def plain(code: str) -> str:
    """As it is looked up, however it was typed."""
    return code.replace("-", "").strip().upper()
