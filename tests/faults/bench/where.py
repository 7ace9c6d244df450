"""What a bench process is doing, told when asked by SIGUSR2: the run asks when it has to wait too
long, so that a late return can be explained."""

import faulthandler
import gc
import os
import signal
import sys
import traceback
from types import FrameType

from greenlet import greenlet

from tests.faults.bench.tally import folder

ASK = signal.SIGUSR2


def tell_when_asked() -> None:
    """Each greenlet's last calls, into the file `where-PID`."""
    signal.signal(ASK, _tell)


def tell_of_threads_when_asked() -> None:
    """For a process without eventlet."""
    out = (folder() / f"where-{os.getpid()}").open("w")
    print(" ".join(sys.argv), file=out, flush=True)
    faulthandler.register(ASK, out)


def _tell(_number: int, frame: FrameType | None) -> None:
    with (folder() / f"where-{os.getpid()}").open("a") as out:
        print("----", *sys.argv, file=out)
        traceback.print_stack(frame, limit=12, file=out)
        for each in [g for g in gc.get_objects() if isinstance(g, greenlet) and g.gr_frame]:
            print(each, file=out)
            traceback.print_stack(each.gr_frame, limit=12, file=out)
