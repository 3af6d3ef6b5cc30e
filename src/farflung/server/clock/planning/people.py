"""People found: by words and filters from the rows, by the clock from the map; those named so first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
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
    ids = _narrowed(here, ids, working=wanted.working, hours=wanted.hours)
    pages = max(-(-len(ids) // PAGE), 1)
    page = min(wanted.page, pages)
    shown = ids[(page - 1) * PAGE : page * PAGE]
    return Results(
        tuple(_shown(here, shown)),
        len(ids), page, pages, _meant(known, asked) if not ids else (),
    )  # fmt: skip


def by_clock(here: Standpoint, *, working: bool, hours: int) -> list[str]:
    """Ids of everybody who works now, and of those who share so many hours with the reader in seven days."""
    ids = week_grid(here.atlas, here.reader.now).ids
    return _narrowed(here, ids, working=working, hours=hours)


def _fitting(atlas: Atlas, asked: Asked) -> Collection[str]:
    """Whom rows find; where nothing narrows, everybody of the map who has not left."""
    if asked != Asked(on=asked.on):
        return codes_of(asked)
    return {person.id for person in atlas.people if person.ended is None or person.ended >= asked.on}


def _meant(known: Register, asked: Sequence[str]) -> tuple[str, ...]:
    return known.meant(asked) if asked else ()


def _narrowed(here: Standpoint, ids: Iterable[str], *, working: bool, hours: int) -> list[str]:
    """Of these people those at work now, and those who share so many hours with the reader."""
    grid = week_grid(here.atlas, here.reader.now)
    if working:
        at_work = set(grid.who(here.reader.now))
        ids = [key for key in ids if key in at_work]
    if hours:
        minutes = _minutes(here, grid)
        ids = [key for key in ids if minutes.get(key, 0) >= hours * 60]
    return list(ids)


def _minutes(here: Standpoint, grid: CompanyGrid, ids: Sequence[str] | None = None) -> dict[str, int]:
    """What others (of these, or all of the grid) share with the reader; nobody does with an account alone."""
    me = here.person
    if me is None:
        return {}
    known = grid.ids if ids is None else [key for key in ids if key in grid.index]
    minutes = shared(grid, me.id, week_of(here.reader), None if ids is None else known).tolist()
    return {key: found for key, found in zip(known, minutes, strict=True) if key != me.id}


def _shown(here: Standpoint, ids: Sequence[str]) -> Iterator[Shown]:
    """These people, with what each shares with the reader; nobody else's hours are looked at."""
    own = here.person.id if here.person else None
    minutes = _minutes(here, week_grid(here.atlas, here.reader.now), ids)
    for key in ids:
        together = timedelta(minutes=minutes[key]) if key in minutes else None
        yield Shown(state(here.atlas, here.atlas.person(key), here.reader.now), together, own == key)
