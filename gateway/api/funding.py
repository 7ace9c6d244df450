"""/api/v1: schemes, funds, rolls, payments and the book."""

from gateway.api.routes import Area
from shared.contracts.funding import schemas

AREA = Area("funding")

ROLL = "/rolls/<uuid:roll_id>"
BATCH = "/batches/<uuid:batch_id>"
PAYMENT = "/payments/<uuid:payment_id>"

AREA.query("/schemes", "list_schemes", schemas.ListSchemes, schemas.SchemeList)
AREA.query("/funds", "list_funds", schemas.ListFunds, schemas.FundList)
AREA.command("/receipts", "receive_funds", schemas.ReceiveFunds, schemas.FundView, status=201)
AREA.command("/funds/<uuid:fund_id>/budgets", "set_budget", schemas.SetBudget, schemas.FundView)
AREA.query("/eligible-children", "list_eligible", schemas.ListEligible, schemas.EligibleList)

AREA.command(
    "/awards/rolls",
    "propose_awards",
    schemas.ProposeAwards,
    schemas.RollView,
    status=201,
    at="/rolls",
)
AREA.query("/awards", "list_awards", schemas.ListAwards, schemas.AwardList)
AREA.command(
    "/rolls", "propose_roll", schemas.ProposeRoll, schemas.RollView, status=201, at="/rolls"
)
AREA.query("/rolls", "list_rolls", schemas.ListRolls, schemas.RollList)
AREA.query(ROLL, "get_roll", schemas.GetRoll, schemas.RollWithLines)
AREA.query(f"{ROLL}/public-list", "public_list", schemas.PublicList, schemas.PublicLineList)
AREA.command(f"{ROLL}/approval", "approve_roll", schemas.ApproveRoll, schemas.RollView)
AREA.command(f"{ROLL}/refusal", "refuse_roll", schemas.RefuseRoll, schemas.RollView)
AREA.command(f"{ROLL}/payment", "pay_roll", schemas.PayRoll, schemas.RollView)

AREA.command(
    f"{ROLL}/delegated-approval", "approve_delegated", schemas.ApproveRoll, schemas.RollView
)
AREA.query(f"{ROLL}/progress", "get_progress", schemas.GetProgress, schemas.ProgressView)
AREA.command(f"{ROLL}/checks", "check_roll", schemas.CheckRoll, schemas.RollView)
AREA.command(f"{ROLL}/notice", "post_notice", schemas.PostNotice, schemas.RollView)
AREA.command(
    f"{ROLL}/objections",
    "receive_objection",
    schemas.ReceiveObjection,
    schemas.ObjectionView,
    status=201,
)
AREA.command(
    "/objections/<uuid:objection_id>/answer",
    "answer_objection",
    schemas.AnswerObjection,
    schemas.ObjectionView,
)
AREA.query(f"{ROLL}/accounts", "list_accounts", schemas.ListAccounts, schemas.AccountList)
AREA.command(
    "/children/<uuid:child_id>/bank-account",
    "set_account",
    schemas.SetAccount,
    schemas.AccountView,
)
AREA.command(f"{ROLL}/batches", "make_batch", schemas.MakeBatch, schemas.MadeBatch, status=201)
AREA.query(f"{BATCH}/file", "get_batch_file", schemas.GetBatchFile, schemas.BankFile)
AREA.query(f"{BATCH}/lines", "list_batch_lines", schemas.ListBatchLines, schemas.BatchLineList)
AREA.command(f"{BATCH}/result", "take_in_result", schemas.TakeInResult, schemas.BatchView)
AREA.command(f"{BATCH}/withdrawal", "withdraw_batch", schemas.WithdrawBatch, schemas.BatchView)
AREA.command(f"{PAYMENT}/reissue", "reissue_payment", schemas.ReissuePayment, schemas.PaymentView)
AREA.command(f"{PAYMENT}/return", "return_payment", schemas.ReturnPayment, schemas.PaymentView)
AREA.command(f"{PAYMENT}/refund", "refund_payment", schemas.RefundPayment, schemas.PaymentView)
AREA.command("/delegations", "delegate", schemas.Delegate, schemas.DelegationView, status=201)
AREA.query("/delegations", "list_delegations", schemas.ListDelegations, schemas.DelegationList)
AREA.command("/periods", "close_period", schemas.ClosePeriod, schemas.PeriodView, status=201)
AREA.query("/periods", "list_periods", schemas.ListPeriods, schemas.PeriodList)
AREA.query("/statement", "statement", schemas.Statement, schemas.StatementView)
AREA.query("/money-lists", "export_list", schemas.ExportList, schemas.ExportView)
AREA.query("/money-sums", "export_sums", schemas.ExportSums, schemas.ExportView)
AREA.command("/reliefs", "propose_relief", schemas.ProposeRelief, schemas.RollView, status=201)
AREA.query("/reliefs", "list_reliefs", schemas.ListReliefs, schemas.ReliefList)
AREA.query("/reliefs/<uuid:roll_id>", "get_relief", schemas.GetRelief, schemas.ReliefView)
AREA.query("/instalments", "list_instalments", schemas.ListInstalments, schemas.DueList)
AREA.command(
    "/instalments/<uuid:payment_id>/payment",
    "pay_instalment",
    schemas.PayInstalment,
    schemas.PaymentView,
)
AREA.query("/papers/<uuid:paper_id>", "get_paper", schemas.GetPaper, schemas.PaperFile)
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
