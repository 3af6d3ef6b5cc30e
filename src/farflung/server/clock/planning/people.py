"""People found: by words and filters from the rows, by the clock from the map; those named so first."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas, CompanyGrid
from farflung.engine.model import Person
from farflung.server.clock.planning.register import Register, register
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.week import shared, week_grid, week_of
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.org.queries import Asked, codes_of, words

PAGE = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom somebody looks for: at work now (`working`), sharing so many `hours` with the reader."""

    asked: Asked
    working: bool = False
    hours: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody found. `shared` in the next seven days; None for the reader, and if the reader is nobody."""

    state: State
    shared: timedelta | None
    own: bool

    @property
    def person(self) -> Person:
        """The person on the map."""
        return self.state.person


@dataclass(frozen=True, slots=True)
class Results:
    """A page of people. `count` are all who were found; `meant` are texts to offer where nobody was."""

    people: tuple[Shown, ...]
    count: int
    page: int
    pages: int
    meant: tuple[str, ...]

    @property
    def first(self) -> int:
        """The number of the first one on the page, from one."""
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last one on the page."""
        return self.first + len(self.people) - 1


def results(here: Standpoint, wanted: Wanted) -> Results:
    """The page asked for; the last one where there are fewer."""
    known, asked = register(here.atlas), words(wanted.asked.text)
    ids = known.ordered(_fitting(here.atlas, wanted.asked), asked)
    grid, minutes = _week(here)
    ids = _at_work(grid, here, ids) if wanted.working else ids
    ids = _sharing(minutes, here, ids, wanted.hours) if wanted.hours else ids
    pages = max(-(-len(ids) // PAGE), 1)
    page = min(wanted.page, pages)
    shown = ids[(page - 1) * PAGE : page * PAGE]
    return Results(
        tuple(_shown(here, key, minutes) for key in shown),
        len(ids), page, pages, _meant(known, asked) if not ids else (),
    )  # fmt: skip


def by_clock(here: Standpoint, *, working: bool, hours: int) -> list[str]:
    """Ids of everybody who works now, and of those who share so many hours with the reader in seven days."""
    grid, minutes = _week(here)
    ids: list[str] = list(grid.ids)
    ids = _at_work(grid, here, ids) if working else ids
    return _sharing(minutes, here, ids, hours) if hours else ids


def _fitting(atlas: Atlas, asked: Asked) -> Container[str]:
    """Whom rows find; where nothing narrows, everybody of the map who has not left."""
    if asked != Asked(on=asked.on):
        return codes_of(asked)
    return {person.id for person in atlas.people if person.ended is None or person.ended >= asked.on}


def _meant(known: Register, asked: Sequence[str]) -> tuple[str, ...]:
    return known.meant(asked) if asked else ()


def _week(here: Standpoint) -> tuple[CompanyGrid, dict[str, int]]:
    """The grid, and the minutes that everybody shares with the reader."""
    grid = week_grid(here.atlas, here.reader.now)
    if here.person is None:
        return grid, {}
    minutes = shared(grid, here.person.id, week_of(here.reader)).tolist()
    return grid, dict(zip(grid.ids, minutes, strict=True))


def _at_work(grid: CompanyGrid, here: Standpoint, ids: Iterable[str]) -> list[str]:
    working = set(grid.who(here.reader.now))
    return [key for key in ids if key in working]


def _sharing(minutes: dict[str, int], here: Standpoint, ids: Iterable[str], hours: int) -> list[str]:
    own = here.person.id if here.person else ""
    return [key for key in ids if minutes.get(key, 0) >= hours * 60 and key != own]


def _shown(here: Standpoint, key: str, minutes: dict[str, int]) -> Shown:
    own = here.person is not None and here.person.id == key
    together = None if own or key not in minutes else timedelta(minutes=minutes[key])
    return Shown(_state(here.atlas, key, here), together, own)


def _state(atlas: Atlas, key: str, here: Standpoint) -> State:
    return state(atlas, atlas.person(key), here.reader.now)
