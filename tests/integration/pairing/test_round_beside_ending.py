"""A pair that ends while the night's round makes promises keeps none of them."""

from datetime import date

import eventlet

from services.pairing.handlers import promises
from shared import clock
from shared.contracts.pairing.codes import PromiseState
from tests.integration.pairing.test_promises import pair
from tests.integration.pairing.township import TOWNSHIP, Township
from tests.probes import holds_for


def test_a_pair_that_ends_beside_the_round_is_asked_for_nothing(town: Township) -> None:
    child, _, _ = pair(town)
    [pairing] = town.call("list_pairings", child_id=child)["items"]
    clock.travel_to(date(2025, 10, 1))
    with town.desk.database.transaction() as uow:
        promises.township_round(uow, TOWNSHIP, date(2025, 10, 1), date(2025, 10, 1))
        uow.session.flush()
        ending = eventlet.spawn(
            town.call, "end_pairing", pairing_id=pairing["id"], reason="helper_moved"
        )
        holds_for(lambda: not ending.dead)  # as far as it comes before the round is committed
    ending.wait()
    [ended] = town.call("list_pairings", child_id=child)["items"]
    assert ended["status"] == "ended"
    states = [row["state"] for row in town.desk.rows("promises") if row["pairing_id"]]
    assert PromiseState.OPEN not in states
