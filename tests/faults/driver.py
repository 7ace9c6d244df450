"""Clients that send commands until each is answered, as browsers with an idempotency key would."""

import http.client
import threading
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.faults.ledger import Command, Ledger

CLIENTS = 3
MOST_IN_FLIGHT = 120
"""Events not yet handled, above which no command is begun: the load is steady, and what is measured
after a fault is the return of the service and not a queue that the run itself has piled up."""
AGAIN_AFTER = 0.1


class Driver:
    def __init__(self, url: str, ledger: Ledger, in_flight: Callable[[], int]) -> None:
        self.where, self.ledger, self.in_flight = urlsplit(url).netloc, ledger, in_flight
        self.waiting: deque[Command] = deque()
        self.tries = 0
        self.given_up = threading.Event()
        self.clients: list[threading.Thread] = []

    def begin(self, commands: list[Command]) -> None:
        """More may be begun while it drives."""
        self.waiting.extend(commands)
        self.clients = [client for client in self.clients if client.is_alive()]
        # One that has just found nothing more to do may still be alive.
        for _ in range(max(1, CLIENTS - len(self.clients))):
            client = threading.Thread(target=self._work, daemon=True)
            self.clients.append(client)
            client.start()

    def wait(self, seconds: float) -> bool:
        """True if every command was answered."""
        ends = time.monotonic() + seconds
        for client in self.clients:
            client.join(max(0.0, ends - time.monotonic()))
        return not any(client.is_alive() for client in self.clients)

    def give_up(self) -> None:
        self.given_up.set()

    def _work(self) -> None:
        while not self.given_up.is_set():
            if self.in_flight() > MOST_IN_FLIGHT:
                time.sleep(0.02)
                continue
            try:
                command = self.waiting.popleft()
            except IndexError:
                return
            self.send(command)

    def send(self, command: Command) -> None:
        """Until it is answered."""
        self.ledger.intend(command)
        while not self.given_up.is_set():
            self.tries += 1
            if self._post(command):
                self.ledger.answer(command)
                return
            time.sleep(AGAIN_AFTER)

    def _post(self, command: Command) -> bool:
        connection = http.client.HTTPConnection(self.where, timeout=12)
        try:
            connection.request("POST", "/", command.request())
            answer = connection.getresponse()
            answer.read()
            return answer.status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
