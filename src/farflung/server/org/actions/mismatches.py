"""What a file or a directory says otherwise of a person, settled by that person and nobody else (N10)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from farflung.engine.model import Place as EnginePlace
from farflung.engine.model import RestWindow, StayKind
from farflung.server.core.actions.outbox import Letter, post, resolve
from farflung.server.core.events import publish
from farflung.server.core.models import Account, Message
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, Write, writing
from farflung.server.org.actions.absences import ask_absence, withdraw_absence
from farflung.server.org.actions.days import during
from farflung.server.org.actions.people import PersonChanges, refuse_others, set_fields
from farflung.server.org.actions.stays import SAME_CLOCK, correct_stay, plan_stay, withdraw_stay
from farflung.server.org.actions.whose import held, refresh_words
from farflung.server.org.events import PersonChanged
from farflung.server.org.models import Absence, Mismatch, PatternPeriod, Person, Stay


def answer_mismatch(*, mismatch: Mismatch, take: bool, by: Account, now: datetime) -> Mismatch:
    """The person says whether the file is right; then it counts, and may be changed by files again."""
    with writing(by=by, now=now, changes=MAP) as write:
        person = held(mismatch.person)
        refuse_others(person, by)
        row = Mismatch.objects.select_for_update().get(pk=mismatch.pk)
        if row.answered_at is not None:
            raise Refused("changed-since", _("You have answered that already."))
        if take:
            _take(person, row, by, now)
            person.own = [field for field in person.own if field != row.field]
            person.save()
            refresh_words([person])
            publish(PersonChanged(person.code, (row.field,)))
        row.answered_at, row.taken = now, take
        row.save(update_fields=["answered_at", "taken"])
        resolve(about=_about(row), write=write)
        write.audit("mismatch.answer", "person", person.code, about=person.code, fields=[row.field])
        return row


def ask_about(write: Write, mismatches: Iterable[Mismatch], *, by_directory: bool = False) -> None:
    """Tells each person what is said otherwise, and nobody else (N10); once of each that is open."""
    found = list(mismatches)
    for row in found:
        resolve(about=_about(row), write=write)
    letters = (
        Letter(
            recipient=row.person.code, purpose=Message.Purpose.QUESTION, kind="mismatch", about=_about(row),
            data={"directory": True} if by_directory else {},
        )
        for row in found
    )  # fmt: skip
    post(letters, write=write)


def _about(row: Mismatch) -> str:
    return f"mismatch:{row.code}"


def _take(person: Person, row: Mismatch, by: Account, now: datetime) -> None:
    there: Any = row.there
    match row.field:
        case "stays":
            for stay in there:
                _take_stay(person, stay, by, now)
        case "absences":
            for absence in there:
                _take_absence(person, absence, by, now)
        case "hours":
            _take_hours(person, there, now)
        case "place":
            zone, country, subdivision, city = (word or None for word in there)
            place = EnginePlace(zone or "", country, subdivision, city)
            set_fields(person, PersonChanges(place=place), now)
        case "rest":
            set_fields(person, PersonChanges(rest=RestWindow(*there) if there else None), now)
        case field:
            set_fields(person, PersonChanges(**{field: there}), now)


def _take_hours(person: Person, periods: list[Any], now: datetime) -> None:
    PatternPeriod.objects.filter(person=person).delete()
    for start, end, blocks, assumed in periods:
        days = during(_day(start), _day(end))
        PatternPeriod.objects.create(
            person=person, during=days, blocks=blocks, assumed=assumed, recorded_at=now
        )


def _take_stay(person: Person, what: list[Any], by: Account, now: datetime) -> None:
    """The stay of the file, in place of what lies under it."""
    kind, zone, country, subdivision, city, start, end = what
    place = EnginePlace(zone, country or None, subdivision or None, city or None)
    said: dict[str, Any] = {"place": place, "kind": StayKind(kind), "by": by, "now": now}
    said |= {"start": date.fromisoformat(start), "end": _day(end)}
    over = list(
        Stay.objects.filter(
            person=person, superseded_at=None, during__overlap=during(said["start"], said["end"]),
            kind_number=SAME_CLOCK[StayKind(kind)],
        )
    )  # fmt: skip
    for stay in over[1:]:
        withdraw_stay(stay=stay, by=by, now=now)
    if over:
        correct_stay(stay=over[0], **said)
    else:
        plan_stay(person=person, **said)


def _take_absence(person: Person, when: list[Any], by: Account, now: datetime) -> None:
    start, end = (date.fromisoformat(day) for day in when[:2])
    days = during(start, end)
    for absence in Absence.objects.filter(person=person, withdrawn_at=None, during__overlap=days):
        withdraw_absence(absence=absence, by=by, now=now)
    ask_absence(person=person, start=start, end=end, from_minute=when[2], to_minute=when[3], by=by, now=now)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
