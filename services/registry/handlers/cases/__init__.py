"""Use cases of protection cases (DOMAIN section 5). Each locks the case's row first, and writes to
the timeline what it did."""
