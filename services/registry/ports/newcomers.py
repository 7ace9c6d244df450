"""A child that comes on file, judged, counted and sealed: all that its rows will hold."""

from typing import Any, NamedTuple


class Newcomer(NamedTuple):
    """Made without a database, so that a process of its own can make many; texts and numbers, so
    that it travels. `marks` are kinds and values of likenesses; `wrapped` is its data key;
    `row` and `dossier` are in the order of their tables' columns, as the driver takes them."""

    id: str
    area_code: str
    school_id: str | None
    status: str
    level: int
    pack_hash: str
    figures: list[str]
    id_mark: str | None
    marks: list[tuple[str, str]]
    tokens: list[str]
    wrapped: str
    row: tuple[Any, ...]
    dossier: tuple[str, ...]
    changes: str  # sealed: the first entry of its history
    event: str  # ChildRegistered as JSON
    situations: dict[str, str | None]  # of the parents, whose contact may be asked for
    again_on: str | None  # the day on which it is judged again
