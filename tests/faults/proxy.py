"""A wire that can be slow, break, and hand over bytes in small pieces.

`python -m tests.faults.proxy TARGET_PORT...` prints the ports that it listens on, and then obeys
lines: `pass`, `delay SECONDS`, `slice BYTES`, `drop` (every connection, once), `cut` (drop, and
refuse new ones).
"""

import asyncio
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 65536


class Proxy:
    """The proxy's process; `ports` stand for the targets in their order."""

    def __init__(self, *targets: int) -> None:
        self.targets = targets

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.faults.proxy", *map(str, self.targets)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.ports = [int(port) for port in self.process.stdout.readline().split()]
        return self

    def say(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()


class Wire:
    """How bytes are handed over now; all connections share it."""

    def __init__(self) -> None:
        self.delay, self.slice, self.refuses = 0.0, CHUNK, False
        self.open: set[asyncio.StreamWriter] = set()

    def obey(self, line: str) -> None:
        word, _, value = line.strip().partition(" ")
        self.delay, self.slice, self.refuses = 0.0, CHUNK, word == "cut"
        if word == "delay":
            self.delay = float(value)
        if word == "slice":
            self.slice = int(value)
        if word in ("cut", "drop"):
            for writer in list(self.open):
                writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            while data := await reader.read(CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                while data:  # a piece at a time, as small as it is wished now
                    piece, data = data[: self.slice], data[self.slice :]
                    writer.write(piece)
                    await writer.drain()
                    if data:
                        await asyncio.sleep(0)
        except OSError:
            pass
        finally:
            self.open.discard(writer)
            writer.close()

    async def connect(
        self, target: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.refuses:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(self.carry(reader, back), self.carry(there, writer))


async def main(targets: list[int]) -> None:
    wire, servers = Wire(), []
    for target in targets:

        async def accept(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int = target
        ) -> None:
            await wire.connect(target, reader, writer)

        servers.append(await asyncio.start_server(accept, "127.0.0.1", 0))
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        wire.obey(line)


if __name__ == "__main__":
    asyncio.run(main([int(port) for port in sys.argv[1:]]))
