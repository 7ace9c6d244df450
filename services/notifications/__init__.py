"""What people are told: every fact of the other services as messages in the right inboxes.

Owns `messages` and `receipts`, and for outside the application everybody's channels and what was
delivered by them; consumes the facts in `domain/routing.py`; publishes nothing.

Three rooms more than usual: `views.py`, records as the plain data that use cases and screens
answer; `channels`, the ways out of the application, each behind one port; `wording.py`, which
puts a notice into the words that a channel carries.
"""
