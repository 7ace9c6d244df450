"""`lantian generate`: an invented county of working size, or ten, to try the product at scale.

`lantian generate --children 9780`: into a fresh data folder only (LANTIAN_DATA, LANTIAN_KEYS, or
fresh databases), with LANTIAN_DEMO=1: the demo's sign-ins open it. `--counties 10`: so many
counties with as many children each. The same seed and day give the same people.
"""

import argparse
import sys
from contextlib import nullcontext

from gateway.settings import WebSettings
from lantian.demo.seed import sign_ins
from lantian.folder import FolderInUse, held
from lantian.generate import county, places
from lantian.generate.helpers import CHILDREN, HELPERS
from lantian.process import prepare
from shared.clock import today
from shared.settings import Settings

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--children", type=int, default=CHILDREN, help="in each county")
    parser.add_argument("--helpers", type=int, default=None, help="in each; else in proportion")
    parser.add_argument("--counties", type=int, default=1, help=f"1 to {places.MOST_COUNTIES}")
    parser.add_argument("--seed", type=int, default=1)


def run(args: argparse.Namespace) -> int:
    settings = prepare()
    if not settings.demo:
        print("lantian: LANTIAN_DEMO=1 is needed: invented people are for trials", file=sys.stderr)
        return 1
    if args.children < 0 or not 1 <= args.counties <= places.MOST_COUNTIES:
        print(f"lantian: 1 to {places.MOST_COUNTIES} counties, 0 or more children", file=sys.stderr)
        return 2
    try:
        with held(settings.data) if settings.embedded else nullcontext():
            generate(args, settings)
    except FolderInUse as refused:
        print(f"lantian: {refused}", file=sys.stderr)
        return 1
    except county.NotFresh as used:
        print(f"lantian: {used} has data already; nothing was changed", file=sys.stderr)
        return 1
    return 0


def generate(args: argparse.Namespace, settings: Settings) -> None:
    wanted = args.children * HELPERS // CHILDREN if args.helpers is None else args.helpers
    wish = county.Wish(args.children, wanted, args.seed, today())
    with county.opened(settings) as databases:
        generator = county.Generator(databases, wish, lambda words: print(words, flush=True))
        for number, ground in enumerate(places.counties(args.counties)):
            ids = generator.county(ground)
            if number == 0:
                generator.posts(ground, ids, WebSettings.of(settings))
    county.finished(settings.data, wish)
    print(sign_ins())
