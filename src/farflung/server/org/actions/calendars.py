"""Public holidays: seeded from a library, shown as a difference when it knows better, corrected by hand.

What somebody here entered, corrected or took out is never changed by the library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from farflung.engine.model import Holiday as EngineHoliday
from farflung.engine.model import HolidayCalendar as EngineCalendar
from farflung.engine.model import Place as EnginePlace
from farflung.intake.holidays import calendars
from farflung.intake.notebook import Notebook
from farflung.server.core.bulk import insert
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, writing
from farflung.server.org.models import Holiday, HolidayCalendar, Place

Key = tuple[str, str]
"""Country and subdivision, "" for the whole country."""

_AHEAD = 2


@dataclass(frozen=True, slots=True)
class CalendarDifference:
    """What the library says otherwise of one calendar. `changed` are days of another certainty."""

    country: str
    subdivision: str
    source: str
    added: tuple[EngineHoliday, ...]
    removed: tuple[EngineHoliday, ...]
    changed: tuple[EngineHoliday, ...]
    is_new: bool

    @property
    def count(self) -> int:
        """How many days differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


def years_around(now: datetime) -> range:
    """The years that are kept without being asked for: the last one, this one and two ahead."""
    return range(now.year - 1, now.year + _AHEAD + 1)


def keep_holidays_of(places: Iterable[EnginePlace], now: datetime) -> list[HolidayCalendar]:
    """Seeds the calendars of places that have none yet, and returns them. For use inside of other actions.

    A subdivision that keeps the same days as its country needs no calendar of its own.
    """
    wanted = {(p.country, p.subdivision or "") for p in places if p.country}
    wanted |= {(country, "") for country, _ in wanted}
    known = set(HolidayCalendar.objects.values_list("country", "subdivision"))
    years = years_around(now)
    new = [key for key in sorted(wanted - known) if _keeps_own(*key, years)]
    made = [found for key in new if (found := _library(*key, years)) is not None]
    return _seed(made, years)


@lru_cache(maxsize=8192)
def _library(country: str, subdivision: str, years: range) -> EngineCalendar | None:
    """The library's calendar, None where it has none."""
    place = EnginePlace("UTC", country, subdivision or None)
    return calendars([place], years, Notebook()).get((country, subdivision or None))


def _keeps_own(country: str, subdivision: str, years: range) -> bool:
    """Whether a subdivision keeps other days than its country; a country does."""
    own, whole = _library(country, subdivision, years), _library(country, "", years)
    return not subdivision or (own is not None and (whole is None or own.holidays != whole.holidays))


def _seed(made: Sequence[EngineCalendar], years: range) -> list[HolidayCalendar]:
    rows = insert(
        HolidayCalendar(
            country=calendar.country,
            subdivision=calendar.subdivision or "",
            weekend=sorted(calendar.weekend),
            source=calendar.source,
            first_year=years[0],
            last_year=years[-1],
        )
        for calendar in made
    )
    insert(
        Holiday(calendar=row, date=day.date, name=day.name[:200], estimated=day.estimated)
        for row, calendar in zip(rows, made, strict=True)
        for day in calendar.holidays
    )
    return rows


def propose_holidays(*, years: range) -> tuple[CalendarDifference, ...]:
    """What the library says otherwise of the calendars that are kept, and of places without one."""
    places = set(Place.objects.exclude(country="").values_list("country", "subdivision"))
    keys = places | {(country, "") for country, _ in places}
    kept = HolidayCalendar.objects.prefetch_related("holidays")
    rows = {(row.country, row.subdivision): row for row in kept}
    found = (_difference(key, rows.get(key), years) for key in sorted(keys | rows.keys()))
    return tuple(one for one in found if one is not None and (one.count or one.is_new))


def _difference(key: Key, row: HolidayCalendar | None, years: range) -> CalendarDifference | None:
    calendar = _library(*key, years)
    if calendar is None or (row is None and not _keeps_own(*key, years)):
        return None
    theirs = {(day.date, day.name): day for day in calendar.holidays if day.date.year in years}
    kept = row.holidays.all() if row else ()
    ours = {(day.date, day.name): day for day in kept if day.date.year in years}
    loose = {key for key, day in ours.items() if not day.by_hand and not day.dropped}
    return CalendarDifference(
        *key,
        calendar.source,
        added=tuple(day for at, day in theirs.items() if at not in ours),
        removed=tuple(EngineHoliday(*at, ours[at].estimated) for at in sorted(loose - theirs.keys())),
        changed=tuple(theirs[at] for at in sorted(loose & theirs.keys()) if _differs(ours[at], theirs[at])),
        is_new=row is None,
    )


def _differs(ours: Holiday, theirs: EngineHoliday) -> bool:
    return ours.estimated != theirs.estimated


def take_holidays(*, years: range, by: Account | None, now: datetime) -> int:
    """Takes over everything that `propose_holidays` says; how many days changed."""
    with writing(by=by, now=now, changes=MAP) as write:
        count = 0
        for difference in propose_holidays(years=years):
            row = _row(difference, years)
            count += _take(difference, row)
            write.audit("holidays.update", "calendar", row.code, days=difference.count)
        return count


def extend_holidays(*, now: datetime) -> int:
    """Adds the years that no calendar reaches yet, as time goes on; how many days. Nothing known changes."""
    reached = HolidayCalendar.objects.order_by("last_year").values_list("last_year", flat=True).first()
    wanted = years_around(now)
    if reached is None or reached >= wanted[-1]:
        return 0
    return take_holidays(years=range(max(reached + 1, wanted[0]), wanted[-1] + 1), by=None, now=now)


def _row(difference: CalendarDifference, years: range) -> HolidayCalendar:
    row = HolidayCalendar.objects.filter(
        country=difference.country, subdivision=difference.subdivision
    ).first()
    if row is None:
        calendar = _library(difference.country, difference.subdivision, years)
        weekend = sorted(calendar.weekend) if calendar else []
        row = HolidayCalendar(
            country=difference.country, subdivision=difference.subdivision, weekend=weekend,
            first_year=years[0], last_year=years[-1],
        )  # fmt: skip
    row.first_year, row.last_year = min(row.first_year, years[0]), max(row.last_year, years[-1])
    row.source = difference.source
    row.save()
    return row


def _take(difference: CalendarDifference, row: HolidayCalendar) -> int:
    for gone in difference.removed:
        row.holidays.filter(date=gone.date, name=gone.name, by_hand=False).delete()
    for day in difference.changed:
        row.holidays.filter(date=day.date, name=day.name).update(estimated=day.estimated)
    Holiday.objects.bulk_create(
        Holiday(calendar=row, date=day.date, name=day.name, estimated=day.estimated)
        for day in difference.added
    )
    return difference.count


def correct_holiday(
    *, holiday: Holiday, date: date, name: str, estimated: bool = False, by: Account, now: datetime
) -> Holiday:
    """Moves or renames a public holiday; the library's own day stays known, so it does not come back."""
    with writing(by=by, now=now, changes=MAP) as write:
        if holiday.by_hand:
            holiday.date, holiday.name, holiday.estimated = date, name.strip(), estimated
            _refuse_twice(holiday.calendar, date, name.strip(), but=holiday)
            holiday.save()
            made = holiday
        elif (date, name.strip()) == (holiday.date, holiday.name):
            holiday.estimated, holiday.by_hand = estimated, True
            holiday.save()
            made = holiday
        else:
            _refuse_twice(holiday.calendar, date, name.strip(), but=None)
            Holiday.objects.filter(pk=holiday.pk).update(dropped=True)
            made = _by_hand(holiday.calendar, date, name, estimated=estimated)
        write.audit("holiday.correct", "holiday", made.code, date=date.isoformat())
        return made


def add_holiday(
    *, calendar: HolidayCalendar, date: date, name: str, estimated: bool = False, by: Account, now: datetime
) -> Holiday:
    """A public holiday that the library does not know."""
    with writing(by=by, now=now, changes=MAP) as write:
        _refuse_twice(calendar, date, name.strip(), but=None)
        made = _by_hand(calendar, date, name, estimated=estimated)
        write.audit("holiday.add", "holiday", made.code, date=date.isoformat())
        return made


def remove_holiday(*, holiday: Holiday, by: Account, now: datetime) -> None:
    """Takes a day out; one of the library's stays known as taken out, so that no update brings it back."""
    with writing(by=by, now=now, changes=MAP) as write:
        write.audit("holiday.remove", "holiday", holiday.code, date=holiday.date.isoformat())
        if holiday.by_hand:
            holiday.delete()
        else:
            Holiday.objects.filter(pk=holiday.pk).update(dropped=True)


def _by_hand(calendar: HolidayCalendar, date: date, name: str, *, estimated: bool) -> Holiday:
    if not name.strip():
        raise Refused("empty", _("A public holiday needs a name."), "name")
    return Holiday.objects.create(
        calendar=calendar, date=date, name=name.strip(), estimated=estimated, by_hand=True
    )


def _refuse_twice(calendar: HolidayCalendar, date: date, name: str, *, but: Holiday | None) -> None:
    same = calendar.holidays.filter(date=date, name=name)
    same = same.exclude(pk=but.pk) if but else same
    if same.filter(dropped=False).exists():
        raise Refused("taken", _("The calendar has that day already."), "date")
    same.delete()
