"""Several graduates are accepted on the list of handovers, each with its tick."""

from uuid import uuid4

from shared.access.roles import Role
from shared.contracts.registry.errors import MoveNotOpen
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker, items

OTHER = str(uuid4())


def graduates(worker: Worker) -> None:
    two = [county.move(kind="school", id=each) for each in (county.MOVE, OTHER)]
    worker.registry.answers["list_moves"] = ("MoveList", lambda _r: items(*two))


def test_one_alone_is_accepted_on_its_own_page(browse: Browser) -> None:
    assert 'type="checkbox"' not in browse(Role.PRINCIPAL).get("/moves").text


def test_the_chosen_ones_are_sent_with_their_class(browse: Browser, worker: Worker) -> None:
    graduates(worker)
    browser = browse(Role.PRINCIPAL)
    assert browser.get("/moves").text.count(" checked>") == 2
    given = {"move": [OTHER], "class_name": "七年级1班"}
    answer = browser.post("/moves", data=given)
    assert (answer.status_code, answer.location) == (303, "/moves?direction=in&done=moves_accepted")
    (told,) = [sent for name, sent in worker.registry.told if name == "accept_moves"]
    assert (told["move_ids"], told["class_name"]) == ([OTHER], "七年级1班")


def test_a_refusal_keeps_what_was_chosen(browse: Browser, worker: Worker) -> None:
    graduates(worker)
    refused = ("MovesAccepted", lambda _r: MoveNotOpen("withdrawn"))
    worker.registry.answers["accept_moves"] = refused
    answer = browse(Role.PRINCIPAL).post("/moves", data={"move": [OTHER], "class_name": "七1班"})
    assert (answer.status_code, answer.text.count(" checked>")) == (409, 1)
    assert 'value="七1班"' in answer.text


def test_nobody_chosen_is_said_in_words(browse: Browser, worker: Worker) -> None:
    graduates(worker)
    answer = browse(Role.PRINCIPAL).post("/moves", data={"class_name": "七1班"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "move_ids" not in answer.text
