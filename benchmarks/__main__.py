"""`python -m benchmarks [NAME ...]`: runs the named benchmarks, or all, and prints their ratios."""

import importlib
import os
import sys

NAMES = (
    "starting",
    "importing",
    "importing_many",
    "chain",
    "matching",
    "province",
    "deadlines",
    "pages",
    "roll",
)


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before the start")
    for name in names or NAMES:
        print(f"\n{name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
