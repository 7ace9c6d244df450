"""The rules of notifications. Pure: no database, no clock, no network."""
