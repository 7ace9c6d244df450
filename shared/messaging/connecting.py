"""Reaching a database from a process of greenlets."""

from typing import Any

import eventlet
from sqlalchemy import Engine, event


def limit_connecting(engine: Engine, seconds: float) -> None:
    """An attempt that takes longer is an OperationalError. Under eventlet libpq connects without
    blocking and does not keep its own time limit, so that a server which takes the connection and
    says nothing would hold whoever asks for ever."""
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, _record: Any, words: Any, named: Any) -> Any:
        late = dialect.dbapi.OperationalError(f"no connection within {seconds} s")
        with eventlet.Timeout(seconds, late):
            return dialect.connect(*words, **named)
