"""/api/v1: schemes, funds, rolls, payments and the book."""

from gateway.api.routes import Area
from shared.contracts.funding import schemas

AREA = Area("funding")

ROLL = "/rolls/<uuid:roll_id>"

AREA.query("/schemes", "list_schemes", schemas.ListSchemes, schemas.SchemeList)
AREA.query("/funds", "list_funds", schemas.ListFunds, schemas.FundList)
AREA.command("/receipts", "receive_funds", schemas.ReceiveFunds, schemas.FundView, status=201)
AREA.query("/eligible-children", "list_eligible", schemas.ListEligible, schemas.EligibleList)

AREA.command(
    "/rolls", "propose_roll", schemas.ProposeRoll, schemas.RollView, status=201, at="/rolls"
)
AREA.query("/rolls", "list_rolls", schemas.ListRolls, schemas.RollList)
AREA.query(ROLL, "get_roll", schemas.GetRoll, schemas.RollWithLines)
AREA.query(f"{ROLL}/public-list", "public_list", schemas.PublicList, schemas.PublicLineList)
AREA.command(f"{ROLL}/approval", "approve_roll", schemas.ApproveRoll, schemas.RollView)
AREA.command(f"{ROLL}/refusal", "refuse_roll", schemas.RefuseRoll, schemas.RollView)
AREA.command(f"{ROLL}/payment", "pay_roll", schemas.PayRoll, schemas.RollView)

AREA.query("/payments", "list_payments", schemas.ListPayments, schemas.PaymentList)
AREA.command(
    "/payments/<uuid:payment_id>/reversal",
    "reverse_payment",
    schemas.ReversePayment,
    schemas.PaymentView,
)
AREA.query("/trial-balance", "trial_balance", schemas.TrialBalance, schemas.TrialBalanceView)
AREA.query("/journal", "journal", schemas.Journal, schemas.JournalView)
AREA.query("/book-verification", "verify_book", schemas.VerifyBook, schemas.BookCheck)
