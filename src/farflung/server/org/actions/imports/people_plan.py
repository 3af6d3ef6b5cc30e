"""What files would change of people: fact by fact, against what is here and against what files said last.

A fact that a file says as it did last time is no news, whatever was changed here since. News that meets a
change made here is kept back and shown, or overwrites it if the importer says so; what a person said
themself is never overwritten: it becomes a mismatch for that person to settle (N10).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from farflung.engine.model import Person as EnginePerson
from farflung.engine.model import Place as EnginePlace
from farflung.intake.gazetteer.fold import fold
from farflung.server.org.actions.imports.facts import Facts, facts_of, said_of, vaguer
from farflung.server.org.actions.imports.here import Here
from farflung.server.org.actions.imports.reading import Reading

NEW_ONE = "new"
"""The answer that somebody of a known name is somebody else."""


_NOTHING: Final[Facts] = {
    "name": "", "email": "", "job": "", "entity": "", "manager": None, "rest": None, "skills": [],
    "languages": [], "started": None, "ended": None, "hours": [], "teams": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A person as the files say. `id` is the one in the files; `said` are the facts that they speak of."""

    id: str
    facts: Facts
    said: frozenset[str]
    source: str
    place: EnginePlace | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Whether somebody of a file is somebody here: only the name says so, and a name is not enough."""

    id: str
    name: str
    source: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class News:
    """One fact that differs: `what` is "change", "keep" or "overwrite"."""

    fact: str
    here: Any
    there: Any
    what: str


@dataclass(slots=True)
class PersonPlan:
    """What becomes of one person. `pk` is None for somebody new; `imported` is what files say from now on."""

    key: str
    name: str
    pk: int | None
    source: str
    facts: Facts = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    mismatches: list[News] = field(default_factory=list)
    imported: Facts = field(default_factory=dict)
    imported_before: Facts = field(default_factory=dict)
    place: EnginePlace | None = None

    @property
    def changes(self) -> Facts:
        """The facts that are written."""
        return {news.fact: news.there for news in self.news if news.what != "keep"}

    @property
    def does_nothing(self) -> bool:
        """Whether all is as it was."""
        return self.pk is not None and not self.changes and self.imported == self.imported_before


@dataclass(slots=True)
class PeoplePlan:
    """All of them; `keys` are the keys here of the ids in the files, `missing` who is in no file any more."""

    people: list[PersonPlan] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    ended: dict[int, date] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)


def plan_people(
    reading: Reading, here: Here, answers: Mapping[str, str], *, complete: bool, overwrite: bool, today: date
) -> PeoplePlan:
    """Compares everybody; writes nothing."""
    plan = PeoplePlan()
    matched = _matched(reading.people, here, answers, plan)
    for person in reading.people:
        if person.id in matched:
            pk = matched[person.id]
            plan.keys[person.id] = here.people[pk].key if pk is not None else person.id
    for wanted in _wanted(reading, here, plan.keys, matched):
        pk = matched.get(wanted.id, here.by_key.get(wanted.id))
        row = None if pk is None else here.people[pk]
        plan.people.append(
            _new(wanted) if row is None else _compared(wanted, here, row.pk, overwrite=overwrite)
        )
    _ends(plan, reading, here, {pk for pk in matched.values() if pk is not None}, complete, today)
    return plan


# --- who is who ------------------------------------------------------------------


def _matched(
    people: Iterable[EnginePerson], here: Here, answers: Mapping[str, str], plan: PeoplePlan
) -> dict[str, int | None]:
    """The row of each person of the files by key, then by address; None for somebody new."""
    found: dict[str, int | None] = {}
    taken: dict[int, str] = {}
    open_: list[EnginePerson] = []
    for person in people:
        pk = here.by_key.get(person.id)
        if pk is None and person.email:
            pk = here.by_email.get(person.email.casefold())
        if pk is None:
            open_.append(person)
        elif pk in taken:
            plan.twice.append(f"{person.name} ({taken[pk]}, {person.id})")
        else:
            found[person.id], taken[pk] = pk, person.id
    for person in open_:
        _by_name(person, here, answers, plan, found, taken)
    return found


def _by_name(
    person: EnginePerson,
    here: Here,
    answers: Mapping[str, str],
    plan: PeoplePlan,
    found: dict[str, int | None],
    taken: dict[int, str],
) -> None:
    """Somebody of a known name: asked about, never taken for granted."""
    namesakes = [pk for pk in here.by_name.get(fold(person.name), ()) if pk not in taken]
    said = answers.get(question_id(person.id), "")
    answer = here.by_key.get(said)
    if not namesakes or said.casefold() == NEW_ONE:
        found[person.id] = None
    elif answer is not None and answer in namesakes:
        found[person.id], taken[answer] = answer, person.id
    else:
        choices = [
            (here.people[pk].key, f"{here.people[pk].name} ({here.people[pk].place})") for pk in namesakes
        ]
        source = str(person.source or "")
        plan.questions.append(Question(question_id(person.id), person.name, source, tuple(choices)))


def question_id(person: str) -> str:
    """The key under which the answer is kept."""
    return f"same person {person}"


# --- what is wanted ----------------------------------------------------------------


def _wanted(
    reading: Reading, here: Here, keys: Mapping[str, str], matched: Mapping[str, int | None]
) -> Iterable[Wanted]:
    teams: dict[str, list[str]] = {}
    for name, members in reading.teams.items():
        for member in members:
            teams.setdefault(member, []).append(name)
    alone = dict(reading.own.facts)
    for person in reading.people:
        if person.id not in matched:
            continue
        file = person.source.file if person.source else ""
        facts = facts_of(person, teams.get(person.id, ()), keys)
        said = said_of(person, facts, reading.scan.columns[file], by_cell=file in reading.scan.by_cell)
        exact = alone.pop(person.id, {})
        exactly = reading.own.places.get(tuple(exact.get("place", ())))
        yield Wanted(person.id, facts | exact, said | exact.keys(), file, exactly or person.place)
    for key, exact in alone.items():
        if key in here.by_key or (key in reading.own.former and "place" in exact):
            exactly = reading.own.places.get(tuple(exact.get("place", ())))
            yield Wanted(key, _NOTHING | exact, frozenset(exact), "details.csv", exactly)


def _new(wanted: Wanted) -> PersonPlan:
    said = {fact: wanted.facts[fact] for fact in sorted(wanted.said)}
    return PersonPlan(
        wanted.id, wanted.facts["name"], None, wanted.source, facts=wanted.facts, imported=said,
        place=wanted.place,
    )  # fmt: skip


# --- fact by fact --------------------------------------------------------------------


def _compared(wanted: Wanted, here: Here, pk: int, *, overwrite: bool) -> PersonPlan:
    row = here.people[pk]
    plan = PersonPlan(
        row.key, row.name, pk, wanted.source, facts=wanted.facts, imported=dict(row.imported),
        imported_before=row.imported, place=wanted.place,
    )  # fmt: skip
    for fact in sorted(wanted.said):
        _compare(plan, fact, here.facts[pk][fact], set(row.own), overwrite=overwrite)
    _keep_in_order(plan, here.facts[pk])
    return plan


def _keep_in_order(plan: PersonPlan, ours: Facts) -> None:
    """A last day before the first one is none, whichever of them a file says.

    Who begins after they left has come back; who is said to have left before they began is left as they are.
    """
    first, last = (plan.changes.get(fact, ours[fact]) for fact in ("started", "ended"))
    if not (first and last) or first <= last:
        return
    plan.news = [
        News(one.fact, one.here, one.there, "keep") if one.fact == "ended" else one for one in plan.news
    ]
    if "started" in plan.changes and ours["ended"] and plan.changes["started"] > ours["ended"]:
        plan.news = [one for one in plan.news if one.fact != "ended"]
        plan.news.append(News("ended", ours["ended"], None, "change"))


def _compare(plan: PersonPlan, fact: str, ours: Any, own: set[str], *, overwrite: bool) -> None:
    said, last = plan.facts[fact], plan.imported.get(fact)
    never = fact not in plan.imported
    plan.imported[fact] = said
    if fact == "teams":
        _merge_teams(plan, ours, said, last or [])
    elif said == ours or (fact == "place" and vaguer(said, ours)):
        return
    elif fact in own:
        plan.mismatches.append(News(fact, ours, said, "mismatch"))
    elif not never and said == last:
        return
    elif ours == last or (never and not ours):
        plan.news.append(News(fact, ours, said, "change"))
    else:
        plan.news.append(News(fact, ours, said, "overwrite" if overwrite else "keep"))


def _merge_teams(plan: PersonPlan, ours: list[str], said: list[str], last: list[str]) -> None:
    """Teams are added and left one by one: what was changed of the others here stays."""
    by_fold = {fold(name): name for name in ours}
    added = [name for name in said if name not in last and fold(name) not in by_fold]
    left = {fold(name) for name in last} - {fold(name) for name in said}
    merged = sorted([*(name for name in ours if fold(name) not in left), *added])
    if merged != ours:
        plan.news.append(News("teams", ours, merged, "change"))


# --- who leaves ------------------------------------------------------------------------


def _ends(
    plan: PeoplePlan, reading: Reading, here: Here, seen: set[int], complete: bool, today: date
) -> None:
    """Who left by the word of a file, and, where the files are all there is, who is in none any more."""
    for gone in reading.scan.gone:
        pk = here.by_key.get(gone.id, here.by_email.get(gone.email) if gone.email else None)
        if pk is not None:
            seen.add(pk)
            _end(plan, here, pk, gone.last_day or today)
    if not reading.people:
        return
    left = [pk for pk, row in here.people.items() if row.imported and pk not in seen and row.ended is None]
    if complete:
        for pk in left:
            _end(plan, here, pk, today)
    else:
        plan.missing = left


def _end(plan: PeoplePlan, here: Here, pk: int, last_day: date) -> None:
    row = here.people[pk]
    if row.ended is None:
        plan.ended[pk] = max(last_day, row.started) if row.started else last_day
