"""Everything back into files: a zip, the same bytes for the same rows, that imports to the same company.

Two sheets as anybody would write them, for every other tool; beside them what such sheets cannot say
(`sheets.py`). Withdrawn absences, mismatches and the audit stay here. Codes do too: they are this
installation's own.
"""

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from farflung.engine.model import Block, WeeklyPattern
from farflung.intake.gazetteer import Gazetteer
from farflung.server.core import beside
from farflung.server.org.models import (
    Absence,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    LegalEntity,
    Membership,
    PatternPeriod,
    Person,
    Place,
    RoleGrant,
    Stay,
    Team,
)
from farflung.server.org.queries import sheets

Row = Sequence[object]
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: when it was packed is no part of it."""


def export_files(*, on: date) -> Iterator[tuple[str, str]]:
    """Name and text of every sheet; `on` is the day whose working hours stand in the plain one."""
    people = list(Person.objects.select_related("place", "entity", "manager").order_by("pk"))
    teams = _teams()
    past = [row for row in people if row.ended is not None and row.ended < on]
    here = [row for row in people if row.ended is None or row.ended >= on]
    yield "people.csv", _sheet(sheets.PEOPLE, _people(here, teams, _hours_on(on)))
    yield "teams.csv", _sheet(sheets.TEAMS, _tree())
    yield "tree.csv", _sheet(sheets.TREE, _tree())
    yield "former.csv", _sheet(sheets.FORMER, map(_former, past))
    yield "details.csv", _sheet(sheets.DETAILS, (_detail(row, teams.get(row.pk, [])) for row in people))
    yield "hours.csv", _sheet(sheets.HOURS, _hours())
    yield "stays.csv", _sheet(sheets.STAYS, _stays())
    yield "absences.csv", _sheet(sheets.ABSENCES, _absences())
    yield "swaps.csv", _sheet(sheets.SWAPS, _swaps())
    yield "roles.csv", _sheet(sheets.ROLES, _roles())
    yield (
        "entities.csv",
        _sheet(sheets.ENTITIES, _entities()),
    )
    yield "calendars.csv", _sheet(sheets.CALENDARS, _calendars())
    yield "holidays.csv", _sheet(sheets.HOLIDAYS, _holidays())
    for name, sheet in beside.sheets().items():
        yield f"{name}.csv", _sheet(sheet.headings, sheet.rows())


def export_zip(*, on: date) -> bytes:
    """The sheets that have rows, in one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in export_files(on=on):
            if text.count("\n") > 1:
                info = zipfile.ZipInfo(name, _LONG_AGO)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                archive.writestr(info, text.encode())
    return out.getvalue()


def _sheet(headings: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


# --- people ----------------------------------------------------------------------


def _teams() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, team in Membership.objects.order_by("team__name").values_list("person_id", "team__name"):
        found[person].append(team)
    return found


def _people(rows: Iterable[Person], teams: dict[int, list[str]], hours: dict[int, str]) -> Iterator[Row]:
    for row in rows:
        yield (
            row.key, row.name, row.email, "; ".join(teams.get(row.pk, [])), row.job,
            row.manager.key if row.manager else "", *_where(row.place), hours.get(row.pk, ""),
            "; ".join(row.skills), "; ".join(row.languages), row.entity.name if row.entity else "",
            row.started or "", row.ended or "",
        )  # fmt: skip


def _where(place: Place) -> tuple[str, str, str, str]:
    region = place.subdivision
    if region and place.country:
        region = Gazetteer.load().subdivision_name(place.country, region)
    return place.city, region, place.country, place.zone


def _hours_on(day: date) -> dict[int, str]:
    """Hours as people write them, of those who wrote theirs down."""
    rows = PatternPeriod.objects.filter(during__contains=day, assumed=False)
    return {person: str(_pattern(blocks)) for person, blocks in rows.values_list("person_id", "blocks")}


def _pattern(blocks: list[list[int]]) -> WeeklyPattern:
    return WeeklyPattern(tuple(Block(*block) for block in blocks))


def _rest(row: Person) -> str:
    return _json(None if row.rest_start is None else [row.rest_start, row.rest_end])


def _former(row: Person) -> Row:
    manager, entity = row.manager.key if row.manager else "", row.entity.name if row.entity else ""
    return (
        row.key, row.name, row.email, row.job, manager, entity, _rest(row), row.started or "",
        row.ended or "",
    )  # fmt: skip


def _detail(row: Person, teams: list[str]) -> Row:
    place = row.place
    return (
        row.key, row.name, place.zone, place.country, place.subdivision, place.city, *_position(place),
        _json(teams), _json(row.skills), _json(row.languages), row.language, _rest(row),
        _json(row.consents), _json(row.own), _instant(row.confirmed_at),
    )  # fmt: skip


def _position(place: Place) -> tuple[str, str]:
    north, east = place.latitude, place.longitude
    return ("" if north is None else repr(north)), ("" if east is None else repr(east))


def _tree() -> Iterator[Row]:
    for team in Team.objects.select_related("lead", "parent").order_by("name"):
        yield team.name, team.lead.key if team.lead else "", team.parent.name if team.parent else ""


# --- time ------------------------------------------------------------------------


def _hours() -> Iterator[Row]:
    for row in PatternPeriod.objects.select_related("person").order_by("person_id", "during"):
        first, last = _days(row.during)
        text, assumed = str(_pattern(row.blocks)), "yes" if row.assumed else ""
        yield row.person.key, first, last, text, _json(row.blocks), assumed, _instant(row.recorded_at)


def _stays() -> Iterator[Row]:
    rows = list(Stay.objects.select_related("person", "place").order_by("pk"))
    count = Counter(row.key for row in rows)
    ids = {row.pk: row.key if row.key and count[row.key] == 1 else str(row.code) for row in rows}
    for row in rows:
        first, last = _days(row.during)
        place = row.place
        spot = (place.city, place.subdivision, place.country, place.zone)
        said, where = (row.person.key, row.kind, *spot, first, last), _position(place)
        replaced = ids.get(row.replaces_id or 0, "")
        yield ids[row.pk], *said, _instant(row.recorded_at), replaced, "", *where
        if row.withdrawn:
            yield f"{row.code}-withdrawn", *said, _instant(row.superseded_at), ids[row.pk], "yes", *where


def _absences() -> Iterator[Row]:
    rows = (
        Absence.objects.filter(withdrawn_at=None)
        .select_related("person")
        .order_by("person_id", "during", "pk")
    )
    for row in rows:
        yield row.person.key, *_days(row.during), row.from_minute, row.to_minute, _instant(row.recorded_at)


def _swaps() -> Iterator[Row]:
    for row in HolidaySwap.objects.select_related("person").order_by("person_id", "worked"):
        yield row.person.key, row.worked, row.off, _instant(row.recorded_at)


def _entities() -> Iterable[Row]:
    return LegalEntity.objects.order_by("name").values_list("name", "country")


def _roles() -> Iterator[Row]:
    for row in RoleGrant.objects.select_related("person").order_by("person_id", "role"):
        yield row.person.key, row.role, _instant(row.granted_at)


# --- holidays ------------------------------------------------------------------------


def _calendars() -> Iterator[Row]:
    for row in HolidayCalendar.objects.order_by("country", "subdivision"):
        yield row.country, row.subdivision, _json(row.weekend), row.source, row.first_year, row.last_year


def _holidays() -> Iterator[Row]:
    rows = Holiday.objects.order_by("calendar__country", "calendar__subdivision", "date", "name")
    said = ("calendar__country", "calendar__subdivision", "date", "name", "estimated", "by_hand", "dropped")
    for country, subdivision, day, name, *flags in rows.values_list(*said):
        yield country, subdivision, day, name, *("yes" if flag else "" for flag in flags)


# --- cells -----------------------------------------------------------------------------


def _days(during: Any) -> tuple[object, object]:
    last = None if during.upper is None else date.fromordinal(during.upper.toordinal() - 1)
    return during.lower or "", last or ""


def _instant(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
