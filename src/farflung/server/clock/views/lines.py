"""Lines of people: who, their clock, until when they are at work or off; with their ribbon or without."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _

from farflung.draw.day import Day
from farflung.draw.markup import Markup, filled, joined, name_of, tag
from farflung.draw.ribbon import Row
from farflung.engine.model import Person
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
    name = tag("b", person_link(person.id, person.name))
    you = tag("span", _("you"), class_="soft") if one.own else None
    dot = mark(working=state.working, unavailable=state.unavailable)
    return _line(
        tag("p", dot, joined((name, you), " "), class_="who"),
        tag("p", _what(person), class_="soft what"),
        tag("p", own_clock(state.zone, state.place.label, reader), class_="there"),
        tag("p", until(state, reader), class_="soft when"),
        tag("p", _shared(one), class_="soft share"),
    )


def _line(*parts: Markup) -> Markup:
    # With spaces between: who hears the page, or copies from it, would run the words together.
    return tag("li", joined(parts, " "))


def _what(person: Person) -> Markup:
    teams = joined(map(name_of, person.teams[:_MOST_TEAMS]), comma())
    return joined(filter(None, (name_of(person.role) if person.role else None, teams)), " · ")


def _shared(one: Shown) -> str:
    if one.shared is None:
        return ""
    if not one.shared:
        return _("no hour shared")
    return _("%(length)s shared") % {"length": length_text(one.shared)}


def briefly(state: State, reader: Reader) -> Markup:
    """ "at work until 18:00", beside a ribbon that says whose time it is."""
    if not state.until:
        return filled(_("off"))
    when = moment(state.until, reader, brief=True)
    if state.working:
        return filled(_("at work until %(until)s"), until=when)
    if state.unavailable:
        return filled(_("unavailable until %(until)s"), until=when)
    return filled(_("off until %(until)s"), until=when)


def until(state: State, reader: Reader) -> Markup:
    """ "at work until 18:00 your time": the same where nothing else says whose time it is."""
    if not state.until:
        return filled(_("off, and no hours are known"))
    return filled(_sentence(state, own=reader.own), until=moment(state.until, reader))


def _sentence(state: State, *, own: bool) -> str:
    if state.working:
        return _("at work until %(until)s your time") if own else _("at work until %(until)s UTC")
    if state.unavailable:
        return _("unavailable until %(until)s your time") if own else _("unavailable until %(until)s UTC")
    return _("next at work %(until)s your time") if own else _("next at work %(until)s UTC")
