"""What people are told: every fact of the other services as messages in the right inboxes.

Owns `messages` and `receipts`; consumes the facts in `domain/routing.py`; publishes nothing.

One room more than usual: `views.py`, records as the plain data that use cases and screens answer.
"""
