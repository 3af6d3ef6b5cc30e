"""Whether a calendar is a rota (somebody is on duty) or a list of meetings (people come together)."""

from collections.abc import Iterable
from typing import Literal

from farflung.intake.ics.event import Event
from farflung.intake.ics.holder import calendar_owner, titled
from farflung.intake.ics.tree import Component, calendar_text
from farflung.intake.people_index import PeopleIndex

Kind = Literal["rota", "meetings"]

# Words in PRODID of programs that export nothing but shifts. "ri_cal" is the library of PagerDuty's feeds.
_PAGERS = (
    "pagerduty", "ri_cal", "opsgenie", "goalert", "oncall", "on-call", "amixr", "grafana", "victorops",
    "splunk", "incident.io", "rootly", "firehydrant", "zenduty", "squadcast", "betterstack", "better stack",
    "ilert",
)  # fmt: skip
_ROTA_WORDS = ("rota", "roster", "shift", "on duty", "dienstplan", "plantão", "guardia")
_ON_CALL = ("on call", "on-call", "oncall", "[l")


def is_pager(calendars: Iterable[Component], events: Iterable[Event] = ()) -> bool:
    """Whether a pager wrote the file: by its signature, the calendar's name, or most of its titles."""
    calendars, events = list(calendars), list(events)
    signature = calendar_text(calendars, "PRODID").casefold()
    if any(word in signature for word in _PAGERS):
        return True
    if calendar_text(calendars, "X-WR-CALNAME", "NAME").casefold().startswith(_ON_CALL[:3]):
        return True
    titles = [(event.title or "").strip().casefold() for event in events]
    urls = sum("pagerduty.com/" in event.url or "opsgenie.com/" in event.url for event in events)
    return bool(events) and 2 * max(sum(t.startswith(_ON_CALL) for t in titles), urls) > len(events)


def classify(calendars: Iterable[Component], events: Iterable[Event], people: PeopleIndex) -> Kind:
    """A rota where a pager or we wrote it, it calls itself one, or most titles name who is on duty."""
    calendars, events = list(calendars), list(events)
    ours = bool(events) and all(event.duty for event in events)
    if ours or is_pager(calendars, events):
        return "rota"
    name = calendar_text(calendars, "X-WR-CALNAME", "NAME")
    if calendar_owner(name, people) is not None:  # a person's own calendar is no rota
        return "meetings"
    says_rota = any(word in name.casefold() for word in _ROTA_WORDS)
    shifts = sum(_is_shift(event, people) for event in events)
    return "rota" if says_rota or shifts * 2 > len(events) else "meetings"


def _is_shift(event: Event, people: PeopleIndex) -> bool:
    """The title names who holds it, and nobody else is invited: "Ana & Wei" with two guests is a meeting."""
    if len(event.attendees) > 1:
        return False
    named = set(titled(event, people))
    return bool(named) and {people.find(one.address) for one in event.attendees} <= named
