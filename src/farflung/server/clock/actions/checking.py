"""Findings are made anew: in the night of each team, and at once where something new is said or changed.

The checks are asked about the whole company, as most of them compare people of several teams; what is written
is what concerns the teams whose night it is. Done twice, the second finds nothing new to write.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from farflung.engine.atlas import Atlas
from farflung.server.clock.models import Checked, Concerned, Finding
from farflung.server.clock.planning.checking import Found, found, found_of
from farflung.server.clock.planning.finding_owner import Known
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.nights import last_night
from farflung.server.core.bulk import insert, update
from farflung.server.core.writing import MAP, Write, revision, writing
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Team

State = Finding.State
_NOBODY = UUID(int=0)
_ANEW = 0.2
"""What was accepted is open again when so many more people are hit than then, as a part of those."""

_SAID = (
    "severity", "weight", "whose", "subject", "meeting", "agreement", "about", "team", "owner", "desk",
    "first_at", "last_at", "dates", "words", "fixes", "checked_at",
)  # fmt: skip
"""The columns that the checks write; the others are what people decided."""

Due = frozenset[int | None]
"""Keys of teams; None is the company as a whole."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run changed: how many findings came, came back, and went."""

    new: int = 0
    back: int = 0
    gone: int = 0


def due(atlas: Atlas, now: datetime) -> Due:
    """The teams, and the company, that have had their night since they were checked last."""
    made = dict(Checked.objects.values_list("team_id", "at"))
    nights: dict[int | None, datetime] = {None: last_night(atlas, (one.id for one in atlas.people), now)}
    for team, name in Team.objects.values_list("pk", "name"):
        nights[team] = last_night(atlas, atlas.members.get(name, ()), now)
    return frozenset(team for team, night in nights.items() if team not in made or made[team] < night)


def is_due(*, now: datetime) -> bool:
    """Whether it was anybody's night."""
    return bool(due(current().atlas, now))


def check_due(*, now: datetime) -> Outcome | None:
    """Checks for those whose night it was; None where it was nobody's."""
    asked = due(current().atlas, now)
    return check(asked=asked, now=now) if asked else None


def check_all(*, now: datetime) -> Outcome:
    """Checks for everybody at once."""
    return check(asked=frozenset({None, *Team.objects.values_list("pk", flat=True)}), now=now)


def check(*, asked: Due, now: datetime) -> Outcome:
    """Asks the checks and keeps what they find for these teams; a team that is gone meanwhile is left out."""
    atlas = with_meetings(current(at_least=revision(MAP)).atlas, now)
    known = Known(atlas, now.date())
    here = {None, *(team.pk for team in known.teams.values())}
    results = {one.key: one for one in found(atlas, known, now)}
    with writing(by=None, now=now) as write:
        Checked.objects.select_for_update().order_by("pk").first()  # one run at a time
        outcome = _keep(write, results, known, _locked(Finding.objects.all()), asked & here)
        for team in asked & here:
            _checked(team, now)
        if outcome != Outcome():
            counts: dict[str, Any] = {"new": outcome.new, "back": outcome.back, "gone": outcome.gone}
            write.audit("finding.check", "finding", _NOBODY, **counts)
    return outcome


def check_series(*, series: UUID, now: datetime) -> Outcome:
    """What is found about one series is made anew, whoever's night it is: it has changed, or was mended."""
    atlas = with_meetings(current(at_least=revision(MAP)).atlas, now)
    known = Known(atlas, now.date())
    results = {one.key: one for one in found_of(atlas, known, str(series), now)}
    with writing(by=None, now=now) as write:
        Checked.objects.select_for_update().order_by("pk").first()  # one run at a time
        return _keep(write, results, known, _locked(Finding.objects.filter(meeting__code=series)), None)


def let_be_due(*, team: UUID | None) -> int:
    """The findings of a team are to be made anew before its night; those of everybody for None. How many."""
    gone, _ = Checked.objects.filter(Q(team__code=team) if team else Q()).delete()
    return gone


def _locked(rows: QuerySet[Finding]) -> dict[str, Finding]:
    return {row.key: row for row in rows.select_for_update(of=("self",)).order_by("pk")}


def _checked(team: int | None, now: datetime) -> None:
    if not Checked.objects.filter(team=team).update(at=now):
        Checked.objects.create(team_id=team, at=now)


def _keep(
    write: Write,
    results: Mapping[str, Found],
    known: Known,
    rows: Mapping[str, Finding],
    asked: Due | None,
) -> Outcome:
    """`rows` are those that the results are held against; `asked` whose are written, None for all."""
    mine = {
        key: one for key, one in results.items()
        if (_is_asked(one.place.team, asked) or (key in rows and _is_asked(rows[key].team_id, asked)))
        and not (key in rows and _is_shared(rows[key], one))
    }  # fmt: skip
    gone = [
        row for key, row in rows.items()
        if key not in results and _is_asked(row.team_id, asked) and row.state not in (State.GONE, State.FIXED)
    ]  # fmt: skip
    fresh = [_row(one, write.now) for key, one in mine.items() if key not in rows]
    insert(fresh)
    there = {row.key: row for row in (*fresh, *(rows[key] for key in mine if key in rows))}
    more = _keep_concerned(mine, there, known)
    back = sum(
        _seen_again(write, rows[key], one, more.get(rows[key].pk, 0.0))
        for key, one in mine.items() if key in rows
    )  # fmt: skip
    update([rows[key] for key in mine if key in rows], _SAID)
    for row in gone:
        _becomes(write, row, State.GONE)
    return Outcome(len(fresh), back, len(gone))


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
    wanted = {
        rows[key].pk: {known.people[code] for code in one.finding.who if code in known.people}
        for key, one in mine.items()
    }  # fmt: skip
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
