"""A demo county: the real townships and villages of one county, and people who were invented.

Everything is put in through the gateway, as its users would: what the demo shows, a user can do.
"""
