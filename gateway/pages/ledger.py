"""The book: trial balance, journal, and the proof that nobody changed it."""

from flask import Blueprint, render_template

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form
from gateway.rpc import ask

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
@calls("funding.trial_balance", "funding.journal")
def ledger() -> str:
    return render_template(
        "ledger/ledger.html",
        balance=ask("funding", "trial_balance"),
        journal=page_of("funding", "journal", asked("fund_id", "roll_id")),
        checked=None,
        form=Form(),
    )


@blueprint.post("/verification")
@calls("funding.verify_book", "funding.trial_balance", "funding.journal")
def verify() -> str:
    """Reads the whole book and changes nothing, so the answer is shown at once."""
    return render_template(
        "ledger/ledger.html",
        balance=ask("funding", "trial_balance"),
        journal=page_of("funding", "journal", {}),
        checked=ask("funding", "verify_book"),
        form=Form(),
    )
