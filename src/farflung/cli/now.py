"""`farflung now`: who is at work at a moment."""

from datetime import datetime, timedelta
from typing import Any

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.times import both, city, iso, local_iso
from farflung.engine.atlas import Atlas, NoWorkingTimeError
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones

_AHEAD = timedelta(days=14)


def command(
    arguments: options.Arguments,
    at: options.At = "now",
    team: options.Team = None,
    viewer: options.Viewer = None,
    as_json: options.Json = False,
) -> None:
    """Who is at work at a moment, until when, and from when the others are."""
    when = moments.moment(at, packaged_zones())
    company = inputs.company(arguments, Span(when, when + _AHEAD))
    atlas, reader = company.atlas, company.viewer(viewer)
    people = company.chosen(team)
    states = sorted((_state(atlas, person, when) for person in people), key=_order)
    at_work = sum(state["working"] for state in states)
    answer = Answer(
        "now",
        f"{at_work} of {len(states)} at work at {both(when, reader)}",
        ("who", "own time", "", "in UTC" if reader is None else f"your time, {city(reader)}"),
        [_cells(state, when, reader) for state in states],
        {"at": iso(when), "at_work": at_work, "people": [_json(state, when) for state in states]},
        basis=("working patterns, stays, absences and public holidays",),
        notes=company.assumed(people),
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)


def _state(atlas: Atlas, person: Person, when: datetime) -> dict[str, Any]:
    """Working until a time, or off until one (None: not within a year)."""
    spans = atlas.working(person, Span(when, when + _AHEAD))
    working = bool(spans) and spans[0].start == when
    try:
        change = spans[0].end if working else atlas.next_working(person, when)
    except NoWorkingTimeError:
        change = None
    place = atlas.where(person, when).place
    zone = atlas.zones.zone(place.zone)
    return {"person": person, "working": working, "until": change, "zone": zone, "place": place.label}


def _order(state: dict[str, Any]) -> tuple[bool, str, str]:
    return not state["working"], iso(state["until"]) if state["until"] else "~", state["person"].name


def _cells(state: dict[str, Any], when: datetime, reader: Zone | None) -> tuple[str, ...]:
    zone, until, place = state["zone"], state["until"], state["place"]
    name, own = state["person"].name, f"{_clock(when, zone)} {place}"
    if until is None:
        return name, own, "off", "for over a year"
    word = "at work until" if state["working"] else "off until"
    shown = f"{until:%a %H:%M}Z" if reader is None else _clock(until, reader)
    return name, own, f"{word} {_clock(until, zone)}", shown


def _clock(instant: datetime, zone: Zone) -> str:
    """ "Mon 09:00": what is asked here lies within days."""
    civil = CivilTime.of(instant, zone)
    return f"{civil.date:%a} {civil.time:%H:%M}"


def _json(state: dict[str, Any], when: datetime) -> dict[str, Any]:
    until: datetime | None = state["until"]
    return {
        "id": state["person"].id,
        "name": state["person"].name,
        "own_time": local_iso(when, state["zone"]),
        "working": state["working"],
        "until": iso(until) if until else None,
    }
