"""Use cases of the gateway: one function, one transaction, opened by the caller."""
