"""What a change of an agreement would do: asked of the company as it is, before anything is saved.

Only the checks that read agreements are asked, of this agreement alone where others have no say in it, and
only of the meetings that the reader may open: so nobody learns of others by writing a rule.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import perf_counter

from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Question, run
from farflung.engine.checks.contradictions import CONTRADICTIONS
from farflung.engine.checks.coverage_holes import COVERAGE
from farflung.engine.checks.meeting_rules import MEETING_RULES
from farflung.engine.checks.meeting_rules_stays import STAY
from farflung.engine.model import Agreement, CoverageRule
from farflung.engine.time import Span
from farflung.rulepacks import load_packs
from farflung.server.clock.planning.agreements import by_code, on_the_map
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.restless import map_without_rest

WINDOW = timedelta(days=90)
SECONDS = 6.0
"""So long rules are asked before the rest of them is left; one that was begun is asked to its end."""

MOST_PEOPLE = 500
"""Cover is looked for in the hours of so many: of thousands each rule takes half a minute."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What would be flagged that is not flagged now, what would not be any more, and what stays flagged.

    `left` rules were not asked, as it would have taken too long. `at_odds` are those of the new ones in which
    rules contradict each other or the people.
    """

    new: tuple[Finding, ...]
    ended: tuple[Finding, ...]
    stays: int
    left: int = 0

    @property
    def at_odds(self) -> tuple[Finding, ...]:
        """Rules against rules, and rules that nobody can keep."""
        return tuple(one for one in self.new if one.rule in CONTRADICTIONS.rules)

    @property
    def others(self) -> tuple[Finding, ...]:
        """What else is new."""
        return tuple(one for one in self.new if one.rule not in CONTRADICTIONS.rules)


def effect(
    atlas: Atlas, now: datetime, *, code: str, after: Agreement | None, meetings: Collection[str]
) -> Effect:
    """What it does that the agreement with a code ("": none yet) becomes `after` (None: is no more).

    `meetings` are the codes of those that the reader may open.
    """
    asking = _Asking(_seen(_public(atlas, now), meetings), now)
    present = by_code(atlas)
    before, others = present.get(code), [one for key, one in present.items() if key != code]
    bound = None if after is None else on_the_map(after, atlas)
    was, will = asking.found(before, others), asking.found(bound, others)
    known, coming = {_same(one) for one in was}, {_same(one) for one in will}
    return Effect(
        tuple(one for one in will if _same(one) not in known),
        tuple(one for one in was if _same(one) not in coming),
        sum(_same(one) in known for one in will),
        asking.left,
    )


def _public(atlas: Atlas, now: datetime) -> Atlas:
    """The map with its meetings and nobody's rest window: a fix that kept one would tell of it (N15)."""
    start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return map_without_rest(with_meetings(atlas, now), Span(start, start + WINDOW))


def _seen(atlas: Atlas, meetings: Collection[str]) -> Atlas:
    """The map with some of its meetings; those without a title are called private."""
    private = _("a private meeting")
    return atlas.with_(
        meetings=tuple(
            one if one.title else replace(one, title=private) for one in atlas.meetings if one.id in meetings
        )
    )


class _Asking:
    """The checks, asked rule by rule and each once, until the time is over; `left` is what was not asked."""

    def __init__(self, atlas: Atlas, now: datetime) -> None:
        self._atlas, self._window, self._packs = atlas, Span(now, now + WINDOW), load_packs()
        self._until = perf_counter() + SECONDS
        self._known: dict[Hashable, tuple[Finding, ...]] = {}
        self.left = 0

    def found(self, own: Agreement | None, others: list[Agreement]) -> list[Finding]:
        """What an agreement flags by itself, and what all together contradict."""
        alone = [] if own is None else [own]
        apart = [finding for check, one in _apart(alone) for finding in self._alone(check, one)]
        together = self._ask(CONTRADICTIONS, (*others, *alone))
        return list({_same(one): one for one in (*apart, *together)}.values())

    def _alone(self, check: Check, one: Agreement) -> tuple[Finding, ...]:
        key = check.name, one.coverage, one.meetings, one.exemptions, one.expires
        if key not in self._known:
            if perf_counter() > self._until or any(self._people(rule) > MOST_PEOPLE for rule in one.coverage):
                self.left += 1
                return ()
            self._known[key] = self._ask(check, (one,))
        return self._known[key]

    def _people(self, rule: CoverageRule) -> int:
        """Among how many the hours of a rule are looked for."""
        return len(self._atlas.people if rule.team is None else self._atlas.members.get(rule.team, ()))

    def _ask(self, check: Check, agreements: tuple[Agreement, ...]) -> tuple[Finding, ...]:
        question = Question(self._atlas.with_(agreements=agreements), self._window, self._packs)
        return tuple(one for one in run(question, (check,)).findings if one.rule != STAY)


def _apart(agreements: Iterable[Agreement]) -> Iterator[tuple[Check, Agreement]]:
    """Each rule as an agreement of its own: to these checks they are nothing to each other."""
    for one in agreements:
        bare = replace(
            one, coverage=(), core_hours=(), responses=(), meetings=(), shifts=(), decisions=(), leave=()
        )
        for cover in one.coverage:
            yield COVERAGE, replace(bare, coverage=(cover,))
        for rule in one.meetings:
            yield MEETING_RULES, replace(bare, meetings=(rule,))


def _same(finding: Finding) -> tuple[object, ...]:
    """Two findings about the same, though a rule's own figure in their words may differ."""
    return finding.rule, finding.subject, tuple(sorted(finding.who)), finding.spans
