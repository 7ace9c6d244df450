"""The program's one entrance: `lantian` and `python -m lantian`.

Only the standard library may be imported up here: a command that runs services patches it with
eventlet before anything else is imported, and the relay must never be patched.
"""

import sys


def main() -> int:
    from lantian.cli import run  # noqa: PLC0415 - after what a wrapper may have patched

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
