"""`farflung handovers`: whose turn it is, for a rotation typed on the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, show
from farflung.cli.errors import UsageError
from farflung.cli.times import city, dated_text, hours_text, iso, near_text
from farflung.cli.words import told
from farflung.engine.rotation import Cadence, Period, Rotation, pairs, periods
from farflung.engine.said import SaidError
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, packaged_zones
from farflung.intake.cadence import read_cadence
from farflung.intake.inline import zone_remark
from farflung.intake.weekdays import read_weekdays

_EARLY = timedelta(days=1)


def command(
    members: Annotated[list[str], typer.Argument(metavar="NAME", help="Who takes turns, in order.")],
    start: Annotated[
        str, typer.Option("--start", metavar="TIME", help="The first handover, local and with its zone.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="LENGTH", help="day, week, month, 6h, 2w ...")
    ] = "week",
    active: Annotated[
        str | None,
        typer.Option("--active", metavar="DAYS", help="Active days, like Mon-Fri.", show_default=False),
    ] = None,
    first: options.From = None,
    days: options.Days = 60,
    join: Annotated[
        list[str] | None,
        typer.Option("--join", metavar="NAME@TIME", help="Joins at the end of the list from a time on."),
    ] = None,
    clock: Annotated[
        list[str] | None,
        typer.Option("--clock", metavar="NAME@ZONE", help="Takes over by the clock of that zone."),
    ] = None,
    second: Annotated[
        bool, typer.Option("--second", help="Also who is called second: whoever comes next, never the first.")
    ] = False,
    viewer: Annotated[
        str | None, typer.Option("--viewer", metavar="ZONE", help="Whose own time to show too.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Whose turn it is when; turns follow the wall clock, without gap or overlap, across clock changes."""
    zones = packaged_zones()
    instant = moments.moment(start, zones)
    zone = zones.zone(moments.zone_of(start, zones))
    rotation = Rotation(
        "rotation", tuple(members), CivilTime.of(instant, zone), _cadence(every), _weekdays(active),
        clocks=_clocks(clock or (), members, zones),
    )  # fmt: skip
    for text in join or ():
        name, _, when = text.partition("@")
        if not when:
            raise UsageError(f"{text!r} does not say from when: write it like Eva@2027-03-15T00:00Z")
        rotation = rotation.revised((*_latest(rotation), name), moments.moment(when, zones))
    begin = instant - _EARLY if rotation.clocks else instant  # in the east it is that date already
    window = moments.window(first, days) if first else Span(begin, instant + timedelta(days=days))
    found = _uncut(rotation, window, zones)
    seconds = (
        {pair.span.start: pair.secondary for pair in pairs(rotation, _wide(window), zones)} if second else {}
    )
    reader = inputs.viewer_zone(viewer, zones) if viewer else None
    shown = _Shown(rotation, window, zones, zone, reader, seconds if second else None)
    answer = Answer(
        "handovers",
        f"{', '.join(members)} {rotation.cadence}, {shown.by}",
        shown.heads,
        [shown.cells(period) for period in found],
        {"periods": [shown.json(period) for period in found]},
        basis=("a handover that the clocks skip is made at the end of the gap",),
        notes=told([moments.remark(start, zones), zone_remark(viewer or "", zones) if viewer else ""]),
    )
    show(answer, zones, as_json=as_json)


def _latest(rotation: Rotation) -> tuple[str, ...]:
    return rotation.revisions[-1].members if rotation.revisions else rotation.members


def _cadence(text: str) -> Cadence:
    try:
        return read_cadence(text)
    except SaidError as error:
        raise UsageError(f"--every {error}") from error


def _weekdays(text: str | None) -> frozenset[int] | None:
    if text is None:
        return None
    found = read_weekdays(text)
    if not found:
        raise UsageError(f"--active {text!r} are no days of the week: write them like Mon-Fri")
    return found


def _uncut(rotation: Rotation, window: Span, zones: ZoneDatabase) -> tuple[Period, ...]:
    """The periods of the window; one that goes on beyond an edge of it ends (or begins) a second outside."""
    found = periods(rotation, _wide(window), zones)
    return tuple(period for period in found if period.span.overlaps(window))


def _wide(window: Span) -> Span:
    return Span(window.start - timedelta(seconds=1), window.end + timedelta(seconds=1))


def _clocks(texts: Iterable[str], members: list[str], zones: ZoneDatabase) -> tuple[tuple[str, str], ...]:
    """Whose clock is that of which zone."""
    found = []
    for text in texts:
        name, _, key = text.rpartition("@")
        if name not in members:
            raise UsageError(
                f"--clock {text!r} names none of {', '.join(members)}: write it like {members[0]}@Asia/Manila"
            )
        found.append((name, zones.zone(key).key))
    return tuple(found)


@dataclass(frozen=True)
class _Shown:
    """How a period is shown: on which clocks, and with whom beside."""

    rotation: Rotation
    window: Span
    zones: ZoneDatabase
    zone: Zone
    reader: Zone | None
    seconds: Mapping[datetime, str | None] | None

    @property
    def by(self) -> str:
        """By whose clock it is handed over."""
        if self.rotation.clocks:
            return f"handover at {self.rotation.start.time:%H:%M} by the clock of whoever takes over"
        return f"handover by the clock of {self.zone.key}"

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        second = ("second",) if self.seconds is not None else ()
        own = ("on their clock",) if self.rotation.clocks else ()
        here, yours = city(self.zone), f"from, {city(self.reader)}" if self.reader else ""
        return ("who", *second, f"from, {here}", "in UTC", *own, yours, f"until, {here}", "lasts")

    def cells(self, period: Period) -> tuple[str, ...]:
        """A period that goes on beyond the time asked for has no handover at that end."""
        shown = _within(period, self.window)
        before, after = shown.start > period.span.start, shown.end < period.span.end
        return (
            period.member,
            *(() if self.seconds is None else (self.seconds.get(period.span.start) or "nobody",)),
            *(
                ("already on", "", *([""] if self.rotation.clocks else []), "")
                if before
                else self._from(period)
            ),
            "still on" if after else dated_text(shown.end, self.zone),
            hours_text(shown.elapsed) + (" in this time" if before or after else ""),
        )

    def _from(self, period: Period) -> tuple[str, ...]:
        start = period.span.start
        day = CivilTime.of(start, self.zone).date
        theirs = self.zones.zone(dict(self.rotation.clocks).get(period.member, self.zone.key))
        own = (f"{near_text(start, theirs, day)} {city(theirs)}",) if self.rotation.clocks else ()
        yours = near_text(start, self.reader, day) if self.reader else ""
        return dated_text(start, self.zone), f"{near_text(start, self.zones.zone('UTC'), day)}Z", *own, yours

    def json(self, period: Period) -> dict[str, object]:
        """`cut` says that the period goes on beyond the time asked for: an end given is then no handover."""
        shown = _within(period, self.window)
        second = {} if self.seconds is None else {"second": self.seconds.get(period.span.start)}
        return {
            "member": period.member,
            **second,
            "start": iso(shown.start),
            "end": iso(shown.end),
            "minutes": shown.elapsed // timedelta(minutes=1),
            "cut": shown != period.span,
        }


def _within(period: Period, window: Span) -> Span:
    return Span(max(period.span.start, window.start), min(period.span.end, window.end))
