"""A public holiday that somebody works on, for another day off. Others see hours, and *unavailable*."""

from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, writing
from farflung.server.org.actions.whose import held
from farflung.server.org.atlas_copy import current
from farflung.server.org.events import AvailabilityChanged
from farflung.server.org.models import HolidaySwap, Person


def swap_holiday(
    *, person: Person, worked: date, off: date, by: Account | None, now: datetime
) -> HolidaySwap:
    """Raises `Refused` where `worked` is no public holiday of theirs, or `off` no day on which they work."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        if HolidaySwap.objects.filter(person=row, worked=worked).exists():
            raise Refused("taken", _("That holiday is swapped already."), "worked")
        if HolidaySwap.objects.filter(person=row, off=off).exists():
            raise Refused("taken", _("That day is taken for another holiday already."), "off")
        if not _is_holiday(row, worked):
            raise Refused("no-holiday", _("That day is no public holiday there."), "worked")
        if not _works(row, off):
            raise Refused("no-working-day", _("That day is off anyway."), "off")
        swap = HolidaySwap.objects.create(person=row, worked=worked, off=off, recorded_at=now)
        write.audit("swap.add", "swap", swap.code, about=row.code)
        publish(AvailabilityChanged(row.code))
        return swap


def withdraw_swap(*, swap: HolidaySwap, by: Account | None, now: datetime) -> None:
    """The holiday is a holiday again, and the other day a working day."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(swap.person)
        write.audit("swap.withdraw", "swap", swap.code, about=row.code)
        HolidaySwap.objects.filter(pk=swap.pk).delete()
        publish(AvailabilityChanged(row.code))


def _is_holiday(person: Person, day: date) -> bool:
    atlas = current().atlas
    noon = datetime.combine(day, time(12), UTC)
    calendar = atlas.calendar(atlas.where(atlas.person(str(person.code)), noon).base)
    return calendar is not None and bool(calendar.between(day, day))


def _works(person: Person, day: date) -> bool:
    """Whether the day is one of their working days and no public holiday."""
    pattern = current().atlas.person(str(person.code)).pattern_on(day)
    return pattern is not None and day.weekday() in pattern.weekdays and not _is_holiday(person, day)
