"""Funding: three people for one payment, the offices look on, the family sees its own."""

from shared.access import bus
from shared.access.roles import FAMILY, FINANCE, OFFICES, Role
from shared.access.rules import Operation, Scope, allow, operation

CHECKERS = (Role.VOLUNTEER_FEDERATION, Role.EDUCATION_BUREAU)
# Those of the offices who see what a child is paid (the field group `finance`).
GRANTING = (Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER)
COUNTY = (Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION)

_look = operation(allow(*FINANCE, *CHECKERS, *OFFICES, Role.AUDITOR, scope=Scope.AREA))
# Who is on a roll, and why, tells of a family's hardship: a dossier view. No auditor sees it.
_named = operation(allow(*FINANCE, *CHECKERS, *GRANTING, scope=Scope.AREA), audited=True)
# What a child is paid: also its own family.
_own = operation(
    allow(*FINANCE, *CHECKERS, *GRANTING, scope=Scope.AREA),
    allow(*FAMILY, scope=Scope.CHILD),
    audited=True,
)
_book = operation(allow(*FINANCE, *COUNTY, Role.AUDITOR, scope=Scope.AREA))

RULES: dict[str, Operation] = {
    "funding.export_list": operation(allow(*FINANCE, scope=Scope.AREA), audited=True),
    "funding.export_sums": operation(
        allow(*FINANCE, *COUNTY, Role.AUDITOR, scope=Scope.AREA), audited=True
    ),
    "funding.list_schemes": operation(
        allow(*FINANCE, *CHECKERS, *OFFICES, Role.AUDITOR, scope=Scope.ANY)
    ),
    "funding.list_funds": _book,
    "funding.set_budget": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.receive_funds": operation(allow(Role.FINANCE_CLERK, scope=Scope.AREA)),
    "funding.list_eligible": _named,
    "funding.propose_roll": operation(allow(Role.FINANCE_CLERK, scope=Scope.AREA)),
    "funding.list_rolls": _look,
    "funding.get_roll": _named,
    "funding.approve_roll": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.approve_delegated": operation(allow(*FINANCE, scope=Scope.AREA)),
    "funding.check_roll": operation(allow(*CHECKERS, scope=Scope.AREA)),
    "funding.post_notice": operation(allow(Role.FINANCE_CLERK, scope=Scope.AREA)),
    "funding.receive_objection": operation(allow(*FINANCE, *CHECKERS, *GRANTING, scope=Scope.AREA)),
    "funding.answer_objection": operation(
        allow(Role.FINANCE_CLERK, Role.COUNTY_OFFICER, scope=Scope.AREA)
    ),
    "funding.get_progress": _named,
    "funding.set_account": operation(
        allow(Role.FINANCE_CLERK, *GRANTING, scope=Scope.AREA), audited=True
    ),
    "funding.list_accounts": operation(allow(*FINANCE, *GRANTING, scope=Scope.AREA), audited=True),
    "funding.make_batch": operation(allow(*FINANCE, scope=Scope.AREA)),
    "funding.get_batch_file": operation(allow(*FINANCE, scope=Scope.AREA), audited=True),
    "funding.take_in_result": operation(allow(*FINANCE, scope=Scope.AREA)),
    "funding.withdraw_batch": operation(allow(*FINANCE, scope=Scope.AREA)),
    "funding.list_batch_lines": operation(allow(*FINANCE, scope=Scope.AREA), audited=True),
    "funding.reissue_payment": operation(allow(Role.FINANCE_CLERK, scope=Scope.AREA)),
    "funding.return_payment": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.refund_payment": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.delegate": operation(
        allow(Role.FINANCE_APPROVER, Role.FINANCE_PAYER, scope=Scope.AREA)
    ),
    "funding.list_delegations": _book,
    "funding.close_period": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.list_periods": _book,
    "funding.statement": _book,
    "funding.refuse_roll": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.propose_relief": operation(
        allow(Role.FINANCE_CLERK, Role.COUNTY_OFFICER, scope=Scope.AREA)
    ),
    "funding.get_relief": _own,
    "funding.list_reliefs": _own,
    "funding.list_instalments": _named,
    "funding.pay_instalment": operation(allow(Role.FINANCE_PAYER, scope=Scope.AREA)),
    "funding.get_paper": operation(
        allow(*FINANCE, Role.COUNTY_OFFICER, scope=Scope.AREA), audited=True
    ),
    "funding.list_awards": _named,
    "funding.propose_awards": operation(allow(Role.FINANCE_CLERK, scope=Scope.AREA)),
    "funding.pay_roll": operation(allow(Role.FINANCE_PAYER, scope=Scope.AREA)),
    "funding.public_list": operation(
        allow(*FINANCE, *CHECKERS, *GRANTING, scope=Scope.AREA), audited=True
    ),
    "funding.list_payments": _own,
    "funding.reverse_payment": operation(allow(Role.FINANCE_APPROVER, scope=Scope.AREA)),
    "funding.trial_balance": _book,
    "funding.journal": _book,
    "funding.verify_book": operation(
        allow(*FINANCE, Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    "funding.list_access_log": operation(allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)),
    "funding.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("funding"),
}
