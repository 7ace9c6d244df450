"""Operating one service's side of the bus: what waits, what died, what came of each event.

Written on a kombu connection and the service's own database, the same on RabbitMQ and `inproc://`.
Each service offers it through `doors.BusDoors`; the gateway puts the answers together.
"""
