"""`lantian up`: all services in one process, on SQLite files in the data folder."""

import argparse
import sys

from nameko.containers import ServiceContainer

from gateway.settings import WebSettings
from lantian import launcher
from lantian.demo.seed import Demo, sign_ins
from lantian.folder import FolderInUse, held
from lantian.process import prepare
from shared.messaging.database import Database
from shared.settings import Settings, WrongSetting

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: settings come from the environment."""


def run(_arguments: argparse.Namespace) -> int:
    settings = prepare()
    if not settings.embedded:
        raise WrongSetting("LANTIAN_MODE=distributed: use lantian run SERVICE and relay SERVICE")
    try:
        with held(settings.data):
            ending = launcher.Ending()
            containers = launcher.start(list(launcher.SERVICES), settings)
            # Beside serve(), so that a signal ends it too: the demo county takes its time.
            containers[-1].spawn_managed_thread(lambda: get_ready(containers, settings))
            return launcher.serve(containers, ending)
    except (FolderInUse, launcher.PortTaken) as refused:
        print(f"lantian: {refused}", file=sys.stderr)
        return 1


def get_ready(containers: list[ServiceContainer], settings: Settings) -> None:
    url = str(launcher.address(containers, settings))
    if settings.demo:
        prepare_demo(containers, settings, url)
    print(f"ready: {url}", flush=True)


def prepare_demo(containers: list[ServiceContainer], settings: Settings, url: str) -> None:
    """The demo county at the first start; who may sign in at each."""
    (database,) = [d for d in containers[-1].dependencies if isinstance(d, Database)]
    demo = Demo(settings.data, database, WebSettings.of(settings), url)
    demo.prepare(lambda words: print(words, flush=True))
    print(sign_ins(), flush=True)
