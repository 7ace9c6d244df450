"""The code of an area, as it is typed."""

import pytest
from marshmallow import ValidationError

from shared.contracts.registry.schemas.base import AREA


@pytest.mark.parametrize("code", ["52", "520330", "520330103", "520330103201"])
def test_a_code_of_two_to_twelve_digits_is_taken(code: str) -> None:
    assert AREA(code) == code


@pytest.mark.parametrize(
    "code", ["5", "5203301032011", "520330\n", "５２０３３０", "²²²²²²", "52033x", ""]
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        AREA(code)
