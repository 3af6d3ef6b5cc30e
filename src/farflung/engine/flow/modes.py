"""What becomes of messages outside somebody's own hours: by the company's choice and the country's rules.

The stricter decides, so a country's rule never loosens what the company holds anyway. A rule whose reading
has expired says *unknown*: then messages are held. A rule that only asks for a policy to be agreed is told
and decides nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from farflung.engine.flow.agreed import Agreed
from farflung.engine.model import Place
from farflung.rulepacks import Effect, Mode, Rule, RulePacks, Status, Topic

_DAY = timedelta(days=1)
_SILENT = frozenset({Effect.EFFORT, Effect.SILENT})


@dataclass(frozen=True, slots=True)
class Basis:
    """A rule that bears on a landing: a flag with its source, never a verdict.

    `decides` is false where the rule only asks for something to be agreed. `status` is "unknown" once the
    reading has expired.
    """

    rule: str
    title: str
    says: str
    source: str
    url: str
    status: Status
    decides: bool
    unless: str = ""

    @property
    def text(self) -> str:
        """One line: what it says, where, and that it is unknown if it is."""
        unless = f" (only if {self.unless})" if self.unless else ""
        stale = "; our reading has expired, so it is unknown and messages are held" if self.expired else ""
        return f"{self.title}: {self.says}{unless} {self.source}{stale}"

    @property
    def expired(self) -> bool:
        """Whether our reading may no longer be relied on."""
        return self.status == "unknown"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The mode that holds at a place, and what it rests on. `by_country`: stricter than the company's own."""

    mode: Mode
    by_country: bool
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True)
class Modes:
    """The company's mode and the rules of countries.

    The company's is what its agreements say; where they say nothing, messages wait for own hours. `company`
    takes the place of the agreements: to ask what another choice would do.
    """

    packs: RulePacks
    company: Mode | None = None
    _found: dict[tuple[frozenset[str], Mode, int], Ruling] = field(
        default_factory=dict, compare=False, repr=False
    )

    def ruling(self, places: frozenset[str], day: date, agreed: Mode | None = None) -> Ruling:
        """What holds on a local date for somebody with these places (see `codes`) and this agreement."""
        own = self.company or agreed or Mode.HOLD
        key = (places, own, bisect_right(self._edges, day))
        if key not in self._found:
            self._found[key] = self._made(places, own, day)
        return self._found[key]

    def stretches(
        self, places: frozenset[str], first: date, last: date, agreed: Agreed, country: str | None
    ) -> Iterator[tuple[date, Ruling]]:
        """The rulings from one local date to another, inclusive, each with its first."""
        edges = self._edges if not agreed.rules else sorted({*self._edges, *agreed.edges})
        for start in (first, *(day for day in edges if first < day <= last)):
            yield start, self.ruling(places, start, agreed.mode(country, start))

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.packs.rules if rule.topic is Topic.DISCONNECT)

    @cached_property
    def _edges(self) -> tuple[date, ...]:
        """Every date on which some rule begins, ends or expires, or a country joins or leaves others."""
        days = {rule.effective_from for rule in self._rules} | {rule.expires + _DAY for rule in self._rules}
        days |= {rule.effective_until + _DAY for rule in self._rules if rule.effective_until}
        days |= {member.since for member in self.packs.memberships}
        days |= {member.until + _DAY for member in self.packs.memberships if member.until}
        return tuple(sorted(days))

    def _made(self, places: frozenset[str], own: Mode, day: date) -> Ruling:
        chain = {name for place in places for name in self.packs.jurisdictions(place, day)}
        rules = [
            rule for rule in self.packs.rules_for(chain, Topic.DISCONNECT, day) if rule.effect not in _SILENT
        ]
        basis = tuple(_basis(rule, day) for rule in rules)
        asked = [_mode(rule, day) for rule in rules]
        strictest = max((mode for mode in asked if mode), key=lambda mode: mode.strictness, default=None)
        if strictest is None or strictest.strictness <= own.strictness:
            return Ruling(own, by_country=False, basis=basis)
        return Ruling(strictest, by_country=True, basis=basis)


def codes(*places: Place) -> frozenset[str]:
    """The places as rule packs name them: "PT-11" where the subdivision is known, "PT", or none at all."""
    return frozenset(
        f"{place.country}-{place.subdivision}" if place.subdivision else place.country
        for place in places
        if place.country is not None
    )


def _mode(rule: Rule, day: date) -> Mode | None:
    """What one rule asks of messages; whatever it was, once our reading has expired they are held."""
    return Mode.HOLD if rule.status(day) == "unknown" else rule.mode


def _basis(rule: Rule, day: date) -> Basis:
    return Basis(
        rule.id, rule.title, rule.means, str(rule.source), rule.source.url,
        rule.status(day), rule.mode is not None, rule.applies_if,
    )  # fmt: skip
