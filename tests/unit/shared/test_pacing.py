import eventlet

from shared.pacing import paced


def test_a_long_loop_lets_others_have_their_turn() -> None:
    seen: list[str] = []

    def loop(name: str) -> None:
        seen.extend(f"{name}{item}" for item in paced(range(4), every=2))

    pool = eventlet.GreenPool()
    pool.spawn(loop, "a")
    pool.spawn(loop, "b")
    pool.waitall()

    assert seen == ["a0", "a1", "b0", "b1", "a2", "a3", "b2", "b3"]


def test_every_item_comes_once_and_in_order() -> None:
    assert list(paced(range(7), every=3)) == list(range(7))
