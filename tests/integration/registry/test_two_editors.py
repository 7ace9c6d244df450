"""Two people correct one dossier; what cannot be true is refused at its field."""

import json
from typing import Any

import pytest

from shared.errors import InvalidRequest
from tests.integration.registry.conftest import COUNTY, VILLAGE, Registry


def since(registry: Registry, child_id: str, version: int) -> dict[str, Any]:
    answer = registry.call(COUNTY, "changes_since", child_id=child_id, version=version)
    return {row["field"]: (row["old"], row["new"]) for row in answer["items"]}


def test_the_second_is_told_what_was_changed_since_the_form_was_opened(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    registry.correct(child, VILLAGE, hobbies="画画", guardian_phone="13700009999")
    registry.correct(child, VILLAGE, hobbies="唱歌")
    assert since(registry, child, 1) == {
        "hobbies": (None, "唱歌"),
        "guardian_phone": ("139****5678", "137****9999"),
    }
    assert since(registry, child, 2) == {"hobbies": ("画画", "唱歌")}
    assert since(registry, child, 3) == {}


def test_what_was_changed_and_changed_back_is_no_change(registry: Registry) -> None:
    child = registry.register()["id"]
    registry.correct(child, mother_situation="at_home")
    registry.correct(child, mother_situation="away")
    assert since(registry, child, 1) == {}


def test_what_cannot_be_true_is_refused_in_chinese_at_its_field(registry: Registry) -> None:
    with pytest.raises(InvalidRequest) as refused:
        registry.register(guardian_age=15, father_since="2030-01-01")
    said = json.loads(refused.value.args[0])
    assert set(said) == {"guardian_age", "father_since"}
    assert "十八周岁" in said["guardian_age"][0]
    assert registry.rows("children") == []
    child = registry.register()["id"]
    with pytest.raises(InvalidRequest):
        registry.correct(child, guardian_age=17)
