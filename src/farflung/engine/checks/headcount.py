"""Headcount thresholds of dated rule packs: reached, crossed in the window, near, or unknown by now.

People are counted by the country of their home and, where the files name legal entities, by entity.
A rule of an entity or of one site is shown with the figure of the entity: the files know no sites.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.phrases import count, people
from farflung.engine.checks.question import Check, Question
from farflung.engine.model import Person, Source
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import figure, on_day
from farflung.engine.time import Span
from farflung.rulepacks import Measure, Rule, Scope

_NEAR = 0.1
"""A threshold is near when no more than this part of it is missing (and always when one person is)."""

_REACH = 0.8
"""An old pack is no news to fewer people than this part of the lowest bound that it had."""


@dataclass(frozen=True, eq=False)
class _Group:
    """People counted together: the staff of one country or region, or of one entity there."""

    place: str
    entity: str | None
    people: tuple[Person, ...]

    @property
    def name(self) -> str:
        return f"{self.entity} in {self.place}" if self.entity else self.place

    def size(self, day: date) -> int:
        if day not in self._sizes:
            self._sizes[day] = sum(_employed(person, day) for person in self.people)
        return self._sizes[day]

    @cached_property
    def _sizes(self) -> dict[date, int]:
        return {}


def find(question: Question) -> Iterator[Finding]:
    """Findings by group of people: crossings one by one, the rest together."""
    first, last = question.window.start.date(), (question.window.end - timedelta(seconds=1)).date()
    named = frozenset(p.place.country for p in question.atlas.people if p.entity)
    for group in _groups(question.atlas.people):
        asked = question.packs.headcount_rules(group.place, first)
        rules = [rule for rule in asked if _concerns(rule, group, named)]
        sure = [rule for rule in rules if rule.status(first) == "in force"]
        yield from _crossings(group, sure, first, last)
        yield from _together(group, sure, first, last)
        yield from _unknown(group, [rule for rule in rules if rule.status(first) == "unknown"], first)


def _groups(people: Sequence[Person]) -> Iterable[_Group]:
    found: dict[tuple[str, str | None], list[Person]] = defaultdict(list)
    for person in people:
        if person.place.country is None:
            continue
        found[person.place.country, None].append(person)
        if person.entity:
            found[person.place.country, person.entity].append(person)
        if person.place.subdivision:
            found[f"{person.place.country}-{person.place.subdivision}", None].append(person)
    ordered = sorted(found.items(), key=lambda item: str(item[0]))
    return [_Group(place, entity, tuple(group)) for (place, entity), group in ordered]


def _concerns(rule: Rule, group: _Group, with_entities: Collection[str | None]) -> bool:
    """Each rule once: a region's with the region, an entity's with the entities where the files name any."""
    if "-" in group.place:
        return rule.jurisdiction == group.place
    if "-" in rule.jurisdiction:
        return False
    named = group.place in with_entities
    return (
        (rule.scope is Scope.COUNTRY or not named)
        if group.entity is None
        else rule.scope is not Scope.COUNTRY
    )


def _employed(person: Person, day: date) -> bool:
    return (person.started is None or person.started <= day) and (person.ended is None or day <= person.ended)


def _crossings(group: _Group, rules: Sequence[Rule], first: date, last: date) -> Iterator[Finding]:
    if not rules:
        return
    days = sorted({d for p in group.people for d in _changes(p) if first < d <= last})
    for rule in rules:
        state = rule.reached_by(group.size(first))
        for day in days:
            if rule.reached_by(group.size(day)) != state:
                state = not state
                yield _crossing(group, rule, day, state)


def _changes(person: Person) -> Iterator[date]:
    if person.started:
        yield person.started
    if person.ended:
        yield person.ended + timedelta(days=1)


def _crossing(group: _Group, rule: Rule, day: date, reached: bool) -> Finding:
    who = tuple(p.id for p in group.people if day in _changes(p))
    names = tuple(p.name for p in group.people if p.id in who)
    verb = "reaches" if reached else "falls below"
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    return Finding(
        rule="headcount.crossing",
        severity=Severity.WARNING,
        subject=group.name,
        title=f"{group.name} {verb} {_bound(rule)} on {day.day} {day:%b %Y}: {rule.title}",
        cause=said_of(
            "{names} starts or leaves; {people} then.",
            "{names} start or leave; {people} then.",
            len(who),
            names=names,
            people=people(group.size(day)),
        ),
        basis=_read(rule, f"{rule.source} ({rule.source.url})"),
        who=who,
        spans=(Span(noon, noon),),
        evidence=(_evidence(rule),),
        weight=float(len(group.people)),
    )


def _together(group: _Group, rules: Sequence[Rule], first: date, last: date) -> Iterator[Finding]:
    if not rules:
        return
    size, largest = group.size(first), max(group.size(first), group.size(last))
    reached = [rule for rule in rules if rule.reached_by(size)]
    near = [rule for rule in rules if not rule.reached_by(largest) and _is_near(rule, largest)]
    if near:
        yield _summary("headcount.near", group, size, near, "is close to")
    if reached:
        yield _summary("headcount.reached", group, size, reached, "has reached")


def _summary(rule: str, group: _Group, size: int, rules: Sequence[Rule], verb: str) -> Finding:
    ordered = sorted(rules, key=lambda r: (-(r.value or 0), r.id))
    one = f"{_bound(ordered[0])}: {ordered[0].title}"
    return Finding(
        rule=rule,
        severity=Severity.NOTE,
        subject=group.name,
        title=f"{group.name} ({people(size)}) {verb} "
        + (one if len(ordered) == 1 else f"{len(ordered)} headcount thresholds, the highest {one}"),
        cause=said("so many people have their home there; whether a rule applies is for your adviser to say"),
        basis=_sources(ordered),
        evidence=tuple(_evidence(r) for r in ordered),
        weight=float(len(ordered)),
    )


def _unknown(group: _Group, rules: Sequence[Rule], day: date) -> Iterator[Finding]:
    rules = [rule for rule in rules if _is_within_reach(rule, group.size(day))]
    if not rules:
        return
    yield Finding(
        rule="headcount.unknown",
        severity=Severity.NOTE,
        subject=group.name,
        title=f"{group.name}: {_thresholds(len(rules))} unknown on {day.day} {day:%b %Y}",
        cause=said(
            "the rule pack was good until a date before the window, and the law may have changed since"
        ),
        basis=_sources(rules),
        evidence=tuple(_evidence(rule) for rule in rules),
    )


def _thresholds(number: int) -> str:
    return f"{count(number, 'headcount threshold')} {'is' if number == 1 else 'are'}"


def _read(rule: Rule, source: str) -> Said:
    return said(
        "{source}, checked {checked}, good until {expires}",
        source=source,
        checked=on_day(str(rule.checked), rule.checked),
        expires=on_day(str(rule.expires), rule.expires),
    )


def _sources(rules: Sequence[Rule]) -> Said:
    """The first source with the dates of its reading, and how many more; all are in the evidence."""
    first = _read(rules[0], str(rules[0].source))
    if len(rules) == 1:
        return first
    return said_of(
        "{source}, and {count} more rule", "{source}, and {count} more rules", len(rules) - 1, source=first
    )


def _bound(rule: Rule) -> Said:
    if rule.value is None:
        return said("its threshold")
    return said("{number} employees", number=figure(f"{rule.value:g}", rule.value))


def _is_near(rule: Rule, size: int) -> bool:
    bounds = [t.at_least for t in rule.thresholds if t.measure is Measure.EMPLOYEES and t.at_least]
    return any(0 < bound - size <= max(1.0, bound * _NEAR) for bound in bounds)


def _is_within_reach(rule: Rule, size: int) -> bool:
    bounds = [t.at_least for t in rule.thresholds if t.measure is Measure.EMPLOYEES and t.at_least]
    return bool(bounds) and size >= _REACH * min(bounds)


def _evidence(rule: Rule) -> Evidence:
    conditions = " ".join(
        text for text in (rule.means, rule.counted, rule.applies_if and f"If {rule.applies_if}.") if text
    )
    good = said(
        "checked {checked}, good until {expires}, evidence {level}",
        checked=on_day(str(rule.checked), rule.checked),
        expires=on_day(str(rule.expires), rule.expires),
        level=str(rule.evidence),
    )
    label = said("{bound}: {title}", bound=_bound(rule), title=rule.title)
    value = said("{conditions} ({read})", conditions=conditions, read=good)
    return Evidence(label, value, Source(f"{rule.source}, {rule.source.url}"))


HEADCOUNT = Check(
    "headcount",
    "Headcount thresholds",
    {
        "headcount.crossing": "A planned start or end takes a country or entity over or under a threshold.",
        "headcount.near": "A country or entity is one person or a tenth below a threshold.",
        "headcount.reached": "Thresholds that a country or entity has reached.",
        "headcount.unknown": "Thresholds whose rule pack has expired: unknown until checked again.",
    },
    find,
)
