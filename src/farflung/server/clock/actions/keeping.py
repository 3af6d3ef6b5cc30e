"""What the checks found is written: what is new, found again or gone; what people decided stays, mostly."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from farflung.server.clock.models import Agreement, Concerned, Finding, Meeting
from farflung.server.clock.planning.checking import Found, people_of
from farflung.server.clock.planning.finding_owner import Known
from farflung.server.core.bulk import insert, update
from farflung.server.core.writing import Write
from farflung.server.org.models import Person, Team

State = Finding.State
_ANEW = 0.2
"""What was accepted is open again when so many more people are hit than then, as a part of those."""

_SAID = (
    "severity", "weight", "whose", "subject", "meeting", "agreement", "about", "team", "owner", "desk",
    "first_at", "last_at", "dates", "words", "fixes", "checked_at",
)  # fmt: skip
"""The columns that the checks write; the others are what people decided."""

_ABOUT: Mapping[str, type[Model]] = {
    "meeting": Meeting, "agreement": Agreement, "about": Person, "team": Team, "owner": Person,
}  # fmt: skip
"""Whose rows the columns of a place are."""

Due = frozenset[int | None]
"""Keys of teams; None is the company as a whole."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run changed: how many findings came, came back, and went."""

    new: int = 0
    back: int = 0
    gone: int = 0


def keep(
    write: Write,
    results: Mapping[str, Found],
    known: Known,
    rows: Mapping[str, Finding],
    asked: Due | None,
) -> Outcome:
    """`rows` are those that the results are held against; `asked` whose are written, None for all.

    What was decided since the checks began, at `write.now`, is left as it is: they knew nothing of it.
    """
    mine = _still_so({
        key: one for key, one in results.items()
        if (_is_asked(one.place.team, asked) or (key in rows and _is_asked(rows[key].team_id, asked)))
        and not (key in rows and (_is_shared(rows[key], one) or rows[key].state_at > write.now))
    })  # fmt: skip
    gone = [
        row for key, row in rows.items()
        if key not in results and _is_asked(row.team_id, asked) and row.state not in (State.GONE, State.FIXED)
        and row.state_at <= write.now
    ]  # fmt: skip
    fresh = [_row(one, write.now) for key, one in mine.items() if key not in rows]
    insert(fresh)
    there = {row.key: row for row in (*fresh, *(rows[key] for key in mine if key in rows))}
    more = _keep_concerned(mine, there, known)
    again = {key: one for key, one in mine.items() if key in rows}
    others = [key for key, one in again.items() if _says_other(rows[key], one, write.now)]
    back = sum(_seen_again(write, rows[key], one, more.get(rows[key].pk, 0.0)) for key, one in again.items())
    update([rows[key] for key in others], (*_SAID, "owned_at"))
    same = [rows[key].pk for key in again.keys() - set(others)]
    Finding.objects.filter(pk__in=same).update(checked_at=write.now)
    for row in gone:
        _becomes(write, row, State.GONE)
    return Outcome(len(fresh), back, len(gone))


def _says_other(row: Finding, one: Found, now: datetime) -> bool:
    """Whether the checks say anything else of it than what is written: most nights they do not."""
    said = {**_said(one, now), "checked_at": row.checked_at}
    return any(getattr(row, name) != value for name, value in said.items())


def _still_so(mine: Mapping[str, Found]) -> dict[str, Found]:
    """Without what is about a record that was deleted while the checks ran."""
    places = [one.place for one in mine.values()]
    here = {
        name: {None, *_here(model, {getattr(one, name) for one in places})} for name, model in _ABOUT.items()
    }
    return {
        key: one for key, one in mine.items()
        if all(getattr(one.place, name) in here[name] for name in _ABOUT)
    }  # fmt: skip


def _here(model: type[Model], keys: Set[int | None]) -> Iterable[int]:
    return model._default_manager.filter(pk__in=keys - {None}).values_list("pk", flat=True)


def _is_asked(team: int | None, asked: Due | None) -> bool:
    return asked is None or team in asked


def _is_shared(row: Finding, one: Found) -> bool:
    """Whether turns were taken here and leave less of a burden than there was: some of it is always left."""
    return row.state == State.FIXED and row.whose == Finding.Whose.PAYING and one.weight < row.weight


def _row(one: Found, now: datetime) -> Finding:
    return Finding(key=one.key, rule=one.finding.rule, found_at=now, state_at=now, **_said(one, now))


def _said(one: Found, now: datetime) -> dict[str, Any]:
    """What the checks say of it, as columns."""
    place, finding = one.place, one.finding
    return {
        "severity": int(finding.severity), "weight": one.weight, "whose": one.whose, "subject": place.subject,
        "meeting_id": place.meeting, "agreement_id": place.agreement, "about_id": place.about,
        "team_id": place.team, "owner_id": place.owner, "desk": place.desk, "first_at": finding.start,
        "last_at": finding.end, "dates": one.dates, "words": dict(one.words), "fixes": list(one.fixes),
        "checked_at": now,
    }  # fmt: skip


def _keep_concerned(mine: Mapping[str, Found], rows: Mapping[str, Finding], known: Known) -> dict[int, float]:
    """Writes whom each hits; of those decided about, how many more than then, as a part."""
    everybody = people_of(mine.values())
    hit = {code: pk for code, pk in known.people.items() if code in everybody}
    here = set(_here(Person, set(hit.values())))
    wanted = {
        rows[key].pk: here.intersection(hit[code] for code in one.finding.who if code in hit)
        for key, one in mine.items()
    }
    before: dict[int, dict[int, tuple[int, bool]]] = {pk: {} for pk in wanted}
    held = Concerned.objects.filter(finding__in=list(wanted))
    for pk, finding, person, seen in held.values_list("pk", "finding_id", "person_id", "known"):
        before[finding][person] = pk, seen
    Concerned.objects.filter(pk__in=list(_left(wanted, before))).delete()
    insert(
        Concerned(finding_id=finding, person_id=person)
        for finding, people in wanted.items() for person in sorted(people - before[finding].keys())
    )  # fmt: skip
    return {finding: _more(people, before[finding]) for finding, people in wanted.items()}


def _left(
    wanted: Mapping[int, set[int]], before: Mapping[int, Mapping[int, tuple[int, bool]]]
) -> Iterable[int]:
    for finding, people in wanted.items():
        for person, (pk, _) in before[finding].items():
            if person not in people:
                yield pk


def _more(people: set[int], before: Mapping[int, tuple[int, bool]]) -> float:
    seen = {person for person, (_, known) in before.items() if known}
    return len(people - seen) / len(seen) if seen else 0.0


def _seen_again(write: Write, row: Finding, one: Found, more: float) -> bool:
    """Takes over what the checks say of it now, to be written; whether it is open again that was not."""
    worse = int(one.finding.severity) > row.severity
    if row.owner_id != one.place.owner:
        row.owned_at = write.now
    for name, value in _said(one, write.now).items():
        setattr(row, name, value)
    opens = {
        State.OPEN: False,
        State.ACCEPTED: worse or more > _ANEW,
        State.SNOOZED: worse or more > _ANEW or (row.until or write.now) <= write.now,
    }.get(State(row.state), True)
    if opens:
        if row.state in (State.FIXED, State.GONE):
            row.back_at = write.now
        _becomes(write, row, State.OPEN)
    return opens


def _becomes(write: Write, row: Finding, state: Finding.State) -> None:
    was, row.state, row.state_at, row.state_by = row.state, state, write.now, None
    row.because, row.until = "", None
    row.save(update_fields=["state", "state_at", "state_by", "because", "until", "back_at"])
    write.audit(f"finding.{state.value}", "finding", row.code, was=was)
