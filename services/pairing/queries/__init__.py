"""Reads for screens: what the viewer's grant reaches, as plain data."""
