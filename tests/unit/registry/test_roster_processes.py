"""What the processes of an import load: each starts anew, and pays for every module in seconds of
the processor; and the one that takes in what anybody uploads knows neither keys nor children."""

import subprocess
import sys

from services.registry.roster import payload

LOADED = "import importlib, sys; importlib.import_module(sys.argv[1]); print(*sys.modules)"


def loaded_by(target: str) -> set[str]:
    module = target.partition(":")[0]
    argv = [sys.executable, "-W", "ignore", "-c", LOADED, module]
    return set(subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split())


def test_the_process_that_reads_a_file_loads_no_keys_and_no_database() -> None:
    loaded = loaded_by(payload.READ)
    assert "services.registry.domain.rows" in loaded
    assert not loaded & {"sqlalchemy", "shared.crypto", "services.registry.ports", "eventlet"}


def test_the_process_that_prepares_rows_loads_no_event_loop_and_no_bus() -> None:
    loaded = loaded_by(payload.PREPARE)
    assert "shared.crypto" in loaded
    assert not loaded & {"eventlet", "kombu", "nameko"}
