"""`python -m tests.integration.messaging.keeping_process URL archive|replay ...`: does it to
pairing's database in this process, which LANTIAN_CRASH_AT may kill."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from services.pairing.service import PairingService
from shared.clock import now
from shared.keeping import Keeping
from shared.messaging import replays
from shared.messaging.clean_up import Limits, clean_up
from tests.service_desk import open_desk


def main(url: str, what: str, subject: str) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(
        PairingService, url, Path(folder)
    ) as desk:  # fmt: skip
        if what == "archive":
            later = now() + timedelta(days=float(subject))
            clean_up(desk.database.transaction, Limits.at(Keeping(), later, None))
        else:
            replays.carry_out(desk.database.transaction, "pairing", subject)


if __name__ == "__main__":
    main(*sys.argv[1:])
