"""Protection cases (DOMAIN section 5): what must be done, by whom, by when, and what may follow."""
