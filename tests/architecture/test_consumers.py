"""What the relays wait for is what the services subscribe to."""

from lantian.commands.consumers import as_text
from shared.messaging.consumers import FILE


def test_the_list_of_consumers_is_the_codes():
    """Mend with: lantian consumers --write"""
    assert FILE.read_text("ascii") == as_text()
