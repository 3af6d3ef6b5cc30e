"""A web process makes parts of pages in its spare time: once for each state of things, not in the way."""

from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from farflung.server.site.serving import forehand
from farflung.server.site.serving.answering import Answering
from farflung.server.site.serving.forehand import Forehand


class Site:
    """What the thread finds: a state of things, and three teams."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state: tuple[Any, ...] = ("map", frozenset(), frozenset({"en"}))
        self.made: list[str] = []
        self.changes_at = ""
        monkeypatch.setattr(forehand, "_state", lambda: self.state)
        monkeypatch.setattr(forehand, "prepare", self.prepare)

    def prepare(self, atlas: str, _now: object, languages: frozenset[str]) -> Iterator[str]:
        for team in ("a", "b", "c"):
            self.made.append(f"{atlas} {team} {'+'.join(sorted(languages))}")
            if team == self.changes_at:
                self.state, self.changes_at = ("next", *self.state[1:]), ""
            yield team


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    return Site(monkeypatch)


def test_it_makes_everything_once(site: Site) -> None:
    rests: list[None] = []
    one = Forehand(lambda: rests.append(None))
    one.look()
    one.look()
    assert site.made == ["map a en", "map b en", "map c en"]
    assert len(rests) == 3


def test_another_language_map_or_date_is_made_as_well(site: Site) -> None:
    one = Forehand(lambda: None)
    one.look()
    site.state = ("map", frozenset(), frozenset({"ar", "en"}))
    one.look()
    assert site.made[3:] == ["map a ar+en", "map b ar+en", "map c ar+en"]


def test_a_change_in_between_ends_it_and_the_next_look_begins_with_the_new(site: Site) -> None:
    site.changes_at = "b"
    one = Forehand(lambda: None)
    one.look()
    assert site.made == ["map a en", "map b en"]
    one.look()
    assert site.made[2:] == ["next a en", "next b en", "next c en"]


def test_what_fails_is_logged_and_not_tried_for_ever(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Iterator[str]:
        site.made.append("tried")
        raise ValueError("a fault of ours")

    monkeypatch.setattr(forehand, "prepare", broken)
    one = Forehand(lambda: None)
    one.look()
    one.look()
    assert site.made == ["tried"]
    assert "could not be made beforehand" in caplog.text


def test_it_rests_while_something_is_answered() -> None:
    answering, through = Answering(), Event()

    def wait() -> None:
        answering.rest(30)
        through.set()

    with answering, answering:
        waiting = Thread(target=wait)
        waiting.start()
        assert not through.wait(0.05)
    assert through.wait(10)
    waiting.join()


def test_it_does_not_rest_for_ever() -> None:
    answering = Answering()
    with answering:
        answering.rest(0.01)
