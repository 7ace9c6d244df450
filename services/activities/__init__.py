"""Rooms for left-behind children, the plan of their sessions, and who was there.

Owns `rooms`, `stock_movements`, `sessions`, `bookings`, `attendance`, and copies of `schools` and
`school_children`; publishes RoomOpened, SessionPlanned, SessionMoved, SessionCancelled,
SessionHeld, AttendanceMarked; consumes the registry's SchoolRegistered and Child* facts.

One room more than usual: `views.py`, records as the plain data that use cases and screens answer.
"""
