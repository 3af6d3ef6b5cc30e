"""What an import would do to whom, one by one: what somebody who accepted it has agreed to.

Each effect is a short digest, so that what was shown can be compared later without a second copy of people's
facts being kept. What an import no longer has to do, because another did the very same, needs no second look;
whatever was not among what was shown does. Days that are only "until today" are no part of an effect.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

from farflung.intake.gazetteer.fold import fold
from farflung.server.org.actions.imports.absences_plan import AbsencesPlan
from farflung.server.org.actions.imports.people_plan import News, PeoplePlan, PersonPlan
from farflung.server.org.actions.imports.plan import Plan
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.actions.imports.stays_plan import StaysPlan
from farflung.server.org.actions.imports.teams_plan import TeamPlan

_BYTES: Final = 8

Effect = tuple[Any, ...]
"""Plain values that can be written as JSON."""


def effects_of(plan: Plan, reading: Reading) -> list[str]:
    """Everything that the import would do, keep back or ask, as digests in order, each once."""
    found = [
        _of_files(reading),
        *(effect for one in plan.people.people for effect in _of_person(one)),
        *_of_everybody(plan.people, {pk: row.key for pk, row in plan.here.people.items()}),
        *(effect for team in plan.teams for effect in _of_team(team)),
        *_of_stays(plan.stays),
        *_of_absences(plan.absences),
        *(("mismatch", one.person, one.fact, one.there) for one in plan.mismatches),
        *(("question", one.id) for one in reading.intake.questions),
        *(("question", one.id) for one in plan.people.questions),
    ]
    return sorted(set(map(_digest, found)))


def _digest(effect: Effect) -> str:
    return blake2b(json.dumps(effect).encode(), digest_size=_BYTES).hexdigest()


def _of_files(reading: Reading) -> Effect:
    """What they speak of: less than was shown is done only where all of it was read again."""
    people = sorted({one.id for one in reading.people} | {one.id for one in reading.scan.gone})
    counts = len(reading.stays), len(reading.absences), len(reading.meetings), len(reading.agreements)
    return "read", people, *counts, sorted(reading.own.files)


def _of_person(one: PersonPlan) -> Iterator[Effect]:
    if one.pk is None:
        yield "new", one.key, sorted(one.facts.items())
    for news in one.news:
        if news.fact == "teams":
            yield from _of_teams(one.key, news)
        elif news.what == "keep":
            yield "keep", one.key, news.fact, news.there
        else:
            yield news.what, one.key, news.fact, news.here, news.there


def _of_teams(key: str, news: News) -> Iterator[Effect]:
    """One by one: which other teams somebody is in meanwhile is no matter."""
    here, there = ({fold(name) for name in names} for names in (news.here, news.there))
    yield from (("join", key, name) for name in there - here)
    yield from (("leave", key, name) for name in here - there)


def _of_everybody(people: PeoplePlan, keys: dict[int, str]) -> Iterator[Effect]:
    yield from (("end", keys[pk]) for pk in people.ended)
    yield from (("twice", text) for text in people.twice)


def _of_team(team: TeamPlan) -> Iterator[Effect]:
    name = fold(team.name)
    if team.pk is None:
        yield "team", name, sorted(team.changes.items())
        return
    yield from (("team change", name, what, team.here[what], value) for what, value in team.changes.items())
    yield from (("team keep", name, what) for what in team.kept)


def _of_stays(plan: StaysPlan) -> Iterator[Effect]:
    for one in plan.new:
        yield "stay", one.person, one.what, one.replaces.what if one.replaces else None
    yield from (("no stay", one.person, one.what) for one in plan.known if one.touched and one.withdrawn)
    yield from _kept("stays", plan.mismatches)


def _of_absences(plan: AbsencesPlan) -> Iterator[Effect]:
    yield from (("absence", one.person, one.when) for one in plan.new)
    yield from (("no absence", one.person, one.when) for one in plan.known if one.touched)
    yield from _kept("absences", plan.mismatches)


def _kept(fact: str, mismatches: dict[str, list[Any]]) -> Iterable[Effect]:
    return (("keep", person, fact, value) for person, values in mismatches.items() for value in values)
