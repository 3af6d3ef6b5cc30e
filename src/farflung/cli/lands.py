"""`farflung lands`: when a message may be delivered, and who is on duty now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.inputs import Company
from farflung.cli.times import both, city, iso, local_iso, local_text, near_text
from farflung.cli.words import told
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.duty import Turn
from farflung.engine.coverage.words import name_of
from farflung.engine.flow import (
    Basis,
    ForSender,
    Landing,
    Message,
    Mode,
    Modes,
    OnDuty,
    Outlook,
    Urgency,
    for_sender,
    landing,
    on_duty,
)
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, packaged_zones
from farflung.rulepacks import load_packs

_NEAR, _FAR = timedelta(days=60), timedelta(days=420)
"""Holidays are looked up so far ahead; farther where nothing lands before."""

_RESTS_ON = "own hours, rest windows, leave, public holidays and stays of the recipient"


def command(
    to: Annotated[
        str, typer.Option("--to", metavar="PERSON", help="Whom it is for: of the files, or typed out.")
    ],
    arguments: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Files as for `check`.", show_default=False),
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="PERSON|ZONE", help="Who sends it, whose time is shown too.", show_default=False
        ),
    ] = None,
    at: options.At = "now",
    urgent: Annotated[
        bool, typer.Option("--urgent", help="It reaches who is on duty, and nobody else sooner.")
    ] = False,
    mode: Annotated[
        Mode | None,
        typer.Option(
            "--mode", help="Outside own hours, in place of what agreements say.", show_default=False
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """When a message may be delivered, on both people's clocks, and who is on duty now; not why."""
    posted = moments.moment(at, packaged_zones())
    urgency = Urgency.URGENT if urgent else Urgency.ORDINARY
    company, person, found = _found(arguments or (), to, posted, urgency, Modes(load_packs(), mode))
    reader = company.viewer(sender)
    atlas = company.atlas
    said = for_sender(found, reader or atlas.zones.zone("UTC"))
    watch = on_duty(atlas, posted, person)
    rows = [*_steps(atlas, person, posted, said, reader), *_watch(atlas, watch, reader)]
    answer = Answer(
        "lands",
        f"{person.name}: {_article(urgency)} message posted at {both(posted, reader)}",
        ("", "their time", "in UTC", f"your time, {city(reader)}" if reader else ""),
        rows,
        _json(atlas, found, said, watch, posted, reader),
        (_RESTS_ON, *(f"{basis.title} ({basis.source}, {basis.url})" for basis in found.basis)),
        told([*_notes(person, found, said, watch), *company.assumed([person])]),
    )
    show(answer, atlas.zones, as_json=as_json, status=company.status)


Found = tuple[Company, Person, Landing]


def _found(files: Sequence[str], to: str, posted: datetime, urgency: Urgency, modes: Modes) -> Found:
    """The landing; where it is not in the next weeks it is asked again with the holidays of over a year."""
    soon = _within(_NEAR, files, to, posted, urgency, modes)
    at = soon[2].at
    return soon if at and at < posted + _NEAR else _within(_FAR, files, to, posted, urgency, modes)


def _within(
    ahead: timedelta, files: Sequence[str], to: str, posted: datetime, urgency: Urgency, modes: Modes
) -> Found:
    company = inputs.company((*files, to), Span(posted, posted + ahead))
    if not company.named:
        raise UsageError(f"{to!r} is a file: name a person of the files, or type one out", param_hint="--to")
    person = company.named[-1]
    return company, person, landing(company.atlas, Message(person.id, posted, urgency), modes)


def _article(urgency: Urgency) -> str:
    return "an urgent" if urgency is Urgency.URGENT else "an ordinary"


def _steps(
    atlas: Atlas, person: Person, posted: datetime, said: ForSender, reader: Zone | None
) -> Iterator[tuple[str, ...]]:
    yield _row(atlas, "posted", person, posted, reader)
    if said.at is None:
        yield "lands", "at no time that is known", "", ""
    else:
        yield _row(
            atlas, "lands at once" if said.outlook is Outlook.NOW else "lands", person, said.at, reader
        )


def _row(atlas: Atlas, label: str, person: Person, moment: datetime, reader: Zone | None) -> tuple[str, ...]:
    zone, place = atlas.zone_of(person, moment), atlas.where(person, moment).place.label
    return label, local_text(moment, zone, place), *_beside(moment, zone, reader)


def _beside(moment: datetime, zone: Zone, reader: Zone | None) -> tuple[str, str]:
    """In UTC and in the reader's own time, with the day where it is another one."""
    day = CivilTime.of(moment, zone).date
    utc = f"{near_text(moment, packaged_zones().zone('UTC'), day)}Z"
    return utc, near_text(moment, reader, day) if reader else ""


def _watch(atlas: Atlas, watch: OnDuty, reader: Zone | None) -> Iterator[tuple[str, ...]]:
    if watch.now:
        yield ("On duty now, until",)
        for turn in watch.now:
            yield _turn(atlas, turn, turn.end, reader)
    if watch.following:
        yield ("Next on duty, from",)
        for turn in watch.following:
            yield _turn(atlas, turn, turn.start, reader)


def _turn(atlas: Atlas, turn: Turn, moment: datetime, reader: Zone | None) -> tuple[str, ...]:
    label = f"{name_of(atlas, turn.person)}, {turn.duty}"
    try:
        return _row(atlas, label, atlas.person(turn.person), moment, reader)
    except LookupError:  # a rota may name somebody who is not among the people: no clock of theirs is known
        return label, "", *_beside(moment, packaged_zones().zone("UTC"), reader)


def _notes(person: Person, found: Landing, said: ForSender, watch: OnDuty) -> Iterator[str]:
    name, urgent = person.name, found.message.urgency is Urgency.URGENT
    if said.outlook is Outlook.UNKNOWN:
        yield f"No time is known within over a year at which {name} works: it goes on waiting."
    elif said.outlook is Outlook.LATER:
        yield f"{name} is outside their hours or unavailable until then; nothing reaches them before."
    if said.outlook is Outlook.LATER and found.mode is not Mode.HOLD and person.rest is None:
        yield f"No rest window of {name} is on record: all time outside their hours is taken for rest."
    if found.muted:
        yield "It lands without a sound, where it can wait: in the inbox or by mail, never as a push."
    if urgent and not found.called and found.waits:
        yield (
            "Urgent reaches whoever is on duty: write to them."
            if watch.now
            else "Nobody is on duty now, so nothing urgent reaches anybody before their own hours."
        )
    for basis in found.basis:
        yield _flag(basis, found.mode)


def _flag(basis: Basis, mode: Mode) -> str:
    if basis.expired:
        return f"{basis.rule}: our reading has expired, so it is unknown, and messages are held."
    unless = f" Only if {basis.unless}." if basis.unless else ""
    if basis.decides:
        return f"{basis.rule}: {basis.says}{unless}"
    return f"{basis.rule}: {basis.says}{unless} It sets no hours: the company's own mode decides ({mode})."


def _json(
    atlas: Atlas, found: Landing, said: ForSender, watch: OnDuty, posted: datetime, reader: Zone | None
) -> dict[str, Any]:
    person = atlas.person(found.message.recipient)
    return {
        "to": person.id,
        "urgency": found.message.urgency.value,
        "posted": iso(posted),
        "outlook": said.outlook.value,
        "lands": iso(said.at) if said.at else None,
        "their_time": local_iso(said.at, atlas.zone_of(person, said.at)) if said.at else None,
        "your_time": local_iso(said.at, reader) if said.at and reader else None,
        "mode": found.mode.value,
        "muted": found.muted,
        "called": found.called,
        "on_duty": [_turn_json(turn) for turn in watch.now],
        "next_on_duty": [_turn_json(turn) for turn in watch.following],
        "rules": [_rule_json(basis) for basis in found.basis],
    }


def _turn_json(turn: Turn) -> dict[str, str]:
    return {"person": turn.person, "duty": turn.duty, "from": iso(turn.start), "until": iso(turn.end)}


def _rule_json(basis: Basis) -> dict[str, Any]:
    return {
        "rule": basis.rule,
        "says": basis.says,
        "only_if": basis.unless or None,
        "source": basis.source,
        "url": basis.url,
        "status": basis.status,
        "decides": basis.decides,
    }
