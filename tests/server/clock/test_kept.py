"""What is dear to make is made once, whoever asks meanwhile."""

from threading import Barrier, Event, Thread

import pytest

from farflung.engine.atlas import Atlas
from farflung.server.clock.planning.kept import Kept, Standing

ONE, TWO = Atlas(()), Atlas(())


def test_made_once_per_map_and_key() -> None:
    kept: Kept[str] = Kept()
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for atlas, key, name in ((ONE, 1, "a"), (ONE, 1, "b"), (ONE, 2, "c"), (TWO, 2, "d"), (TWO, 2, "e")):
        kept.get(atlas, key, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "c", "d"]


def test_while_one_makes_the_next_others_have_the_last() -> None:
    kept: Kept[str] = Kept()
    kept.get(ONE, 1, lambda: "old")
    begun, finish = Event(), Event()

    def slow() -> str:
        begun.set()
        finish.wait(5)
        return "new"

    maker = Thread(target=lambda: kept.get(TWO, 1, slow))
    maker.start()
    begun.wait(5)
    assert kept.get(TWO, 1, lambda: pytest.fail("made twice")) == "old"
    finish.set()
    maker.join()
    assert kept.get(TWO, 1, lambda: pytest.fail("made twice")) == "new"


def test_the_first_ones_wait_for_one_of_them() -> None:
    kept: Kept[int] = Kept()
    made: list[int] = []
    ready = Barrier(6)

    def make() -> int:
        made.append(1)
        return 7

    def ask() -> None:
        ready.wait()
        kept.get(ONE, 1, make)

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_failure_is_nobody_elses() -> None:
    kept: Kept[int] = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get(ONE, 1, lambda: 1 // 0)
    assert kept.get(ONE, 1, lambda: 7) == 7


def test_what_stands_on_the_same_grounds_stands_whatever_the_map() -> None:
    standing: Standing[str] = Standing()
    assert standing.get("a team", (1, 2), lambda: "first") == "first"
    assert standing.get("a team", (1, 2), lambda: pytest.fail("made twice")) == "first"
    assert standing.get("another", (1, 2), lambda: "its own") == "its own"
    assert standing.get("a team", (1, 3), lambda: "second") == "second"
    assert standing.get("a team", (1, 2), lambda: "third") == "third"


def test_of_more_than_it_holds_the_oldest_go() -> None:
    standing: Standing[int] = Standing(most=2)
    for key in (1, 2, 3):
        standing.get(key, (), lambda key=key: key)  # type: ignore[misc]
    assert standing.get(2, (), lambda: 0) == 2
    assert standing.get(1, (), lambda: 0) == 0
