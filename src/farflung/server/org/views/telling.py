"""Facts about people in words: what they are called, and their values as files and imports keep them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from farflung.engine.model import Block, Place, WeeklyPattern
from farflung.server.org.forms.place import place_words
from farflung.server.ui.words import day_text, minutes_text, pattern_text, range_text


def fact_name(fact: str) -> str:
    """What a fact is called; its own name where there is no other."""
    names = {
        "name": _("Name"), "email": _("Email"), "job": _("Job"), "entity": _("Employed by"),
        "manager": _("Reports to"), "rest": _("Rest"), "skills": _("Skills"), "languages": _("Languages"),
        "started": _("First day of employment"), "ended": _("Last day of employment"), "place": _("Place"),
        "hours": _("Hours"), "teams": _("Teams"), "stays": _("Stays"), "absences": _("Absences"),
    }  # fmt: skip
    return names.get(fact, fact)


def fact_text(fact: str, value: Any, today: date) -> str:
    """A value of a fact; "nothing" where there is none."""
    if value in (None, "", []):
        return _("nothing")
    match fact:
        case "place":
            return _place(value)
        case "hours":
            return "; ".join(_hours(period, today) for period in value)
        case "rest":
            return range_text(minutes_text(value[0]), minutes_text(value[1]))
        case "stays" | "absences":
            tell = _stay if fact == "stays" else _away
            return "; ".join(tell(one, today) for one in value)
    if fact in ("started", "ended"):
        return _day(value, today)
    return (
        pgettext("between the names of a list", ", ").join(value) if isinstance(value, list) else str(value)
    )


def _place(value: list[str]) -> str:
    zone, country, subdivision, city = value
    return place_words(Place(zone, country or None, subdivision or None, city or None))


def _hours(period: list[Any], today: date) -> str:
    start, end, blocks, _assumed = period
    text = pattern_text(WeeklyPattern(tuple(Block(*block) for block in blocks)))
    return f"{text} ({_span(start, end, today)})" if start or end else text


def _stay(stay: list[Any], today: date) -> str:
    return f"{_place(stay[1:5])}, {_span(stay[5], stay[6], today)}"


def _away(when: list[Any], today: date) -> str:
    return _span(when[0], when[1], today)


def _span(start: str | None, end: str | None, today: date) -> str:
    if not end:
        return _("from %(day)s on") % {"day": _day(start, today)}
    if not start:
        return _("until %(day)s") % {"day": _day(end, today)}
    return f"{_day(start, today)} – {_day(end, today)}" if start != end else _day(start, today)


def _day(text: str | None, today: date) -> str:
    return day_text(date.fromisoformat(text), today) if text else "–"
