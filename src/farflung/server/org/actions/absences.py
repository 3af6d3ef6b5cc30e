"""Absences: when, and nothing else. There is no reason to give, to keep or to show (N4)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, Write, writing
from farflung.server.org.actions.days import during
from farflung.server.org.actions.whose import held
from farflung.server.org.events import AvailabilityChanged
from farflung.server.org.models import Absence, Person

_DAY = 1440


def ask_absence(
    *,
    person: Person,
    start: date,
    end: date,
    from_minute: int = 0,
    to_minute: int = _DAY,
    by: Account | None,
    now: datetime,
) -> Absence:
    """Unavailable from a minute of the first local day to a minute of the last, both days included.

    Raises `Refused` where it is empty or lies over another one.
    """
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        _refuse_empty(start, end, from_minute, to_minute)
        absence = Absence(
            person=row, during=during(start, end), from_minute=from_minute, to_minute=to_minute,
            recorded_at=now,
        )  # fmt: skip
        _refuse_overlap(absence)
        absence.save()
        return _told(write, absence, "absence.ask")


def withdraw_absence(*, absence: Absence, by: Account | None, now: datetime) -> Absence:
    """It does not take place."""
    with writing(by=by, now=now, changes=MAP) as write:
        held(absence.person)
        row = Absence.objects.select_related("person").get(pk=absence.pk)
        if row.withdrawn_at is not None:
            raise Refused("changed-since", _("This absence was withdrawn meanwhile."))
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        return _told(write, row, "absence.withdraw")


def _refuse_empty(start: date, end: date, first: int, last: int) -> None:
    if not (0 <= first <= _DAY and 0 <= last <= _DAY):
        raise Refused("no-time-of-day", _("A time of day lies between 00:00 and 24:00."), "from_minute")
    if first == _DAY or last == 0 or (start == end and last <= first):
        raise Refused("backwards", _("It ends before it begins."), "to_minute")


def _refuse_overlap(absence: Absence) -> None:
    near = Absence.objects.filter(person=absence.person, withdrawn_at=None, during__overlap=absence.during)
    if any(_minutes(absence) < _minutes(other, last=True) and _minutes(other) < _minutes(absence, last=True)
           for other in near):  # fmt: skip
        raise Refused("overlap", _("Another absence lies over it."), "start")


def _minutes(absence: Absence, *, last: bool = False) -> int:
    """The minute at which it begins, or ends, on a clock without changes: to compare two of one person."""
    if last:
        return int(absence.during.upper.toordinal() - 1) * _DAY + absence.to_minute
    return int(absence.during.lower.toordinal()) * _DAY + absence.from_minute


def _told(write: Write, absence: Absence, action: str) -> Absence:
    write.audit(action, "absence", absence.code, about=absence.person.code)
    publish(AvailabilityChanged(absence.person.code))
    return absence
