"""Prepared rows on their way between two processes of ours. Apart from `payload`, which the process
that reads the file needs too: it has no use for what the registry knows of children."""

import marshal
from collections.abc import Iterable, Iterator

from services.registry.ports.newcomers import Newcomer
from services.registry.ports.prepared import Prepared


def piece_of(rows: Iterable[Prepared]) -> bytes:
    return marshal.dumps([(*row[:-1], row.newcomer and tuple(row.newcomer)) for row in rows])


def rows_of(pieces: Iterable[bytes]) -> Iterator[Prepared]:
    for piece in pieces:
        for *fields, newcomer in marshal.loads(piece):  # noqa: S302 - made by `piece_of`
            made = Newcomer(*newcomer) if newcomer else None
            yield Prepared(*fields)._replace(newcomer=made)
