"""Small services on the real messaging, whose every effect can be counted."""
