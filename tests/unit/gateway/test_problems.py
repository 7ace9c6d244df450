import inspect
import pkgutil
import re
import string
from importlib import import_module

import pytest

import shared.contracts
from gateway import texts
from gateway.problems import HTTP_CODES, STATUS, field_problems, of_refusal, status_of
from shared.contracts.gateway.errors import PlaceMissing, ServiceAway, ServiceTooSlow, SignInLocked
from shared.errors import AccessDenied, Conflict, DomainError, Forbidden, Invalid, NotFound

CHINESE = re.compile(r"[\u4e00-\u9fff]")
KINDS = {NotFound, Conflict, Invalid, Forbidden}


def refusals() -> list[type[DomainError]]:
    """Every refusal of every contract."""
    modules = [
        module.name
        for module in pkgutil.walk_packages(shared.contracts.__path__, "shared.contracts.")
        if module.name.endswith((".errors", "_errors"))
    ]
    return sorted(
        {
            error
            for name in (*modules, "shared.errors")
            for error in vars(import_module(name)).values()
            if inspect.isclass(error) and issubclass(error, DomainError)
        }
        - {DomainError, *KINDS},
        key=lambda error: error.__qualname__,
    )


@pytest.mark.parametrize("refusal", refusals(), ids=lambda error: error.__name__)
def test_every_refusal_has_its_chinese_sentence(refusal: type[DomainError]) -> None:
    problem = of_refusal(refusal("1", "2", "3"))

    assert CHINESE.search(problem.detail)
    assert problem.detail != texts.HTTP["UnexpectedError"]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda error: error.__name__)
def test_every_refusal_has_a_kind(refusal: type[DomainError]) -> None:
    assert any(base in STATUS for base in refusal.__mro__)
    assert status_of(refusal) < 500 or refusal in (ServiceAway, ServiceTooSlow)


@pytest.mark.parametrize("code", sorted(set(HTTP_CODES.values()) | {"UnexpectedError"}))
def test_what_http_refuses_is_said_in_chinese_too(code: str) -> None:
    assert CHINESE.search(texts.sentence(code, ("registry",)))


def test_the_arguments_stand_in_the_sentence_by_their_chinese_names() -> None:
    assert "15" in of_refusal(SignInLocked("15")).detail
    assert "儿童档案" in of_refusal(ServiceAway("registry")).detail
    assert "村" in of_refusal(PlaceMissing("village_officer")).detail


@pytest.mark.parametrize("pattern", sorted(texts.sentences().values()))
def test_a_sentence_bears_a_refusal_without_its_arguments(pattern: str) -> None:
    assert CHINESE.search(texts.Forgiving().vformat(pattern, (), {}))
    assert list(string.Formatter().parse(pattern))


def test_a_lock_says_when_to_come_back() -> None:
    assert of_refusal(SignInLocked("15")).headers["Retry-After"] == "900"


def test_nested_fields_are_named_by_their_path() -> None:
    messages = {"json": {"marks": {3: {"mark": ["x"]}}, "_schema": ["y"]}}

    found = field_problems(messages, skip_location=True)

    assert [(problem.field, problem.message) for problem in found] == [
        ("marks.3.mark", "x"),
        ("", "y"),
    ]


def test_a_subclass_has_the_status_of_its_kind() -> None:
    class Deeper(AccessDenied): ...

    assert status_of(Deeper) == 403
