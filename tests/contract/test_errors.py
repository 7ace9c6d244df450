"""Refusals: each has a code of its own and a Chinese sentence that says what to do."""

import importlib
import pkgutil
import re

import pytest

import shared.contracts
from gateway.texts import sentence, sentences
from shared import errors
from shared.errors import DomainError

KINDS = {errors.DomainError, errors.NotFound, errors.Conflict, errors.Invalid, errors.Forbidden}


def refusals() -> list[type[DomainError]]:
    found = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for module in pkgutil.walk_packages(shared.contracts.__path__, "shared.contracts."):
        if module.name.endswith("errors"):
            contract = importlib.import_module(module.name)
            found += [
                kind
                for kind in vars(contract).values()
                if isinstance(kind, type) and kind.__module__ == module.name
            ]
    ours = {kind for kind in found if issubclass(kind, DomainError)} - KINDS
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__name__))


REFUSALS = pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)


@REFUSALS
def test_a_refusal_has_a_chinese_sentence(refusal: type[DomainError]) -> None:
    text = sentences().get(refusal.__name__)
    assert text, f"no sentence for {refusal.__name__}"
    assert re.search(r"[\u4e00-\u9fff]", text)


@REFUSALS
def test_a_refusal_without_arguments_still_makes_a_sentence(refusal: type[DomainError]) -> None:
    assert "{" not in sentence(refusal.__name__, ())


def test_services_that_share_a_code_mean_the_same_kind_of_refusal() -> None:
    kinds: dict[str, set[type]] = {}
    for refusal in refusals():
        kinds.setdefault(refusal.__name__, set()).add(refusal.__base__)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}
