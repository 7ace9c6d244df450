"""A generated county's fund, and one roll of its children."""

from datetime import date

from services.funding.domain.terms import open_terms
from services.funding.handlers import funds, rolls
from services.funding.store import FundingUnitOfWork
from shared.access.grant import Grant
from shared.access.table import admit
from shared.messaging.database import Database
from shared.viewer import Viewer

SCHEME = "xishui_living"
AMOUNT_FEN = 100_000_000_00


def grant(operation: str) -> Grant:
    return admit(Viewer.system(), f"funding.{operation}")


def propose(database: Database[FundingUnitOfWork], county: str, today: date) -> None:
    """A roll of all who are eligible this term, waiting for approval."""
    with database.transaction() as uow:
        fund = funds.receive_funds(
            uow,
            grant("receive_funds"),
            fund_id=None,
            name=f"{county} 留守困难儿童生活补助",
            kind="treasury",
            area=county,
            amount_fen=AMOUNT_FEN,
            units=(),
            document="拨付通知",
        )
    with database.transaction() as uow:
        term = open_terms(uow.rules.seasons(county, today), today)[0]
        rolls.propose_roll(
            uow,
            grant("propose_roll"),
            months=[],
            why=None,
            scheme=SCHEME,
            term=term.text,
            area=county,
            fund_id=fund["id"],
            child_ids=None,
            today=today,
        )
