"""`python -m tests.faults.bench NAME...`: these services in one process, until SIGTERM.

All of them is the embedded mode. LANTIAN_FAULTS_... are settings that only the bench knows.
"""

import sys

from lantian.cli import patch

patch()

from nameko.containers import ServiceContainer  # noqa: E402

from lantian.launcher import Ending, declare_queues, open_relays, serve  # noqa: E402
from lantian.process import prepare  # noqa: E402
from shared.messaging.database import Database  # noqa: E402
from shared.messaging.queues import QueueDiffers  # noqa: E402
from tests import schema  # noqa: E402
from tests.faults.bench import switches, where  # noqa: E402
from tests.faults.bench.services import CLASSES  # noqa: E402
from tests.faults.bench.tally import tally  # noqa: E402


def main(names: list[str]) -> int:
    settings = prepare()
    switches.apply()
    where.tell_when_asked()
    ending = Ending()
    containers = [ServiceContainer(CLASSES[name], settings.for_nameko()) for name in names]
    for container in containers:
        if settings.embedded:
            schema.prepare(container)
        try:
            declare_queues(container)
            container.start()
        except QueueDiffers as refused:
            print(f"lantian: {refused}", file=sys.stderr)
            return 1
        for database in [d for d in container.dependencies if isinstance(d, Database)]:
            switches.take_the_pool_when_asked(database)
    open_relays(containers)
    tally(f"ready {' '.join(names)}")
    print(f"ready: {' '.join(names)}", flush=True)
    return serve(containers, ending)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
