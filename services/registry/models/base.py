"""What all tables of the registry stand on."""

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase

from shared.db import TYPES, new_metadata

Id = String(36)
AreaCode = String(12)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES
