"""Use cases of activities: one function each, in the transaction that the door has opened."""
