from collections.abc import Iterator
from pathlib import Path

import pytest

from services.pairing.service import PairingService
from shared import clock
from tests.integration.pairing.township import TODAY, Township
from tests.service_desk import open_desk


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Township]:
    clock.travel_to(TODAY)
    with open_desk(PairingService, database_url, tmp_path) as desk:
        yield Township(desk)
