"""What all tables of funding are made of."""

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, new_metadata

Id = String(36)
AreaCode = String(12)
Code = String(40)
Who = String(64)  # account id
JOURNAL = "journal"  # the chain of the book, beside those of history and access log


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES
