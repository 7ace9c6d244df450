"""What is said about a row of a roster, as codes; the sentences are in `shared.texts.roster`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A problem or a warning in the cell of `field`; `args` fill the sentence."""

    code: str
    field: str
    args: tuple[str, ...] = ()
