"""Reads for screens: what the viewer may see of it, as plain data."""
