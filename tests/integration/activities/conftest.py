from collections.abc import Iterator
from pathlib import Path

import pytest

from services.activities.service import ActivitiesService
from tests.integration.activities.school import School
from tests.service_desk import open_desk


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    with open_desk(ActivitiesService, database_url, tmp_path) as desk:
        yield School(desk)
