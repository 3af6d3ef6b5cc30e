"""What the zone names of one calendar file mean, and how its times become civil times and instants.

Order of belief for a TZID: the file's own VTIMEZONE wins over the name where the two differ (RFC 5545;
Outlook writes "GMT" for British time), unless it is merely an older version of the named zone, because
a series at 10:00 in Mexico City stays at 10:00 when the country gives up summer time. A name without a
definition is looked up; one that names nothing is asked about. Nothing is ever taken as UTC.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from farflung.engine.said import said
from farflung.engine.time import CivilTime, UnknownZoneError, Zone, ZoneDatabase
from farflung.intake.ics.tree import Component, calendar_text
from farflung.intake.ics.values import Moment
from farflung.intake.ics.vtimezone import BadTimezoneError, ZoneRules, read_rules
from farflung.intake.ics.zone_names import named_zone
from farflung.intake.notebook import Notebook

MOST_ZONES = 1_000
"""There are some six hundred names of zones, and no calendar has all of them."""

FLOATING = ""
"""The name under which times that have no zone are asked about."""


class UnplacedTimeError(ValueError):
    """A time whose zone nobody knows. `tzid` is what the file calls it, or FLOATING."""

    def __init__(self, tzid: str) -> None:
        super().__init__(f"the zone {tzid!r} has no definition in the file" if tzid else "no zone")
        self.tzid = tzid


@dataclass(frozen=True, slots=True)
class FileClock:
    """`keys` are the zones by the file's TZIDs; `floating` is the zone of times that name none.

    `zones` knows the zones that the file defines for itself too; those alone are `extra`.
    """

    zones: ZoneDatabase
    keys: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Zone] = field(default_factory=dict)
    floating: str | None = None

    def zone_of(self, moment: Moment, near: str | None = None) -> str:
        """The key of a moment's zone; `near` is the zone of the series that a loose exception belongs to."""
        if moment.utc:
            return "UTC"
        if moment.tzid is not None:
            return self._key(moment.tzid)
        key = near or self.floating
        if key is None:
            raise UnplacedTimeError(FLOATING)
        return key

    def _key(self, tzid: str) -> str:
        key = self.keys.get(tzid) or named_zone(tzid, self.zones)
        if key is None:
            raise UnplacedTimeError(tzid)
        return key

    def civil(self, moment: Moment, near: str | None = None) -> CivilTime:
        """What the wall clock shows in the moment's own zone; a date means its midnight."""
        return CivilTime(moment.day, moment.clock or time(), self.zone_of(moment, near))

    def instant(self, moment: Moment, near: str | None = None) -> datetime:
        """The moment in UTC."""
        civil = self.civil(moment, near)
        return civil.instant(self.zones.zone(civil.zone))

    def in_zone(self, moment: Moment, key: str, fold: int = 0) -> CivilTime:
        """The moment as the wall clock of the zone `key` shows it."""
        if self.zone_of(moment, key) == key:
            return CivilTime(moment.day, moment.clock or time(), key, fold)
        shown = CivilTime.of(self.instant(moment, key), self.zones.zone(key))
        return CivilTime(shown.date, shown.time, key, fold)


def file_clock(
    calendars: Iterable[Component],
    file: str,
    zones: ZoneDatabase,
    answers: Mapping[str, str],
    notebook: Notebook,
    watch: Callable[[], None] = lambda: None,
) -> FileClock:
    """The clock of a file: its VTIMEZONEs compared with the database, its X-WR-TIMEZONE, given answers.

    `answers` are zone names by TZID (FLOATING for times without one). `watch` is called now and then, and may
    raise.
    """
    calendars = list(calendars)
    keys: dict[str, str] = {}
    extra: dict[str, Zone] = {}
    for component in _defined(calendars, file, notebook):
        tzid = component.text("TZID")
        rules = _rules(component, file, notebook, watch)
        if tzid and rules is not None:
            keys[tzid] = _believed(tzid, component, rules, file, zones, notebook)
            if keys[tzid].startswith("vtimezone:"):
                extra[keys[tzid]] = rules.zone(keys[tzid])
    known = zones.with_extra(extra)
    for tzid, answer in answers.items():
        if tzid and tzid not in keys and (key := named_zone(answer, zones)):
            keys[tzid] = key
    wanted = answers.get(FLOATING) or calendar_text(calendars, "X-WR-TIMEZONE", "TIMEZONE-ID")
    return FileClock(known, keys, extra, keys.get(wanted) or named_zone(wanted, zones))


def _defined(calendars: Iterable[Component], file: str, notebook: Notebook) -> list[Component]:
    found = [component for calendar in calendars for component in calendar.within("VTIMEZONE")]
    if len(found) > MOST_ZONES:
        message = said(
            "the file defines {zones:,} time zones; the first {most:,} are read.",
            zones=len(found),
            most=MOST_ZONES,
        )
        notebook.error("ics-too-many", file, message, said("Export a shorter time, or fewer calendars."))
    return found[:MOST_ZONES]


def _rules(
    component: Component, file: str, notebook: Notebook, watch: Callable[[], None]
) -> ZoneRules | None:
    try:
        return read_rules(component, watch)
    except BadTimezoneError as error:
        notebook.warning(
            "ics-timezone",
            file,
            said("{why}; the definition was skipped and only its name is used.", why=error.said),
            said("Export the calendar again."),
            line=component.line,
            column="VTIMEZONE",
            read=component.text("TZID"),
        )
        return None


def _believed(
    tzid: str, component: Component, rules: ZoneRules, file: str, zones: ZoneDatabase, notebook: Notebook
) -> str:
    """The IANA key where name and definition agree, else a key of the file's own."""
    name = named_zone(tzid, zones) or named_zone(component.text("X-LIC-LOCATION"), zones)
    own = f"vtimezone:{file}#{tzid}"
    if name is None:
        text = said(
            "the zone {zone!r} is no IANA name; its own definition in {file} is used.", zone=tzid, file=file
        )
        notebook.note("own-timezone", file, text)
        return own
    zone = _database_zone(name, zones)
    if rules.equals(zone):
        return name
    if rules.ever_equalled(zone):
        notebook.note(
            "old-timezone",
            file,
            said(
                "{file} defines {zone!r} by rules that no longer hold in {name}; "
                "its times stay at the same local hour, under the rules of IANA {version}.",
                file=file,
                zone=tzid,
                name=name,
                version=zones.version,
            ),
        )
        return name
    notebook.note(
        "own-timezone",
        file,
        said(
            "{file} defines {zone!r} otherwise than the IANA zone {name}; the file's definition is used.",
            file=file,
            zone=tzid,
            name=name,
        ),
    )
    return own


def _database_zone(name: str, zones: ZoneDatabase) -> Zone:
    try:
        return zones.zone(name)
    except UnknownZoneError as error:
        raise AssertionError(f"{name} was found in the database a moment ago") from error
