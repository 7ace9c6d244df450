"""Which files belong to one child, where some were merged."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.funding.models import Child
from services.funding.store.chunks import chunks


def children_of(session: Session, files: Collection[str]) -> dict[str, str]:
    """Each of these files -> the child that stays, however often it was merged on."""
    into, asked = dict[str, str](), set(files)
    while asked:
        found = dict[str, str]()
        for some in chunks(asked):
            merged = Child.child_id.in_(some) & Child.merged_into.is_not(None)
            rows = session.execute(select(Child.child_id, Child.merged_into).where(merged))
            found |= {file: str(other) for file, other in rows}
        into |= found
        asked = set(found.values()) - set(into)
    return {file: _last(file, into) for file in files}


def _last(file: str, into: dict[str, str]) -> str:
    seen = {file}
    while (file := into.get(file, file)) not in seen:  # a ring would have no end
        seen.add(file)
    return file


def files_of(session: Session, children: Collection[str]) -> dict[str, str]:
    """Each file of these children, their own and those merged into them -> the child."""
    found = {child: child for child in children}
    newest = list(found)
    while newest:
        below = dict[str, str]()
        for some in chunks(newest):
            query = select(Child.child_id, Child.merged_into)
            for file, into in session.execute(query.where(Child.merged_into.in_(some))):
                below[file] = found[str(into)]
        newest = [file for file in below if file not in found]
        found = below | found
    return found
