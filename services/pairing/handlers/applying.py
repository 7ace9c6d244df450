"""Somebody applies from the public page: no account, no answer that tells who is on file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.pairing.handlers.enrolling import enrol, read_numbers
from services.pairing.handlers.paper_codes import APPLICATION, new_code
from services.pairing.models import Application
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.pairing.codes import Category


def apply_as_helper(
    uow: UnitOfWork,
    grant: Grant,
    *,
    category: str,
    id_number: str,
    phone: str,
    area_code: str,
    dialects: Sequence[str],
    available: Sequence[str],
    about: str | None,
    today: date,
    **application: Any,
) -> dict[str, Any]:
    """The township of the place checks it. Raises what `read_numbers` does, of everybody alike;
    who is on file already gets a code as everybody does."""
    policy = uow.rules.in_force(area_code, today)
    number, _ = read_numbers(Category(category), id_number, phone, policy, today)
    known = uow.helpers.with_id_index(uow.vault.blind_index("id_number", number.text))
    said = {"dialects": list(dialects), "available": list(available), "about": about}
    helper = known or enrol(
        uow,
        by=grant.viewer.account_id,
        operation=grant.operation,
        category=category,
        id_number=id_number,
        phone=phone,
        area_code=area_code,
        school_id=None,
        bonds=(),
        more={"self_applied": True, **said},
        today=today,
        **application,
    )
    code, index = new_code(uow.vault, APPLICATION)
    uow.applications.add(
        Application(code_index=index, helper_id=None if known else helper.id, applied_at=now())
    )
    return {"code": code, "status": "received"}
