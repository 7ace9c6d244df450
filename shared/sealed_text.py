"""Text typed by hand, sealed at rest: nobody can know beforehand that it names no child."""

from sqlalchemy import Dialect, Text, TypeDecorator

from shared.crypto import key_ring


def seal_text(text: str, context: str) -> str:
    """Under the ring's own key. `context` is "table.column": elsewhere it does not open."""
    return key_ring().seal(text.encode(), context)


def open_text(sealed: str, context: str) -> str:
    """Raises crypto.CannotOpen."""
    return key_ring().open(sealed, context).decode()


class SealedText(TypeDecorator[str]):
    """A column of such text: clear in Python, sealed in the database, and so not to be searched
    or compared there. Not for columns that a chain's hash covers, which is over sealed text."""

    impl = Text
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else seal_text(value, self.context)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else open_text(value, self.context)
