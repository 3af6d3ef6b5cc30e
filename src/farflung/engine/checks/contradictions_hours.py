"""Core hours and meeting hours against the hours that people really have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from farflung.engine.atlas import Atlas, Change
from farflung.engine.checks.contradictions_agreements import core_text
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.question import Question
from farflung.engine.coverage import demand
from farflung.engine.coverage.stints import known_person, same_name, stints_of_hours
from farflung.engine.coverage.words import listed, local_text, names_of
from farflung.engine.model import (
    DAY_MINUTES,
    Agreement,
    Block,
    CoreHours,
    CoverageRule,
    MeetingRules,
    Person,
    WeeklyPattern,
    clock_text,
)
from farflung.engine.said import said, said_of
from farflung.engine.said_values import share_of
from farflung.engine.time import Span, intersection, total

KEPT = 0.95
"""Core hours are kept by whoever works through this share of them: a week with a clock change may differ."""

_MOST_PEOPLE = 60
_STEP, _REACH = 60, 8 * 60


def hour_contradictions(question: Question) -> Iterator[Finding]:
    """Core hours that members do not work, and meeting rules that leave no hour for a team."""
    for agreement in question.atlas.agreements:
        for core in agreement.core_hours:
            yield from _Core(question, agreement, core).findings()
        for rules in agreement.meetings:
            yield from _no_hour(question, agreement, rules)


def members_of(atlas: Atlas, team: str | None) -> tuple[Person, ...]:
    """The people of a team by name; everybody for None."""
    if team is None:
        return atlas.people
    exact = atlas.members.get(team)
    found = [exact] if exact else [ids for name, ids in atlas.members.items() if same_name(name, team)]
    people = (known_person(atlas, key) for key in dict.fromkeys(p for ids in found for p in ids))
    return tuple(person for person in people if person is not None)


def exempt(agreement: Agreement, person: Person, kind: str, window: Span) -> bool:
    """Whether the agreement exempts the person's country from rules of a kind ("core_hours", "meetings")."""
    return any(
        person.place.country in exemption.countries
        and kind in {rule.replace("-", "_").replace(" ", "_") for rule in exemption.rules}
        and (exemption.until is None or exemption.until >= window.start.date())
        for exemption in agreement.exemptions
    )


@dataclass(frozen=True, eq=False)
class _Core:
    question: Question
    agreement: Agreement
    core: CoreHours

    @cached_property
    def _hours(self) -> dict[str, list[Span]]:
        """Each person's working hours as planned, holidays still in."""
        return {}

    @cached_property
    def _windows(self) -> dict[tuple[WeeklyPattern, str], tuple[tuple[Span, ...], timedelta]]:
        return {}

    def findings(self) -> Iterator[Finding]:
        people = [
            person
            for person in members_of(self.question.atlas, self.core.team)
            if not exempt(self.agreement, person, "core_hours", self._window)
        ]
        shares = {person.id: self._share(person, self.core.window) for person in people}
        missing = sorted((p for p in people if shares[p.id] < KEPT), key=lambda p: (shares[p.id], p.id))
        if missing:
            yield self._finding(people, missing, shares)

    @property
    def _window(self) -> Span:
        """Four weeks tell as much as ninety days, in a third of the time."""
        window = self.question.window
        return Span(window.start, min(window.end, window.start + timedelta(weeks=4)))

    def _share(self, person: Person, hours: WeeklyPattern) -> float:
        needed, amount = self._needed(person, hours)
        if person.id not in self._hours:
            stints = stints_of_hours(self.question.atlas, (person.id,), self._window)
            self._hours[person.id] = [stint.span for stint in stints]
        worked = intersection(needed, self._hours[person.id])
        return total(worked) / amount if needed else 1.0

    def _needed(self, person: Person, hours: WeeklyPattern) -> tuple[tuple[Span, ...], timedelta]:
        """The core hours in the window, by the core's own clocks or the person's, and how long they are."""
        zone = self.core.zone or person.place.zone
        if (hours, zone) not in self._windows:
            rule = CoverageRule("core", window=hours, zone=zone)
            spans = demand(rule, self._window, self.question.atlas.zones)
            self._windows[hours, zone] = spans, total(spans)
        return self._windows[hours, zone]

    def _finding(
        self, people: Sequence[Person], missing: Sequence[Person], shares: dict[str, float]
    ) -> Finding:
        atlas, team = self.question.atlas, self.core.team or "Everybody"
        weeks = self._window.elapsed / timedelta(weeks=1)
        hours = self._needed(missing[0], self.core.window)[1] / weeks
        return Finding(
            rule="contradiction.core-hours",
            severity=Severity.ERROR,
            subject=team,
            title=f"Core hours of {team}, {core_text(self.core)}: {len(missing)} of {len(people)} "
            f"do not work then: {names_of(atlas, [p.id for p in missing])}",
            cause=said("because their own hours lie elsewhere on their own clocks"),
            basis=said(
                "{source}: core hours {hours}",
                source=str(self.core.source or self.agreement.name),
                hours=core_text(self.core),
            ),
            who=tuple(person.id for person in missing),
            evidence=tuple(self._evidence(p, shares[p.id]) for p in missing[:12]),
            fixes=tuple(self._better(people, len(people) - len(missing))),
            source=self.core.source or self.agreement.source,
            weight=sum((1 - shares[p.id] for p in missing), 0.0) * (hours / timedelta(hours=1)),
        )

    def _evidence(self, person: Person, share: float) -> Evidence:
        span = self._needed(person, self.core.window)[0][0]
        local = local_text(span, person.place.zone, person.place.label, self.question.atlas.zones)
        part = share_of(f"{share:.0%}", share)
        shown = said("core hours are {hours}; works {share} of them", hours=local, share=part)
        return Evidence(person.name, shown, person.source)

    def _better(self, people: Sequence[Person], now: int) -> Iterator[Fix]:
        """The nearest time of day, for the same length, that most people keep."""
        if self.core.zone is None or len(people) > _MOST_PEOPLE:
            return
        best: tuple[int, int, WeeklyPattern] | None = None
        for minutes in sorted(range(-_REACH, _REACH + 1, _STEP), key=abs):
            hours = _shifted(self.core.window, minutes)
            if hours is None:
                continue
            kept = sum(self._share(person, hours) >= KEPT for person in people)
            if kept > (best[0] if best else now):
                best = (kept, minutes, hours)
        if best is not None:
            kept, _, hours = best
            moved = replace(self.core, window=hours)
            others = tuple(moved if c is self.core else c for c in self.agreement.core_hours)
            change = Change(remove=(self.agreement,), add=(replace(self.agreement, core_hours=others),))
            yield Fix(
                said("Move the core hours to {hours}", hours=core_text(moved)),
                said("kept by {kept} of {people} instead of {now}", kept=kept, people=len(people), now=now),
                change,
            )


def _shifted(hours: WeeklyPattern, minutes: int) -> WeeklyPattern | None:
    """The same hours at another time of the same days; None where they would leave their day."""
    if any(not 0 <= b.start + minutes <= b.end + minutes <= DAY_MINUTES for b in hours.blocks):
        return None
    return WeeklyPattern(tuple(Block(b.weekday, b.start + minutes, b.end + minutes) for b in hours.blocks))


def _no_hour(question: Question, agreement: Agreement, rules: MeetingRules) -> Iterator[Finding]:
    """A team whose zones leave no time that the rules allow for all of them."""
    people = members_of(question.atlas, rules.team) if rules.team else ()
    asked = [p for p in people if not exempt(agreement, p, "meetings", question.window)]
    zones = {person.place.zone: person for person in asked}
    if len(zones) < 2 or (rules.earliest is None and rules.latest is None):
        return
    common: tuple[Span, ...] = (question.window,)
    for zone in zones:
        common = intersection(common, _allowed(question, rules, zone))
    if common:
        return
    first = clock_text(rules.earliest or 0)
    last = clock_text(DAY_MINUTES if rules.latest is None else rules.latest)
    team = rules.team or "everybody"
    yield Finding(
        rule="contradiction.no-meeting-hour",
        severity=Severity.WARNING,
        subject=team,
        title=f"The meeting rules leave no hour in which all of {team} may meet",
        cause=said_of(
            "because nobody may before {first} or after {last} local, and they live by {count} clock: "
            "{places}",
            "because nobody may before {first} or after {last} local, and they live by {count} clocks: "
            "{places}",
            len(zones),
            first=first,
            last=last,
            places=listed([p.place.label for p in zones.values()], 6),
        ),
        basis=said(
            "{source}: meetings {hours} local",
            source=str(rules.source or agreement.name),
            hours=f"{first}-{last}",
        ),
        who=tuple(person.id for person in asked),
        fixes=(
            Fix(
                said("Let {team} meet in two sessions or by memo, and write that down", team=team),
                said("no session needs all {number} at once", number=len(asked)),
            ),
        ),
        source=rules.source or agreement.source,
        weight=float(len(asked)),
    )


def _allowed(question: Question, rules: MeetingRules, zone: str) -> tuple[Span, ...]:
    end = rules.latest if rules.latest is not None else DAY_MINUTES
    days = [day for day in range(7) if day not in rules.no_meeting_days]
    start = rules.earliest or 0
    if not days or end <= start:
        return ()
    hours = WeeklyPattern(tuple(Block(day, start, end) for day in days))
    return demand(CoverageRule("meetings", window=hours, zone=zone), question.window, question.atlas.zones)
