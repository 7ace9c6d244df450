from collections.abc import Iterator
from pathlib import Path

import pytest

from services.notifications.service import NotificationsService
from tests.service_desk import ServiceDesk, open_desk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[ServiceDesk]:
    with open_desk(NotificationsService, database_url, tmp_path) as opened:
        yield opened
