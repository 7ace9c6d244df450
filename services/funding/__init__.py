"""Funds, rolls of grants, payments and the double-entry book.

Owns funds, rolls with their lines, payments and the journal. Publishes FundsReceived, RollProposed,
RollApproved, RollRefused, PaymentMade and PaymentReversed. Consumes the registry's Child* facts and
PackAdopted, of which it keeps its own small copy, and AwardDue of pairing (`awards`). Bank accounts
of payees are not kept: a payment names a payee by reference.

One room more than usual: `views.py`, records as the plain data that use cases and screens answer.
"""
