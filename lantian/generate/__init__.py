"""Invented counties of working size and ten times that, for trials of scale; `lantian generate`."""
