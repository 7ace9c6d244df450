"""Use cases of pairing: one function each, in the transaction that the door has opened.

Locks are taken in one order everywhere: children, then helpers, then pairings and proposals.
"""
