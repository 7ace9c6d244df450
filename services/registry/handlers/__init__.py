"""Use cases of the registry: one function each, in a transaction that the door has opened."""
