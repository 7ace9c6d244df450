"""Money coming in."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from services.funding.domain import ledger
from services.funding.domain.money import split_equally
from services.funding.models import Fund
from services.funding.ports import UnitOfWork, Voucher
from services.funding.views import fund_view
from shared.access.grant import Grant
from shared.contracts.funding.codes import EntryKind, FundKind
from shared.contracts.funding.errors import FundDetailsMissing
from shared.contracts.funding.events import FundsReceived


def receive_funds(
    uow: UnitOfWork,
    grant: Grant,
    *,
    fund_id: str | None,
    name: str | None,
    kind: str | None,
    area: str | None,
    amount_fen: int,
    units: Sequence[str],
    document: str,
) -> dict[str, Any]:
    """Book a receipt; without `fund_id` it opens the fund.

    Raises FundNotFound, FundDetailsMissing or FundNameTaken.
    """
    fund = uow.funds.get(fund_id) if fund_id else _opened(uow, name, kind, area)
    grant.require(area=fund.area_code)
    fund.received_fen += amount_fen
    fund.version += 1
    moves = ledger.funds_received(fund.kind, amount_fen)
    voucher = Voucher(kind=EntryKind.FUNDS_RECEIVED, fund=fund, moves=moves, document=document)
    [entry] = uow.book.post([voucher], grant.viewer.account_id)
    shares = _shares(units, amount_fen)
    uow.funds.share(fund, entry, shares)
    uow.record(
        subject=f"fund/{fund.id}",
        version=fund.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"received_fen": [fund.received_fen - amount_fen, fund.received_fen]},
    )
    uow.emit(_received(fund, amount_fen))
    return fund_view(fund, shares, uow.funds.budgets(fund.id).values())


def _shares(units: Sequence[str], amount_fen: int) -> list[tuple[str, int]]:
    return list(zip(units, split_equally(amount_fen, len(units)), strict=True)) if units else []


def _received(fund: Fund, amount_fen: int) -> FundsReceived:
    return FundsReceived(
        version=fund.version,
        fund_id=fund.id,
        area_code=fund.area_code,
        kind=fund.kind.value,
        amount_fen=amount_fen,
    )


def _opened(uow: UnitOfWork, name: str | None, kind: str | None, area: str | None) -> Fund:
    if not (name and kind and area):
        raise FundDetailsMissing()
    fund = Fund(
        id=str(uuid4()),
        name=name,
        kind=FundKind(kind),
        area_code=area,
        received_fen=0,
        committed_fen=0,
        paid_fen=0,
        version=0,
    )
    uow.funds.add(fund)
    return fund
