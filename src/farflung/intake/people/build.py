"""Raw people to people: named, placed, with hours on their country's working days, and managers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from farflung.engine.model import PatternPeriod, Person, Place
from farflung.engine.said import said
from farflung.engine.time import Span
from farflung.intake.asking import Asking
from farflung.intake.dating import Dating
from farflung.intake.languages import language_name
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import Field
from farflung.intake.people.identity import Identified, identified
from farflung.intake.people.left_out import present, say_place_from_hours, say_without_country
from farflung.intake.people.managers import managers_of
from farflung.intake.people.patterns import Patterns
from farflung.intake.people.placing import Placer
from farflung.intake.people.raw import RawPerson
from farflung.intake.people_index import Listed, PeopleIndex
from farflung.intake.weekends import weekend_of

_LIST: Final = re.compile(r"[,;/|\n]")
_DATES: Final = (Field.STARTED, Field.ENDED, Field.HOURS_FROM, Field.HOURS_UNTIL)


@dataclass(slots=True)
class Builder:
    """Makes people of rows.

    `places` are told as soon as they are known, `index` is filled with everybody who was built.
    """

    asking: Asking
    notebook: Notebook
    patterns: Patterns
    window: Span
    places: Callable[[Iterable[Place]], None]
    index: PeopleIndex = field(default_factory=lambda: PeopleIndex(()))
    _spellings: dict[str, str] = field(default_factory=dict)

    def build(self, raws: Sequence[RawPerson]) -> tuple[Person, ...]:
        """Everybody who can be put on the map; everybody else is told or asked about."""
        dating = self._dating(raws)
        rows = identified(present(raws, dating, self.window, self.notebook), self.notebook)
        placer = Placer(self.asking, self.notebook, self.window.start.date())
        places = placer.place([row.raw for row in rows], self._zones_of_hours(rows))
        self.places(place for place in places if place)
        placed = [(row, place) for row, place in zip(rows, places, strict=True) if place]
        unplaced = [row for row, place in zip(rows, places, strict=True) if place is None]
        listed = [Listed(row.id, str(row.raw.label), _email(row.raw), place) for row, place in placed]
        index = PeopleIndex(listed)
        about_managers = Notebook()  # what is said of a row comes in the order of its columns
        managers = managers_of([row for row, _ in placed], index, unplaced, self.asking, about_managers)
        people = tuple(
            self._person(row, known, managers.get(row.id), dating)
            for (row, _), known in zip(placed, listed, strict=True)
        )
        self.patterns.say()
        zoned = [row.raw for row, place in placed if place.country is None and row.raw.placed]
        say_without_country(zoned, self.notebook)
        self.notebook.extend(about_managers.problems)
        self.index = index.renewed(people)
        return people

    def _zones_of_hours(self, rows: Sequence[Identified]) -> dict[int, str]:
        """Zones that the hours name, for rows that say nothing else about the place."""
        zones: dict[int, str] = {}
        for position, row in enumerate(rows):
            hours = None if row.raw.placed else self.patterns.hours(row.raw)
            if hours and hours.zone:
                zones[position] = hours.zone
        say_place_from_hours([(rows[at].raw, zone) for at, zone in zones.items()], self.notebook)
        return zones

    def _person(self, row: Identified, known: Listed, manager: str | None, dating: Dating) -> Person:
        raw, get = row.raw, row.raw.values.get
        started, ended = _date(raw, Field.STARTED, dating), _date(raw, Field.ENDED, dating)
        if started and ended and ended < started:
            self._say_backwards(raw, started, ended)
            started = ended = None
        return Person(
            id=row.id,
            name=known.name,
            place=known.place,
            patterns=self._periods(row, known.place, dating),
            rest=self.patterns.rest(raw),
            skills=frozenset(map(self._spelled, _words(get(Field.SKILLS, "")))),
            languages=_languages(get(Field.LANGUAGES, "")),
            manager=manager,
            entity=get(Field.ENTITY) or None,
            teams=_teams(get(Field.TEAM) or get(Field.DEPARTMENT, "")),
            role=get(Field.ROLE) or None,
            email=known.email,
            started=started,
            ended=ended,
            source=raw.source(),
        )

    def _periods(self, row: Identified, place: Place, dating: Dating) -> tuple[PatternPeriod, ...]:
        """Hours with dates stand before those without; of two with dates, the later start is tried first."""
        off = weekend_of(place.country)
        periods = [
            PatternPeriod(
                self.patterns.pattern(raw, place.zone, off),
                _date(raw, Field.HOURS_FROM, dating),
                _date(raw, Field.HOURS_UNTIL, dating),
            )
            for raw in (row.raw, *row.periods)
        ]
        if len(periods) > 1:
            periods.sort(key=lambda p: p.start or date.min, reverse=True)
        return tuple(periods)

    def _spelled(self, word: str) -> str:
        """A skill in the spelling in which it was first read: `KYC` and `kyc` are one."""
        return self._spellings.setdefault(word.casefold(), word)

    def _dating(self, raws: Sequence[RawPerson]) -> Dating:
        dating = Dating(self.asking, self.notebook)
        cells: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for raw in raws:
            for what in _DATES:
                if text := raw.values.get(what):
                    cells.setdefault((raw.file, _column(raw, what)), []).append((raw.line, text))
        for (file, column), found in cells.items():
            dating.learn(file, column, found)
        return dating

    def _say_backwards(self, raw: RawPerson, started: date, ended: date) -> None:
        self.notebook.warning(
            "dates-backwards",
            raw.file,
            said(
                "{name} ends on {ended}, before the start on {started}; neither date is used.",
                name=raw.label,
                ended=ended,
                started=started,
            ),
            said("Correct one of them."),
            line=raw.line,
            column=_column(raw, Field.ENDED),
            read=raw.get(Field.ENDED),
        )


def _date(raw: RawPerson, what: Field, dating: Dating) -> date | None:
    text = raw.values.get(what)
    return dating.read(raw.file, raw.line, _column(raw, what), text, raw) if text else None


def _column(raw: RawPerson, what: Field) -> str:
    return raw.columns.get(what, what)


def _email(raw: RawPerson) -> str | None:
    return raw.get(Field.EMAIL).casefold() or None


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in _LIST.split(text) if word.strip())


@lru_cache(maxsize=4096)
def _languages(text: str) -> frozenset[str]:
    return frozenset(language_name(word) for word in _words(text))


@lru_cache(maxsize=4096)
def _teams(named: str) -> tuple[str, ...]:
    """The teams that a cell names."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;|\n]", named) if part.strip()))
