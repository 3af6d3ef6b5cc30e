"""Skills, languages and roles that hang on one person, and the days on which nobody has them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.question import Check, Question
from farflung.engine.model import Person
from farflung.engine.said import said
from farflung.engine.time import Span, clipped, day_span, merged

_LEAST_PEOPLE = 20
"""In a smaller company every role has one holder, and saying so helps nobody."""

_SHOWN = 40


def find(question: Question) -> Iterator[Finding]:
    """One finding per thing that a rule asks for or that is away, one for all the others of a kind."""
    atlas = question.atlas
    for kind, holders in _kinds(atlas).items():
        single = {name: people[0] for name, people in holders.items() if len(people) == 1}
        needed = _needed(atlas, kind)
        for name, person in sorted(single.items()):
            away = _away(atlas, person, question.window)
            if name in needed or (away and kind != "role"):
                yield _one(kind, name, person, away, name in needed)
        others = {name: person for name, person in single.items() if name not in needed}
        if others and len(atlas.people) >= _LEAST_PEOPLE:
            yield _rest(kind, others, len(holders))


def _kinds(atlas: Atlas) -> dict[str, dict[str, list[Person]]]:
    kinds: dict[str, dict[str, list[Person]]] = {k: defaultdict(list) for k in ("skill", "language", "role")}
    for person in atlas.people:
        for skill in person.skills:
            kinds["skill"][skill].append(person)
        for language in person.languages:
            kinds["language"][language].append(person)
        if person.role:
            kinds["role"][person.role].append(person)
    return kinds


def _needed(atlas: Atlas, kind: str) -> frozenset[str]:
    """What coverage rules ask for."""
    rules = [rule for agreement in atlas.agreements for rule in agreement.coverage]
    names: Iterable[frozenset[str]] = (
        rule.skills if kind == "skill" else rule.languages if kind == "language" else frozenset()
        for rule in rules
    )
    return frozenset().union(*names)


def _away(atlas: Atlas, person: Person, window: Span) -> tuple[Span, ...]:
    zone = atlas.zones.zone(person.place.zone)
    days = (day_span(day, zone) for absence in atlas.absences_of(person) for day in absence.days)
    return merged(clipped(days, window))


def _one(kind: str, name: str, person: Person, away: tuple[Span, ...], needed: bool) -> Finding:
    days = sum(span.elapsed.days for span in away)
    gone = f"; {person.name} is unavailable for {days} day{'s' if days != 1 else ''}" if away else ""
    return Finding(
        rule="one-holder.needed" if needed else "one-holder.away",
        severity=Severity.WARNING if needed else Severity.NOTE,
        subject=name,
        title=f"Only {person.name} has the {kind} {name}{gone}",
        cause=said("nobody else in the files has it, and a coverage rule asks for it")
        if needed
        else said("nobody else in the files has it"),
        basis=said("the columns of the people files"),
        who=(person.id,),
        spans=away,
        weight=sum(span.elapsed.total_seconds() for span in away) / 3600,
    )


def _rest(kind: str, single: Mapping[str, Person], known: int) -> Finding:
    names = sorted(single)
    return Finding(
        rule="one-holder.list",
        severity=Severity.NOTE,
        subject=f"{kind}s",
        title=f"{len(single)} of {known} {kind}s are held by one person each",
        cause=said("nobody else in the files has them: name a deputy, best in another zone"),
        basis=said("the columns of the people files"),
        who=tuple(dict.fromkeys(single[name].id for name in names)),
        evidence=tuple(Evidence(name, single[name].name) for name in names[:_SHOWN]),
        weight=float(len(single)),
    )


ONE_HOLDER = Check(
    "one-holder",
    "What hangs on one person",
    {
        "one-holder.needed": "A skill or language that a coverage rule asks for has one holder.",
        "one-holder.away": "The one holder of a skill or language is unavailable in the window.",
        "one-holder.list": "Skills, languages or roles that have one holder each.",
    },
    find,
)
