"""What all tables of the registry stand on."""

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, new_metadata

Id = String(36)
AreaCode = String(12)
# Of a table that is little more than its key: on SQLite it lies in the key's order, without a
# second tree beside it, so a row is written and found once instead of twice.
BY_KEY = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES
