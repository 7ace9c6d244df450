"""Reads for screens: session in, plain data out."""
