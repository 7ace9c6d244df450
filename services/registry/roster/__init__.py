"""Rosters as schools keep them: reading workbooks, finding the header, writing corrections.

A room of its own, because it is work for the processor: all of it runs in a child process, and of
the service it knows only the pure rules of `domain`.
"""
