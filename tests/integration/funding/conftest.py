from collections.abc import Iterator
from pathlib import Path

import pytest

from services.funding.service import FundingService
from tests.integration.funding.office import Office
from tests.service_desk import open_desk


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_desk(FundingService, database_url, tmp_path) as desk:
        yield Office(desk)
