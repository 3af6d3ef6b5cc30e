"""Everything that an import would write, and the same in numbers and examples for who decides on it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from farflung.server.org.actions.imports.absences_plan import AbsencesPlan, plan_absences
from farflung.server.org.actions.imports.here import Here, who_is_here
from farflung.server.org.actions.imports.people_plan import PeoplePlan, PersonPlan, plan_people
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.actions.imports.stays_plan import StaysPlan, plan_stays
from farflung.server.org.actions.imports.teams_plan import TeamPlan, plan_teams
from farflung.server.org.models import Mismatch

EXAMPLES: Final = 50
"""How many changes are shown one by one; all are counted."""

_BEHIND: Final = timedelta(hours=12)
"""How far the last clock on Earth is behind UTC."""

Known = Callable[[str, str, Any], bool]


@dataclass(slots=True)
class Found:
    """Something that a file says otherwise than the person: theirs to settle."""

    person: str
    fact: str
    here: Any
    there: Any
    source: str


@dataclass(slots=True)
class Plan:
    """What would be written; `difference` is what is shown of it."""

    here: Here
    people: PeoplePlan
    teams: list[TeamPlan]
    stays: StaysPlan
    absences: AbsencesPlan
    mismatches: list[Found] = field(default_factory=list)
    difference: dict[str, Any] = field(default_factory=dict)


def make_plan(
    reading: Reading,
    answers: Mapping[str, str],
    *,
    complete: bool,
    overwrite: bool,
    now: datetime,
    lock: bool,
) -> Plan:
    """Compares everything that was read with the rows; writes nothing."""
    here = who_is_here(lock=lock)
    people = plan_people(
        reading, here, answers, complete=complete, overwrite=overwrite, today=_yesterday(now)
    )
    _drop_taken_addresses(people, here)
    known = {*here.by_key, *(one.key for one in people.people)}
    named = {name for one in people.people for name in _teams(one)}
    plan = Plan(
        here,
        people,
        plan_teams(reading, people.keys, named, overwrite=overwrite),
        plan_stays(reading, people.keys, known, complete=complete, now=now),
        plan_absences(reading, people.keys, known, complete=complete, now=now),
    )
    plan.mismatches = _news(plan, _settled())
    plan.difference = _difference(plan, reading)
    return plan


def _yesterday(now: datetime) -> date:
    """The last day that is over everywhere: who is in no file any more has worked until then at most."""
    return (now - _BEHIND).date() - timedelta(days=1)


def _teams(one: PersonPlan) -> list[str]:
    teams: list[str] = one.facts.get("teams", []) if one.pk is None else one.changes.get("teams", [])
    return teams


def _drop_taken_addresses(people: PeoplePlan, here: Here) -> None:
    """An address that is somebody else's here stays theirs; the change is kept back."""
    for one in people.people:
        for at, news in enumerate(one.news):
            owner = here.by_email.get(news.there) if news.fact == "email" and news.there else None
            if owner is not None and owner != one.pk:
                one.news[at] = type(news)(news.fact, news.here, news.there, "keep")


# --- mismatches ------------------------------------------------------------------------


def _settled() -> Known:
    """Whether a mismatch is open or settled already, so that nobody is asked twice."""
    rows = set()
    for person, fact, there in Mismatch.objects.values_list("person__key", "field", "there"):
        values = list(there or ()) if fact in ("stays", "absences") else [there]
        rows |= {(person, fact, repr(value)) for value in values}
    return lambda person, fact, value: (person, fact, repr(value)) in rows


def _news(plan: Plan, settled: Known) -> list[Found]:
    found = [
        Found(one.key, news.fact, news.here, news.there, one.source)
        for one in plan.people.people
        for news in one.mismatches
        if not settled(one.key, news.fact, news.there)
    ]
    for fact, by_person in (("stays", plan.stays.mismatches), ("absences", plan.absences.mismatches)):
        for person, values in by_person.items():
            fresh = [value for value in values if not settled(person, fact, value)]
            if fresh:
                found.append(Found(person, fact, None, fresh, f"{fact}.csv"))
    return found


# --- in numbers --------------------------------------------------------------------------


def _difference(plan: Plan, reading: Reading) -> dict[str, Any]:
    people = plan.people.people
    what = Counter(news.what for one in people for news in one.news)
    known = [one for one in people if one.pk is not None]
    ends = {one.pk for one in known if one.changes.get("ended")} | plan.people.ended.keys()
    return {
        "matched": len(known) + len(plan.people.ended.keys() - {one.pk for one in known}),
        "new": len(people) - len(known),
        "ended": len(ends),
        "questions": len(reading.intake.questions) + len(plan.people.questions),
        "overwritten": what["overwrite"],
        "kept": what["keep"] + plan.stays.kept + plan.absences.kept,
        "mismatches": len(plan.mismatches),
        "missing": len(plan.people.missing),
        "changed": sum(bool(one.changes) for one in known),
        "teams": {
            "new": sum(team.pk is None for team in plan.teams),
            "changed": sum(bool(team.changes) for team in plan.teams if team.pk is not None),
        },
        "stays": {
            "new": len(plan.stays.new),
            "matched": plan.stays.matched,
            "corrected": plan.stays.corrected,
            "withdrawn": plan.stays.withdrawn,
        },
        "absences": {
            "new": len(plan.absences.new),
            "matched": plan.absences.matched,
            "withdrawn": plan.absences.withdrawn,
        },
        "meetings": len(reading.meetings),
        "agreements": len(reading.agreements),
        "own": _own(reading),
        "unread": _unread(reading),
        "examples": _examples(people),
        "twice": plan.people.twice[:EXAMPLES],
    }  # fmt: skip


def _own(reading: Reading) -> dict[str, int]:
    return {name: rows for _, name, rows in reading.own.files}


def _unread(reading: Reading) -> list[dict[str, Any]]:
    """What the files hold and nothing here keeps: said, not dropped in silence."""
    atlas = reading.intake.atlas
    counts = {"shifts": len(atlas.shifts)}
    return [{"kind": kind, "count": count} for kind, count in counts.items() if count]


def _examples(people: list[PersonPlan]) -> list[dict[str, Any]]:
    """The first changes as they would be; what a person said themself is theirs, and is not among them."""
    found = [
        {"person": one.name, "key": one.key, "field": news.fact, "here": news.here, "there": news.there,
         "what": news.what}
        for one in people
        for news in one.news
    ]  # fmt: skip
    new = [{"person": one.name, "key": one.key, "what": "new"} for one in people if one.pk is None]
    return [*found[:EXAMPLES], *new[:EXAMPLES]]
