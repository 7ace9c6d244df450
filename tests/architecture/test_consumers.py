"""What the relays wait for is what the services subscribe to."""

import json

from lantian.commands.consumers import as_text, retired_as_text
from shared.messaging.consumers import FILE, RETIRED, queues_of


def test_the_list_of_consumers_is_the_codes():
    """Mend with: lantian consumers --write"""
    assert FILE.read_text("ascii") == as_text()


def test_what_has_left_the_code_is_written_down():
    """Mend with: lantian consumers --write"""
    assert RETIRED.read_text("ascii") == retired_as_text(as_text())


def test_a_queue_that_leaves_the_code_goes_to_the_retired_ones():
    first, *others = queues_of("registry")
    written = json.loads(as_text()) | {"registry": others}
    assert first in json.loads(retired_as_text(json.dumps(written)))
