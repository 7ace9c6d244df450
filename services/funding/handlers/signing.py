"""Once a day the book's head is signed, and published outside this database."""

import json
from os import SEEK_END, fsync
from pathlib import Path

from services.funding.domain.heads import Head
from services.funding.models import SignedHead
from services.funding.ports import UnitOfWork
from shared.access.grant import COUNTY
from shared.clock import now
from shared.contracts.funding.events import BookSigned
from shared.settings import Settings
from shared.signing import SigningKey

TIMER = "sign_book"
KEY, PUBLISHED = "book-signing", "book-heads.jsonl"


def key_of(settings: Settings) -> SigningKey:
    """It lies with the other keys, beside the data and never in it."""
    return SigningKey.read_or_create(settings.keys.joinpath(KEY))


def published(settings: Settings) -> Path:
    return settings.data.joinpath("published", PUBLISHED)


def sign_book(uow: UnitOfWork) -> None:
    """The file first: of what the database says later it must not depend."""
    head = uow.book.head()
    if head.position == 0 or uow.book.is_signed(head.position) or uow.settings is None:
        return
    key = key_of(uow.settings)
    row = SignedHead(
        position=head.position,
        hash=head.hash,
        signed_at=now(),
        key_id=key.id,
        signature=key.sign(head.text),
    )
    _publish(uow.settings, row, key.public)
    uow.book.keep_head(row)
    uow.emit(
        BookSigned(
            version=head.position,
            book="funding",
            area_code=uow.book.last_area()[:COUNTY],
            position=head.position,
            hash=head.hash,
            key_id=row.key_id,
            signature=row.signature,
        )
    )


def published_heads(settings: Settings | None) -> list[tuple[Head, str]]:
    """With their signatures; what cannot be read is left out, and then counts as not published."""
    path = published(settings) if settings else None
    if path is None or not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        try:
            row = json.loads(line)
            found.append((Head(int(row["position"]), str(row["hash"])), str(row["signature"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _publish(settings: Settings, row: SignedHead, public: str) -> None:
    """With all that is needed to check the line without this installation."""
    path = published(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {
        "position": row.position,
        "hash": row.hash,
        "signed_at": row.signed_at.isoformat(),
        "key_id": row.key_id,
        "public_key": public,
        "signature": row.signature,
    }
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, SEEK_END)
        if file.read(1) not in (b"", b"\n"):  # a line that was torn tears no other
            file.write(b"\n")
        file.write(json.dumps(line).encode() + b"\n")
        file.flush()
        fsync(file.fileno())
