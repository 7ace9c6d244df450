"""`lantian up`: all services in one process, on SQLite files in the data folder."""

import argparse
import sys

from lantian import launcher
from lantian.folder import FolderInUse, held
from lantian.process import prepare
from shared.settings import WrongSetting

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
            print(f"ready: {launcher.address(containers, settings)}", flush=True)
            return launcher.serve(containers, ending)
    except (FolderInUse, launcher.PortTaken) as refused:
        print(f"lantian: {refused}", file=sys.stderr)
        return 1
