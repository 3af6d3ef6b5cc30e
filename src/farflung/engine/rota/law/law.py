"""Which rules of rule packs hold in a rota for whom: by where each person is on the dates of the plan.

The law of every place where somebody is in the window holds for them through the whole plan, that of home
beside that of a trip: as every rule holds at once, the stricter one is kept. A national rule stands for
the EU's on the same measure; city, region and country hold together.

Kept is what is not to be passed (`Effect.CAP`), is in force on a day of the plan and hangs on no open
condition. What only begins something (overtime, a duty of notice) is told, and so is what holds on a
condition that nobody has answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.check import violations
from farflung.engine.rota.law.given import Given
from farflung.engine.rota.law.local import LocalLaw, local_law
from farflung.engine.rota.law.note import LawNote, NoteKind, nowhere
from farflung.engine.rota.law.places import named, places_over
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import AtWork, RestAfterCallOut, RotaNotice, Rule, Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.said import Said
from farflung.engine.time import Span
from farflung.rulepacks import Rule as Law
from farflung.rulepacks import RulePacks

_INSTANT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class RotaLaw:
    """`kept` is for the rules of a problem, `told` for `flags`; each names its `people` and its `basis`.

    `notes` say what is unknown, open, silent or not read. `read` are the rules of the packs that any of it
    comes from, with their exceptions in words (`counted`, `notes`), for whoever shows them.
    """

    kept: tuple[Rule, ...]
    told: tuple[Rule, ...]
    notes: tuple[LawNote, ...]
    read: tuple[Law, ...]

    @property
    def unknown(self) -> tuple[Said, ...]:
        """What the result of a plan says of expired rules and of places without any."""
        return tuple(note.text for note in self.notes if note.kind is NoteKind.UNKNOWN)


def law_of(
    atlas: Atlas, people: Iterable[str], window: Span, packs: RulePacks, given: Given | None = None
) -> RotaLaw:
    """The law for people (ids) over a plan's window; rules that are equal for several are one."""
    whole = given or Given()
    gathered = _Gathered(whole.standby)
    known: dict[tuple[str, date, date], LocalLaw] = {}
    for key in people:
        person = atlas.person(key)
        first, last = (atlas.local(person, at).date for at in (window.start, window.end - _INSTANT))
        for name in dict.fromkeys(named(place, packs) for place in places_over(atlas, person, window)):
            if name is None:
                gathered.note(nowhere(), key)
                continue
            at = (name, first, last)
            known[at] = known.get(at) or local_law(packs, name, first, last, whole)
            gathered.take(known[at], key)
    return gathered.law()


def flags(law: RotaLaw, problem: Problem, assignments: Iterable[Assignment]) -> tuple[Violation, ...]:
    """Where a plan passes what is told only: overtime, notice, rules on a condition."""
    names = {rule.name for rule in law.told}
    found = violations(replace(problem, rules=law.told), assignments)
    return tuple(one for one in found if one.rule in names)


def ruled(problem: Problem, law: RotaLaw) -> Problem:
    """The problem with what the law has kept beside its own rules."""
    return replace(problem, rules=(*problem.rules, *law.kept))


def noted(result: Result, law: RotaLaw) -> Result:
    """The result of planning with what is unknown of the law said beside it."""
    return replace(result, notes=(*result.notes, *law.unknown))


@dataclass
class _Gathered:
    """Rules and notes with the people that they are for, in the order in which they came."""

    standby: frozenset[str]
    kept: dict[Rule, set[str]] = field(default_factory=dict)
    told: dict[Rule, set[str]] = field(default_factory=dict)
    notes: dict[LawNote, set[str]] = field(default_factory=dict)
    read: dict[str, Law] = field(default_factory=dict)

    def take(self, part: LocalLaw, person: str) -> None:
        for rules, into in ((part.kept, self.kept), (part.told, self.told)):
            for rule in rules:
                into.setdefault(rule, set()).add(person)
        for note in part.notes:
            self.note(note, person)
        self.read.update({law.id: law for law in part.read})

    def note(self, note: LawNote, person: str) -> None:
        self.notes.setdefault(note, set()).add(person)

    def law(self) -> RotaLaw:
        kept, told = (tuple(self._for(*one) for one in of.items()) for of in (self.kept, self.told))
        notes = tuple(replace(note, people=frozenset(who)) for note, who in self.notes.items())
        return RotaLaw(kept, told, notes, tuple(self.read.values()))

    def _for(self, rule: Rule, people: set[str]) -> Rule:
        who = frozenset(people)
        if self.standby and not isinstance(rule, RotaNotice | RestAfterCallOut):
            return AtWork(rule, self.standby, who, rule.basis)
        found: Rule = replace(rule, people=who)  # type: ignore[type-var]
        return found
