"""Small pieces of pages, for templates (as tags) and for lists of people, which are built without templates.

A template takes milliseconds for a list that has a hundred pieces; this takes a tenth of that.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.translation import get_language, gettext

from farflung.draw.markup import Markup, escaped, filled, joined, name_of, tag
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Zone
from farflung.server.ui import words
from farflung.server.ui.reader import Reader


def moment(instant: datetime, reader: Reader, *, brief: bool = False) -> Markup:
    """An instant on the reader's clock, with everything about it for who points at it or hears it."""
    return _moment(instant, reader.this_day, brief, get_language())


@lru_cache(maxsize=8192)
def _moment(instant: datetime, reader: Reader, brief: bool, _language: str | None) -> Markup:
    # Kept: people begin and end work together.
    shown = words.moment_text(reader.civil(instant), reader.today, brief=brief)
    return tag("time", shown, datetime=f"{instant:%Y-%m-%dT%H:%M:%SZ}", title=words.whole(reader, instant))


def own_clock(zone: Zone, place: str, reader: Reader) -> Markup:
    """What somebody's clock shows now and where that is: "16:45 Bengaluru"; the day too if it is another."""
    return _own_clock(zone, place, reader.this_minute, get_language())


@lru_cache(maxsize=2048)
def _own_clock(zone: Zone, place: str, reader: Reader, _language: str | None) -> Markup:
    civil = CivilTime.of(reader.now, zone)
    shown = words.clock_text(civil.time) if civil.date == reader.today else words.weekday_clock_text(civil)
    where = name_of(place) if place else None
    return tag("span", joined((shown, where), " "), class_="clock")


@lru_cache(maxsize=8192, typed=True)
def person_link(code: str, name: str) -> Markup:
    """A name that leads to the page of its owner; `code` is the public one, the id on the map."""
    # Kept: a page has hundreds of names, and working out an address takes longer than writing it.
    return tag("a", name_of(name), href=reverse("clock:person", args=(code,)))


@cache
def mark(*, working: bool, unavailable: bool = False) -> Markup:
    """The dot before a name: at work, unavailable, or neither."""
    return tag("span", class_="mark on" if working else "mark away" if unavailable else "mark")


def names(values: Sequence[str], most: int) -> Markup:
    """ "A, B and 4 more", each name kept apart from the direction of the line."""
    return _listed([name_of(value) for value in values[:most]], most, len(values))


def linked(people: Sequence[Person], most: int) -> Markup:
    """The same of people of the map, each name leading to its page."""
    return _listed([person_link(one.id, one.name) for one in people[:most]], most, len(people))


def _listed(parts: Sequence[Markup], most: int, number: int) -> Markup:
    left = number - most + 1 if number > most else 0
    shown = list(parts[: number - left])
    if not left and len(shown) < 2:
        return joined(shown)
    last = escaped(words.more_text(left)) if left else shown.pop()
    return filled(gettext("%(names)s and %(last)s"), names=joined(shown, words.comma()), last=last)
