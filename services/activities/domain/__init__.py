"""The rules of activities. Pure: no database, no clock, no network."""
