"""Reads for screens: unit of work and grant in, plain data out. Lists are paged by key."""
