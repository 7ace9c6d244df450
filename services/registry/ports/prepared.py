"""A checked row of a roster, as far as it has come before the database is asked."""

from typing import NamedTuple

from services.registry.ports.newcomers import Newcomer


class Prepared(NamedTuple):
    """Texts and numbers, so that it travels between processes.

    `outcome` is "new": a newcomer unless the database knows one of its `marks`; "rejected":
    whatever is on file; or "open": only the database can tell. `sealed` is what is kept of the row.
    """

    outcome: str
    sheet: int
    row: int  # its number in the sheet
    id_mark: str | None = None
    marks: tuple[str, ...] = ()  # blind indexes of its likenesses
    left_behind: str | None = None
    sealed: str = ""
    newcomer: Newcomer | None = None
