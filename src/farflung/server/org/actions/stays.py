"""Stays: planned, corrected by a new row in place of the old one, withdrawn. No row is rewritten (T13)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from farflung.engine.model import Place as EnginePlace
from farflung.engine.model import StayKind
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, Write, writing
from farflung.server.org.actions.days import during
from farflung.server.org.actions.places import place_row
from farflung.server.org.actions.whose import held
from farflung.server.org.events import WhereaboutsChanged
from farflung.server.org.models import Person, Stay

SAME_CLOCK = {StayKind.HOME: 0, StayKind.RELOCATION: 0, StayKind.TRAVEL: 1, StayKind.HUB: 2}
"""Kinds of which nobody can have two at once; the number is the table's."""


def plan_stay(
    *,
    person: Person,
    place: EnginePlace,
    kind: StayKind,
    start: date,
    end: date | None,
    by: Account | None,
    now: datetime,
) -> Stay:
    """Somebody will be (or was) at a place from the first to the last day; None is until further notice.

    Raises `Refused` where another stay of the kind lies over it.
    """
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        stay = Stay(person=row, place=place_row(place, now), kind=kind, during=during(start, end))
        return _put(write, stay, "stay.plan")


def correct_stay(
    *,
    stay: Stay,
    place: EnginePlace,
    kind: StayKind,
    start: date,
    end: date | None,
    by: Account | None,
    now: datetime,
) -> Stay:
    """What really is planned, or was: a new row from now on, beside what was known until now."""
    with writing(by=by, now=now, changes=MAP) as write:
        person = held(stay.person)
        old = _current(stay)
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        made = Stay(
            person=person, place=place_row(place, now), kind=kind, during=during(start, end), replaces=old,
            key=old.key,
        )  # fmt: skip
        return _put(write, made, "stay.correct")


def withdraw_stay(*, stay: Stay, by: Account | None, now: datetime) -> Stay:
    """The stay does not take place; that it was planned is still known."""
    with writing(by=by, now=now, changes=MAP) as write:
        held(stay.person)
        row = _current(stay)
        row.superseded_at, row.withdrawn = now, True
        row.save(update_fields=["superseded_at", "withdrawn"])
        return _told(write, row, "stay.withdraw")


def _current(stay: Stay) -> Stay:
    row = Stay.objects.select_related("person", "place").get(pk=stay.pk)
    if row.superseded_at is not None:
        raise Refused("changed-since", _("This stay was corrected or withdrawn meanwhile."))
    return row


def _put(write: Write, stay: Stay, action: str) -> Stay:
    other = Stay.objects.filter(
        person=stay.person, superseded_at=None, during__overlap=stay.during,
        kind_number=SAME_CLOCK[StayKind(stay.kind)],
    ).select_related("place").first()  # fmt: skip
    if other is not None:
        text = _("It lies over a stay in %(place)s from %(first)s on.")
        raise Refused("overlap", text % {"place": other.place, "first": other.during.lower}, "start")
    stay.recorded_at = write.now
    stay.save()
    return _told(write, stay, action)


def _told(write: Write, stay: Stay, action: str) -> Stay:
    write.audit(action, "stay", stay.code, about=stay.person.code)
    publish(WhereaboutsChanged(stay.person.code, stay.code))
    return stay
