"""What the checks of coverage ask of the Atlas: every duty with its rule, written or implied."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from farflung.engine.checks.question import Question
from farflung.engine.coverage import (
    Coverage,
    Dependence,
    Episode,
    Level,
    Repairs,
    episodes,
    fragility,
    implied_levels,
    implied_rules,
    levels,
)
from farflung.engine.coverage.stints import asks, missing_for, team_of
from farflung.engine.model import Agreement, CoverageRule, Source
from farflung.engine.said import Said, said


@dataclass(frozen=True, eq=False)
class Duty:
    """A coverage rule in its agreement (None: implied by the roster), held against the Atlas."""

    question: Question
    rule: CoverageRule
    agreement: Agreement | None

    @property
    def implied(self) -> bool:
        """Whether nobody wrote the rule down."""
        return self.agreement is None

    @property
    def name(self) -> str:
        """What it is about: the duty, team, the rule's own name, what people must know, or the company."""
        return self._about or self._known or "The company"

    @property
    def _about(self) -> str | None:
        rule = self.rule
        return rule.duty or rule.team or (rule.name if rule.named else None)

    @property
    def _known(self) -> str:
        """The languages and skills that the rule asks for: "Arabic and postgres"."""
        return " and ".join([*sorted(self.rule.languages), *sorted(self.rule.skills)])

    @property
    def heading(self) -> str:
        """What a title begins with: "Withdrawals: ", and nothing where the company is meant."""
        about = self._about or self._known
        return f"{about}: " if about else ""

    @property
    def place(self) -> str:
        """Where somebody is missing: "on Withdrawals", "at work in the company", there "with Arabic"."""
        if self._about:
            return f"on {self._about}"
        return f"with {self._known} at work in the company" if self._known else "at work in the company"

    @cached_property
    def coverage(self) -> Coverage:
        """The rule held against the roster through the window."""
        atlas, window = self.question.atlas, self.question.window
        if self.implied:
            return implied_levels(self.rule, atlas, window)
        return levels(self.rule, atlas, window)

    @cached_property
    def short(self) -> tuple[Level, ...]:
        """The levels below the rule's minimum."""
        return tuple(level for level in self.coverage.levels if level.count < self.rule.minimum)

    @cached_property
    def episodes(self) -> tuple[Episode, ...]:
        """The holes by cause, the longest first."""
        return episodes(self.coverage, self.question.atlas)

    @cached_property
    def repairs(self) -> Repairs:
        """What finds repairs for its episodes."""
        return Repairs(self.coverage, self.episodes, self.question.atlas, implied=self.implied)

    @cached_property
    def able(self) -> tuple[str, ...]:
        """The ids of everybody who could count for the rule at all."""
        rule, atlas = self.rule, self.question.atlas
        if rule.duty is None:
            return team_of(atlas, rule)
        return tuple(p.id for p in atlas.people if self.anybody or not missing_for(rule, p))

    @property
    def anybody(self) -> bool:
        """Whether everybody in the company could count for the rule."""
        return self.rule.duty is not None and not asks(self.rule)

    @cached_property
    def dependences(self) -> tuple[Dependence, ...]:
        """Everybody and every place whose loss breaks the rule, the most hours first."""
        return fragility(self.coverage, self.question.atlas)

    @property
    def basis(self) -> Said:
        """The rule and where it is written, in words."""
        if self.agreement is None:
            return said("implied by the roster itself: no agreement has a coverage rule for this duty")
        return said("{source}: {rule}", source=self.where, rule=self.promise)

    @property
    def promise(self) -> Said:
        """The rule in words: 'at least 2 ("two at all times")'."""
        least, most, name = self.rule.minimum, self.rule.maximum, self.rule.name
        if most is None:
            return said("at least {least} ({name!r})", least=least, name=name)
        return said("at least {least}, at most {most} ({name!r})", least=least, most=most, name=name)

    @property
    def where(self) -> str:
        """The file and line of the rule, else the name of its agreement."""
        source = self.source
        return str(source) if source else (self.agreement.name if self.agreement else self.rule.name)

    @property
    def source(self) -> Source | None:
        """Where the rule was read, else where the agreement was."""
        return self.rule.source or (self.agreement.source if self.agreement else None)


@lru_cache(maxsize=2)
def duties(question: Question) -> tuple[Duty, ...]:
    """Every written coverage rule, then every duty without one; made once for all checks of a question."""
    return tuple(_duties(question))


def _duties(question: Question) -> Iterator[Duty]:
    for agreement in question.atlas.agreements:
        for rule in agreement.coverage:
            yield Duty(question, rule, agreement)
    for rule in implied_rules(question.atlas):
        yield Duty(question, rule, None)


def possible(duty: Duty) -> bool:
    """Whether there are enough people for the rule; where not, each single hole is no news."""
    people = duty.question.atlas.people
    return not people or len(people if duty.anybody else duty.able) >= duty.rule.minimum
