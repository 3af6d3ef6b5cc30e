"""Limits on work: what the company's own agreements say, and what the law says where somebody is then."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from farflung.engine.checks.question import Question
from farflung.engine.coverage.stints import known_person
from farflung.engine.coverage.words import hours_text
from farflung.engine.model import Source
from farflung.rulepacks import Effect, Measure, Rule


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in elapsed time, who sets it, and whether it is the law's or the company's own."""

    amount: timedelta
    basis: str
    law: bool
    source: Source | None = None


@lru_cache(maxsize=6)
def own_limits(question: Question, field: str) -> tuple[Limit, ...]:
    """What the company's own agreements say: "min_rest", "max_shift" or "max_week"."""
    found = []
    for agreement in question.atlas.agreements:
        for rule in agreement.shifts:
            amount = getattr(rule, field)
            if amount is not None:
                source = rule.source or agreement.source
                found.append(
                    Limit(amount, f"{source or agreement.name}: {hours_text(amount)}", False, source)
                )
    return tuple(found)


def law_limit(rule: Rule | None, day: date) -> tuple[Limit, ...]:
    """The figure of a rule in force; nothing where there is none, or where it is unknown by then."""
    if rule is None or rule.value is None or rule.status(day) != "in force":
        return ()
    amount = timedelta(hours=rule.value)
    basis = f"{rule.source} ({rule.jurisdiction}, {hours_text(amount)}), checked {rule.checked}"
    return (Limit(amount, basis, True, Source(str(rule.source))),)


class Laws:
    """What rule packs say at the place where a person is on a date.

    Between two dates on which any rule begins, ends or expires the answer is the same, so each place is
    asked once for each such stretch.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self._borders = _borders(question)
        self._known: dict[tuple[str, str, int], tuple[Rule | None, tuple[Limit, ...]]] = {}

    def rest(self, person: str, at: datetime) -> tuple[Limit, ...]:
        """Least rest between two shifts, where a rule in force has a figure that is not to be passed."""
        rule, limits = self._ask("rest", person, at, self._question.packs.rest_between_shifts)
        return limits if rule is not None and rule.effect is Effect.CAP else ()

    @cached_property
    def longest_rest(self) -> timedelta:
        """No rule asks for a longer rest: where there was so much, nobody needs to be asked."""
        return max(self._figures(Measure.REST_BETWEEN_SHIFTS), default=timedelta())

    @cached_property
    def shortest_day(self) -> timedelta:
        """No rule allows fewer hours a day."""
        return min(self._figures(Measure.DAILY_HOURS), default=timedelta.max)

    def _figures(self, measure: Measure) -> list[timedelta]:
        rules = [rule for rule in self._question.packs.rules if rule.measure is measure]
        return [timedelta(hours=rule.value) for rule in rules if rule.value is not None]

    def day(self, person: str, at: datetime) -> tuple[Limit, ...]:
        """Most hours a day, where a rule in force has a figure that is not to be passed."""
        rule, limits = self._ask("day", person, at, self._question.packs.daily_hours)
        return limits if rule is not None and rule.effect is Effect.CAP else ()

    def week(self, person: str, at: datetime) -> Rule | None:
        """Most hours a week."""
        return self._ask("week", person, at, self._question.packs.weekly_hours)[0]

    def _ask(
        self, what: str, person: str, at: datetime, packs: Callable[[str, date], Rule | None]
    ) -> tuple[Rule | None, tuple[Limit, ...]]:
        place = self._place(person, at)
        if place is None:
            return None, ()
        key = (what, place, bisect_right(self._borders, at.date()))
        if key not in self._known:
            rule = packs(place, at.date())
            self._known[key] = rule, law_limit(rule, at.date())
        return self._known[key]

    def _place(self, person: str, at: datetime) -> str | None:
        """As rule packs name it: "PT", "US-CA"; None where no country is known."""
        known = known_person(self._question.atlas, person)
        if known is None:
            return None
        atlas = self._question.atlas
        place = atlas.where(known, at).place if atlas.stays_of(known) else known.place
        if place.country is None:
            return None
        return f"{place.country}-{place.subdivision}" if place.subdivision else place.country


@lru_cache(maxsize=2)
def laws_of(question: Question) -> Laws:
    """One for each question, shared by everybody's shifts."""
    return Laws(question)


def _borders(question: Question) -> list[date]:
    """Every date on which an answer may change."""
    day = timedelta(days=1)
    found: set[date] = set()
    for rule in question.packs.rules:
        found |= {rule.effective_from, rule.expires + day}
        if rule.effective_until is not None:
            found.add(rule.effective_until + day)
    for membership in question.packs.memberships:
        found |= {membership.since, *([membership.until + day] if membership.until else [])}
    return sorted(found)
