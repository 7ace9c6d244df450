"""`python -m tests.integration.notifications.providers_process FOLDER`: an SMTP server and an HTTP
server that stand in for the providers, in a process of their own, so that they outlive a kill.

Says its two ports. What they do next stands in FOLDER/<way>.json, a list of words; without a word
they take the message. What they got is a line of FOLDER/got.jsonl each.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import socket
import sys
import threading
import time
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller

DINGTALK_SECRET, WEBHOOK_SECRET = "SEC0123456789abcdef", "a secret of this test alone"
ANSWERS = {
    "ok": (200, b'{"errcode": 0, "code": "0"}'),
    "refuse": (200, b'{"errcode": 40001, "code": "9"}'),
    "garbage": (200, b"<html>welcome to the hotel</html>"),
    "429": (429, b"{}"),
    "500": (500, b"{}"),
    "403": (403, b"{}"),
}


class Book:
    """What was got, and what comes next."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lock = folder, threading.Lock()

    def next(self, way: str) -> str:
        file = self.folder / f"{way}.json"
        with self.lock:
            words = json.loads(file.read_text()) if file.exists() else []
            if words:
                file.write_text(json.dumps(words[1:]))
            return words[0] if words else "ok"

    def note(self, way: str, **got: Any) -> None:
        with self.lock, (self.folder / "got.jsonl").open("a") as file:
            file.write(json.dumps({"way": way, **got}, ensure_ascii=False) + "\n")


def signed(way: str, query: dict[str, str], headers: Any, body: bytes) -> bool:
    """By the two documents, not by our code."""
    if way == "dingtalk":
        said = f"{query['timestamp']}\n{DINGTALK_SECRET}".encode()
        mac = hmac.new(DINGTALK_SECRET.encode(), said, hashlib.sha256).digest()
        fresh = abs(int(query["timestamp"]) / 1000 - time.time()) < 3600
        return fresh and query["sign"] == base64.b64encode(mac).decode()
    if way == "webhook":
        said = headers["Lantian-Time"].encode() + b"." + body
        mac = hmac.new(WEBHOOK_SECRET.encode(), said, hashlib.sha256).hexdigest()
        return bool(headers["Lantian-Signature"] == mac)
    return True


def http_handler(book: Book) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            way = parts.path.strip("/")
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers["Content-Length"]))
            right, word = signed(way, query, self.headers, body), book.next(way)
            book.note(way, query=query, body=json.loads(body), right=right, answer=word)
            if word == "timeout":
                self.connection.recv(1)  # nothing comes but the end of the client's patience
                return
            status, content = ANSWERS.get(word, ANSWERS["ok"]) if right else ANSWERS["403"]
            self.send_response(status)
            if word == "429":
                self.send_header("Retry-After", "40")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None: ...

    return Handler


class Mailbox:
    def __init__(self, book: Book) -> None:
        self.book, self.word = book, "ok"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, options: Any):  # noqa: N802
        self.word = self.book.next("email")
        if self.word in ("550", "450"):
            self.book.note("email", to=to, answer=self.word)
            return f"{self.word} no"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        text = mail.get_content().strip()  # type: ignore[attr-defined]
        self.book.note("email", to=mail["To"], id=mail["Message-ID"], text=text, answer=self.word)
        if self.word == "timeout":
            await asyncio.Event().wait()  # until the client hangs up, which cancels this
        if self.word == "drop":
            server.transport.abort()
        return {"554": "554 no", "garbage": "welcome"}.get(self.word, "250 OK")


def main(folder: str) -> None:
    book = Book(Path(folder))
    with socket.socket() as free:  # aiosmtpd asks itself whether it has come up: port 0 will not do
        free.bind(("127.0.0.1", 0))
        smtp = free.getsockname()[1]
    mail = Controller(Mailbox(book), hostname="127.0.0.1", port=smtp)
    mail.start()
    web = ThreadingHTTPServer(("127.0.0.1", 0), http_handler(book))
    print(json.dumps({"smtp": smtp, "http": web.server_port}), flush=True)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    sys.stdin.read()  # until whoever started us is gone
    mail.stop()


if __name__ == "__main__":
    main(sys.argv[1])
