"""The rules of pairing. Pure: no database, no clock, no network; today is an argument."""
