"""Use cases of funding: one function each, in the transaction that the door has opened.

Locks are always taken in the order roll or payment, fund, journal, so that none wait in a circle.
"""
