"""What people and other programs meet: pages, the JSON API, and who is signed in.

Owns accounts, sessions, API tokens, one-time links and lock-out counters, and a copy of whom each
helper is paired with, by which a helper's account reaches the children. Publishes AccountOpened;
consumes PairingActivated and PairingEnded. Everything else it asks of the services, as the viewer.

Rooms beyond those of a service: `app` (the Flask application), `api` and `pages` (routes), `rpc`
(calls to the services from within a request), `auth` and `passwords` (signing in), `access` (what
a route calls), `problems` (refusals as problem+json or a page), `texts` (Chinese of HTTP itself),
`statistics_book` (a report as a workbook), `list_book` (lists of the
organising), `sheet_pen` (what both share), `observe` (request ids and structured logs), `assets`
(static files).
"""
