"""Lines of people: who, their clock, until when they are at work or off; with their ribbon or without."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from farflung.draw.day import Day
from farflung.draw.markup import Markup, filled, joined, name_of, tag
from farflung.draw.ribbon import Row
from farflung.server.clock.planning.now import TeamRow
from farflung.server.clock.planning.people import Shown
from farflung.server.clock.planning.states import State
from farflung.server.ui import pictures
from farflung.server.ui.pieces import mark, moment, own_clock, person_link
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import comma, count_text, length_text

_MOST_TEAMS = 3


def ribbon_line(key: str, state: State, row: Row, day: Day, reader: Reader, *, me: bool = False) -> Markup:
    """Somebody with the ribbon of the day; `me` is the reader."""
    who = _("You") if me else person_link(state.person.id, state.person.name)
    return _line(
        _marked(who, state.working, state.unavailable),
        own_clock(state.zone, state.place.label, reader),
        tag("span", briefly(state, reader), class_="state"),
        pictures.ribbon(key, row, day, reader),
    )


@lru_cache(maxsize=8192, typed=True)
def _marked(who: str, working: bool, unavailable: bool) -> Markup:
    return tag("span", mark(working=working, unavailable=unavailable), tag("b", who), class_="who")


def ribbon_lines(people: Iterable[tuple[State, Row]], day: Day, reader: Reader) -> Markup:
    """Several, one below the other."""
    return joined(ribbon_line(f"r{n}", *one, day, reader) for n, one in enumerate(people, 1))


def group_line(key: str, team: TeamRow, day: Day, reader: Reader) -> Markup:
    """A team with its ribbon, and as much as may be told of who of it is at work."""
    name = tag("b", name_of(team.name))
    own = tag("span", _("yours"), class_="soft") if team.own else None
    return _line(
        tag("span", mark(working=team.anybody), joined((name, own), " "), class_="who"),
        tag("span", _of_team(team), class_="note"),
        pictures.ribbon(key, team.row, day, reader),
    )


def _of_team(team: TeamRow) -> str:
    if team.working is not None:
        counts = {"working": count_text(team.working), "all": count_text(team.people)}
        return _("%(working)s of %(all)s at work") % counts
    return _("somebody is at work") if team.anybody else _("nobody is at work")


def found_line(one: Shown, reader: Reader) -> Markup:
    """Somebody found: who and what they are, where, and how much time is shared with them."""
    state, person = one.state, one.person
    you = _("you") if one.own else ""
    return _line(
        _found(person.id, person.name, you, state.working, state.unavailable),
        _what(person.role, person.teams, get_language()),
        tag("p", own_clock(state.zone, state.place.label, reader), class_="there"),
        tag("p", until(state, reader), class_="soft when"),
        tag("p", _shared(one), class_="soft share"),
    )


def _line(*parts: Markup) -> Markup:
    # With spaces between: who hears the page, or copies from it, would run the words together.
    return tag("li", joined(parts, " "))


@lru_cache(maxsize=8192, typed=True)
def _found(code: str, name: str, you: str, working: bool, unavailable: bool) -> Markup:
    who = joined((tag("b", person_link(code, name)), tag("span", you, class_="soft") if you else None), " ")
    return tag("p", mark(working=working, unavailable=unavailable), who, class_="who")


@lru_cache(maxsize=8192)
def _what(role: str | None, teams: tuple[str, ...], _language: str | None) -> Markup:
    named = joined((name_of(str(team)) for team in teams[:_MOST_TEAMS]), comma())
    parts = joined(filter(None, (name_of(str(role)) if role else None, named)), " · ")
    return tag("p", parts, class_="soft what")


def _shared(one: Shown) -> str:
    if one.shared is None:
        return ""
    if not one.shared:
        return _("no hour shared")
    return _("%(length)s shared") % {"length": length_text(one.shared)}


def briefly(state: State, reader: Reader) -> Markup:
    """ "at work until 18:00", beside a ribbon that says whose time it is."""
    return _briefly(state.until, state.working, state.unavailable, reader.this_day, get_language())


@lru_cache(maxsize=4096)
def _briefly(
    at: datetime | None, working: bool, unavailable: bool, reader: Reader, _language: str | None
) -> Markup:
    # Kept, as its long form below: people begin and end work together.
    if at is None:
        return filled(_("off"))
    when = moment(at, reader, brief=True)
    if working:
        return filled(_("at work until %(until)s"), until=when)
    if unavailable:
        return filled(_("unavailable until %(until)s"), until=when)
    return filled(_("off until %(until)s"), until=when)


def until(state: State, reader: Reader) -> Markup:
    """ "at work until 18:00 your time": the same where nothing else says whose time it is."""
    return _until(state.until, state.working, state.unavailable, reader.this_day, get_language())


@lru_cache(maxsize=4096)
def _until(
    at: datetime | None, working: bool, unavailable: bool, reader: Reader, _language: str | None
) -> Markup:
    if at is None:
        return filled(_("off, and no hours are known"))
    sentence = _sentence(working=working, unavailable=unavailable, own=reader.own)
    return filled(sentence, until=moment(at, reader))


def _sentence(*, working: bool, unavailable: bool, own: bool) -> str:
    if working:
        return _("at work until %(until)s your time") if own else _("at work until %(until)s UTC")
    if unavailable:
        return _("unavailable until %(until)s your time") if own else _("unavailable until %(until)s UTC")
    return _("next at work %(until)s your time") if own else _("next at work %(until)s UTC")
