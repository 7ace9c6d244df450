"""The code of a paper, as it is shown once and as it is found again."""

from services.pairing.domain import codes_of_papers as codes
from services.pairing.ports import Vault

APPLICATION, CERTIFICATE = "application", "certificate"


def new_code(vault: Vault, kind: str) -> tuple[str, str]:
    """(code, index)."""
    code = codes.new_code()
    return code, vault.blind_index(kind, codes.plain(code) or code)


def index_of(vault: Vault, kind: str, typed: str) -> str | None:
    """None for what can be no code."""
    plain = codes.plain(typed)
    return vault.blind_index(kind, plain) if plain else None
