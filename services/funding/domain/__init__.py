"""The rules of funding. Pure: no database, no clock, no network; money is whole fen."""
