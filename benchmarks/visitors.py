"""People who read pages of a running installation, each answer timed."""

import os
import re
import time
from collections import Counter, deque
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.reading import offers, pattern_of
from lantian.demo.posts import PASSWORD

CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')
MOST_OF_ONE = 10
"""Pages of one path that differ by what is chosen only: of a report's fifty numbers these."""
PATIENCE = 120.0  # seconds


def processor_seconds(pid: int) -> float:
    """What all threads of a process have used so far."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            spent += int((task / "schedstat").read_text("ascii").split()[0])
        except OSError:  # ended meanwhile
            continue
    return spent / 1e9


class Visitor:
    """Signed in as one of the demo's accounts; `pid` is the process that answers."""

    def __init__(self, port: int, pid: int, username: str) -> None:
        self.port, self.pid, self.username = port, pid, username
        self._cookies: dict[str, str] = {}
        self._sign_in()

    def _sign_in(self) -> None:
        answer, page = self._send("GET", "/sign-in")
        found = CSRF.search(page)
        assert found, page[:500]
        form = {"username": self.username, "password": PASSWORD, "next": ""}
        form["csrf_token"] = found[1] or found[2]
        answer, page = self._send("POST", "/sign-in", urlencode(form))
        assert answer.status == 303, (self.username, answer.status, page[:500])

    def _send(self, method: str, address: str, body: str = "") -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, body or None, headers)
        answer = connection.getresponse()
        content = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        connection.close()
        return answer, content

    def get(self, address: str) -> tuple[float, float, int]:
        """Seconds of the clock and of the processor until the whole answer was there, and its
        length."""
        used, began = processor_seconds(self.pid), time.perf_counter()
        answer, page = self._send("GET", address)
        took = time.perf_counter() - began
        if answer.status != 200:
            raise AssertionError(f"{self.username} {address}: {answer.status} {page[:300]}")
        return took, processor_seconds(self.pid) - used, len(page)

    def walk(self, begin: tuple[str, ...]) -> dict[str, str]:
        """By pattern the address of one page that this person can read; files to save and what is
        refused left out. `begin`: addresses to try beside those that links lead to."""
        waiting = deque(("/", *begin))
        seen, of_path = {pattern_of(address) for address in waiting}, Counter[str]()
        found: dict[str, str] = {}
        while waiting:
            address = waiting.popleft()
            answer, page = self._send("GET", address)
            html = answer.headers.get_content_type() == "text/html"
            if answer.status != 200 or not html:
                continue
            found[pattern_of(address)] = address
            for link in offers(page, address):
                path = (pattern := pattern_of(link)).partition("?")[0]
                if pattern not in seen and of_path[path] < MOST_OF_ONE:
                    seen.add(pattern)
                    of_path[path] += 1
                    waiting.append(link)
        return found


def out_of_memory(folder: Path) -> None:
    """The system forgets what it has read of these files: the next reading is a cold one."""
    for path in folder.rglob("*.db*"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
