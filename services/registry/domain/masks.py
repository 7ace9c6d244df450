"""How secret values look until they are revealed for a purpose."""

from typing import Any

from shared.contracts.registry.fields import SECRET


def shown(name: str, value: Any, revealed: frozenset[str]) -> Any:
    """The value of a field as the viewer gets it."""
    if name not in SECRET or name in revealed or not isinstance(value, str):
        return value
    return " ".join(masked(part) for part in value.split())


def masked(value: str) -> str:
    """520330********0135, 138****5678; of what is short, only the first sign."""
    if len(value) >= 15:
        return f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}"
    if len(value) >= 10:
        return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"
    return value[:1] + "*" * max(len(value) - 1, 3)
