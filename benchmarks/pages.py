"""Pages of a county of working size, against those of one ten times as large and of ten counties.

Every page that a county, a township, a village and a school can reach by links, menus and search
forms is read on all three in turn, in one run: a new page is in by itself. Each start gives one
cold answer (a fresh process, nothing of the databases in the system's memory) and some warm ones.
Two ratios, of the clock and of the processor time of the process that answers: other work on the
machine stretches the first and not the second.

LANTIAN_BENCH_FOLDER: where the generated counties are kept between runs; else in the system's
temporary folder. LANTIAN_BENCH_ROLES: user names, separated by commas. LANTIAN_BENCH_ROUNDS: how
many starts.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.visitors import Visitor, out_of_memory, processor_seconds
from gateway.app import create_app
from gateway.settings import WebSettings
from lantian.demo.seed import DONE
from tests.e2e.fleet import ROOT, Fleet, embedded
from tests.probes import probe

CHILDREN = 9780
SIZES = {"one": (CHILDREN, 1), "ten times": (10 * CHILDREN, 1), "ten counties": (CHILDREN, 10)}
ONE = "one"
ROLES = "minzheng,fulian,zhen,cun,xiaozhang,chuna,yunwei"
ROUNDS, WARM = 2, 2  # starts; warm readings after each
AIM = 1.5
SHOWN = 25
LENGTH, LONGER = 2, 1.2  # of a page that is not full at one: it has more rows at ten
IDLE = 0.1  # of a processor, while nobody asks
SETTLED = 120.0  # seconds that a fresh process may work for itself
Key = tuple[str, str]  # user name, pattern


@dataclass
class Readings:
    """Of one page at one size: seconds of the clock and of the processor, and its length."""

    cold: list[tuple[float, float, int]] = field(default_factory=list)
    warm: list[tuple[float, float, int]] = field(default_factory=list)

    def middle(self, kind: str, which: int) -> float:
        return median(reading[which] for reading in getattr(self, kind))


def generated(name: str) -> Path:
    """The folder of a size, made if it is not there yet; it is copied, never run."""
    base = os.environ.get("LANTIAN_BENCH_FOLDER") or f"{tempfile.gettempdir()}/lantian-pages"
    folder = Path(base) / name.replace(" ", "-")
    if not (folder / "var" / DONE).exists():
        shutil.rmtree(folder, ignore_errors=True)
        children, counties = SIZES[name]
        print(f"  generating {name} ({counties} × {children} children)", flush=True)
        env = {"LANTIAN_DATA": str(folder / "var"), "LANTIAN_KEYS": str(folder / "keys")}
        argv = [sys.executable, "-W", "ignore", "-m", "lantian", "generate"]
        argv += ["--children", str(children), "--counties", str(counties)]
        quiet = subprocess.DEVNULL
        subprocess.run(
            argv, env=os.environ | env | {"LANTIAN_DEMO": "1"}, cwd=ROOT, stdout=quiet, check=True
        )
    return folder


@contextmanager
def copies() -> Iterator[dict[str, Fleet]]:
    """An installation of each size, on a copy of its data; not started yet."""
    with ExitStack() as stack:
        fleets = {}
        for name in SIZES:
            original = generated(name)
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            for part in ("var", "keys"):
                shutil.copytree(original / part, folder / part)
            day = json.loads((original / "var" / DONE).read_text("utf-8"))["built_on"]
            env = {"LANTIAN_DEMO": "1", "LANTIAN_TODAY": day}
            fleets[name] = stack.enter_context(embedded(folder, **env))
        yield fleets


def started(fleets: dict[str, Fleet], roles: list[str]) -> dict[str, dict[str, Visitor]]:
    """By size and user name, everybody signed in, when each process has come to rest."""
    visitors: dict[str, dict[str, Visitor]] = {}
    for name, fleet in fleets.items():
        if fleet.processes["up"] is not None:
            fleet.stop()
        out_of_memory(fleet.folder)
        fleet.start()
        fleet.wait_ready()
        pid = pid_of(fleet)
        probe(lambda pid=pid: at_rest(pid), SETTLED, every=0.01)  # type: ignore[misc]
        visitors[name] = {role: Visitor(fleet.port, pid, role) for role in roles}
    return visitors


def pid_of(fleet: Fleet) -> int:
    process = fleet.processes["up"]
    assert process is not None
    return process.pid


def at_rest(pid: int) -> bool:
    before = processor_seconds(pid)
    time.sleep(1)
    return processor_seconds(pid) - before < IDLE


def without_arguments() -> tuple[str, ...]:
    """Every page that the gateway serves under an address of its own."""
    app = create_app(WebSettings(secret=b"only to read the routes"))
    return tuple(
        str(rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not _apart(str(rule))
    )


def _apart(address: str) -> bool:
    return address.startswith(("/api", "/static", "/health", "/metrics", "/sign-in"))


def found_everywhere(visitors: dict[str, dict[str, Visitor]]) -> dict[Key, dict[str, str]]:
    """By reader and pattern the address at each size, for pages that all sizes have."""
    begin, walks = without_arguments(), defaultdict(dict)
    for name, people in visitors.items():
        for role, visitor in people.items():
            for pattern, address in visitor.walk(begin).items():
                walks[role, pattern][name] = address
    missing = [key for key, where in walks.items() if len(where) < len(SIZES)]
    print(
        f"  {len(walks)} pages, {len(missing)} of them not at every size and left out", flush=True
    )
    return {key: where for key, where in walks.items() if len(where) == len(SIZES)}


def read_all(
    visitors: dict[str, dict[str, Visitor]],
    pages: dict[Key, dict[str, str]],
    readings: dict[Key, dict[str, Readings]],
) -> None:
    """Once cold and some times warm; each page at all sizes before the next page."""
    for (role, pattern), where in pages.items():
        for name, address in where.items():
            readings[role, pattern][name].cold.append(visitors[name][role].get(address))
    for _ in range(WARM):
        for (role, pattern), where in pages.items():
            for name, address in where.items():
                readings[role, pattern][name].warm.append(visitors[name][role].get(address))


def ratio(readings: dict[str, Readings], kind: str, which: int) -> float:
    """Of the slower of the two large ones to the small one."""
    large = max(readings[name].middle(kind, which) for name in SIZES if name != ONE)
    return large / readings[ONE].middle(kind, which)


def told(readings: dict[Key, dict[str, Readings]]) -> None:
    for kind in ("cold", "warm"):
        for which, clock in enumerate(("by the clock", "of the processor")):
            ratios = {key: ratio(found, kind, which) for key, found in readings.items()}
            worst = sorted(ratios, key=lambda key: -ratios[key])
            over = [key for key in worst if ratios[key] > AIM]
            longer = [key for key in over if ratio(readings[key], kind, LENGTH) > LONGER]
            print(
                f"  {kind}, {clock}: median ratio {median(ratios.values()):.2f}, "
                f"{len(over)} of {len(worst)} pages over {AIM} ({len(longer)} of them show more "
                f"where there is more), worst {ratios[worst[0]]:.2f}"
            )
            for key in worst[:SHOWN]:
                times = ", ".join(
                    f"{1000 * readings[key][name].middle(kind, which):.0f}" for name in SIZES
                )
                grown = ratio(readings[key], kind, LENGTH)
                print(f"    {ratios[key]:5.2f}  {key[0]} {key[1]}: {times} ms, length {grown:.2f}")


def main() -> None:
    roles = (os.environ.get("LANTIAN_BENCH_ROLES") or ROLES).split(",")
    rounds = int(os.environ.get("LANTIAN_BENCH_ROUNDS") or ROUNDS)
    readings: dict[Key, dict[str, Readings]] = defaultdict(lambda: defaultdict(Readings))
    with copies() as fleets:
        pages = found_everywhere(started(fleets, roles))
        for _ in range(rounds):
            read_all(started(fleets, roles), pages, readings)
    told(readings)


if __name__ == "__main__":
    main()
