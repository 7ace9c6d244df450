"""What a run reads from, and puts away in, the bench's databases."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.faults import leaks
from tests.faults.bench.facts import Outbox, OutboxArchive
from tests.faults.books import Books
from tests.faults.ledger import PLANTED


def test_what_is_archived_at_the_end_is_searched_for_the_planted_person(tmp_path: Path) -> None:
    books = Books(f"sqlite:///{tmp_path}/{{service}}.db")
    books.make_tables()
    with Session(books.engines["origin"]) as session, session.begin():
        for number, settled in enumerate((datetime.now(UTC), None)):
            session.add(
                Outbox(
                    event_id=str(number),
                    exchange="origin.events",
                    routing_key="placed",
                    aggregate_id="quote:1",
                    shard=0,
                    body=PLANTED[0],
                    settled_at=settled,
                )
            )
    assert books.archive() == 1
    with Session(books.engines["origin"]) as session:
        count = [
            session.scalar(select(func.count()).select_from(t)) for t in (Outbox, OutboxArchive)
        ]
    books.close()
    assert count == [1, 1]
    assert leaks.found(tmp_path)
