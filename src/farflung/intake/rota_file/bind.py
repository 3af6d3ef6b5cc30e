"""A rota file and the Map to the engine's problem, with everything that was assumed on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.law import Given, RotaLaw, law_of
from farflung.engine.rota.problem import AIMS, Aim, Problem
from farflung.engine.rota.rules import Away, Rule
from farflung.engine.rota.turn import Turn, is_turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.ledger import Ledger
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.rota.values.weights import Weights
from farflung.engine.said import Said, SaidError, said, said_of, sentence, why
from farflung.engine.time import Span
from farflung.engine.time.civil import day_span
from farflung.intake.agreement.yaml_tree import Path
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Problem as Trouble
from farflung.intake.rota_file import rules as says
from farflung.intake.rota_file.demands import demands_of
from farflung.intake.rota_file.kinds import Made, headcounts, kinds_of, wants
from farflung.intake.rota_file.messages import SEE
from farflung.intake.rota_file.parts import written
from farflung.intake.rota_file.people import Named
from farflung.intake.rota_file.reader import Read
from farflung.intake.rota_file.rotations import About, begun, seconds_of, turns_in
from farflung.intake.rota_file.rule_values import Known, notice_of, pair_of, rest_after_call_outs, rule_of
from farflung.intake.rota_file.schema import Duty
from farflung.intake.rota_file.standing import Standing
from farflung.rulepacks import RulePacks

_DAY = timedelta(days=1)
LONGEST = 731
"""Days of a plan, at the most."""


@dataclass(frozen=True, slots=True)
class Before:
    """The instant of planning, and what the files beside say: earlier plans, and what was carried."""

    now: datetime
    published: tuple[Assignment, ...] = ()
    history: tuple[Assignment, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class Bound:
    """The problem (None where something in the file cannot be used), what nobody said, and the law in it."""

    problem: Problem | None
    assumed: tuple[Said, ...]
    troubles: tuple[Trouble, ...]
    law: RotaLaw | None = None


def dates_of(read: Read) -> tuple[date, date]:
    """The first and last date of the plan; raises `SaidError`."""
    says = read.says
    given = [n for n in (says.weeks, says.days, says.until) if n is not None]
    if len(given) != 1:
        raise SaidError(said("say how long, once: weeks, days or until"))
    last = says.until or says.from_ + ((says.weeks or 0) * 7 + (says.days or 0) - 1) * _DAY
    if not says.from_ <= last < says.from_ + LONGEST * _DAY:
        raise SaidError(
            said(
                "from {first} to {last} is no time to plan: 1 to {most} days are",
                first=says.from_,
                last=last,
                most=LONGEST,
            )
        )
    return says.from_, last


def window_of(read: Read, atlas: Atlas) -> Span:
    """The plan's window: whole days in the file's zone; raises `SaidError`."""
    first, last = dates_of(read)
    zone = atlas.zones.zone(read.says.in_ or "UTC")
    return Span(day_span(first, zone).start, day_span(last, zone).end)


def bound(read: Read, atlas: Atlas, packs: RulePacks, before: Before) -> Bound:
    """The problem that a file poses about the people of an Atlas. Never raises for what is in the file."""
    return _Binding(read, atlas, packs, before).bound()


class _Binding:
    def __init__(self, read: Read, atlas: Atlas, packs: RulePacks, before: Before) -> None:
        self.read, self.says, self.packs, self.before = read, read.says, packs, before
        self.notebook = Notebook()
        self.assumed: list[Said] = []
        self.named = Named(atlas, self.tell)
        self.standing = Standing(self.says, self.named)
        self.atlas = atlas.with_(absences=(*atlas.absences, *self.standing.unavailable()))

    def tell(self, path: Path, message: Said, remedy: Said = SEE, read: str = "") -> None:
        self.read.problem(self.notebook, path, sentence(message), remedy, read)

    def bound(self) -> Bound:
        try:
            window = window_of(self.read, self.atlas)
        except SaidError as error:
            self.tell(("from",), error.said)
            return self._ended(None)
        people = self._people()
        made = self._kinds()
        kinds = tuple(kind for one in made.values() for part in one for kind in part.kinds)
        parts = {
            "demands": tuple(self._demands()),
            "shared": tuple(
                SharedDuty(duty.duty, duty.shared // timedelta(minutes=1) or None)
                for duty in self.says.duties
                if duty.shared is not None
            ),
            "headcounts": tuple(self._headcounts(made)),
            "rules": tuple(self._rules(frozenset(kind.name for kind in kinds))),
            "eligible": self._eligible(),
            "wishes": tuple(self.standing.wishes(people, frozenset(kind.name for kind in kinds))),
            "fixed": tuple(self.standing.fixed(people, kinds, window)),
            "turns": tuple(self._turns(people, window)),
            "shares": dict(self.standing.shares()),
            "weights": self._weights(),
            "aims": self._aims(),
        }
        self._nothing_wanted(parts["demands"])  # type: ignore[arg-type]
        if not people and not self.notebook.problems:
            self.tell(("people",), said("nobody is left to plan for"))
        if self.notebook.problems:
            return self._ended(None)
        self._say_assumed()
        law = self._law(window, people)
        if law is not None:
            parts["rules"] = (*parts["rules"], *law.kept)  # type: ignore[misc]
        whole = Problem(self.atlas, window, people, kinds, **parts)  # type: ignore[arg-type]
        return self._ended(self._with_before(whole), law)

    def _ended(self, problem: Problem | None, law: RotaLaw | None = None) -> Bound:
        return Bound(problem, tuple(self.assumed), tuple(self.notebook.problems), law)

    def _law(self, window: Span, people: tuple[str, ...]) -> RotaLaw | None:
        says = self.says.law
        if says is None or not says.holds:
            return None
        met = {**dict.fromkeys(says.met, True), **dict.fromkeys(says.not_met, False)}
        published = frozenset(self.before.published)
        given = Given(met, self.before.now, published, self.standing.call_outs, says.standby)
        return law_of(self.atlas, people, window, self.packs, given)

    # --- who ----------------------------------------------------------------------

    def _people(self) -> tuple[str, ...]:
        chosen = self.named.all(self.says.people, ("people",)) | self.named.members(
            self.says.teams, ("teams",)
        )
        without = self.named.all(self.says.without, ("without",))
        if not (self.says.people or self.says.teams):
            chosen = frozenset(person.id for person in self.atlas.people)
        return tuple(p.id for p in self.atlas.people if p.id in chosen and p.id not in without)

    def _eligible(self) -> dict[str, frozenset[str]]:
        found = {}
        for number, duty in enumerate(self.says.duties):
            if duty.eligible is not None:
                path: Path = ("duties", number, "eligible")
                who = self.named.who(duty.eligible, path)
                if not who and not self.notebook.problems:
                    self.tell(path, said("nobody of the files may be on {duty!r}", duty=duty.duty))
                found[duty.duty] = who
        return found

    # --- what ---------------------------------------------------------------------

    def _kinds(self) -> dict[str, tuple[Made, ...]]:
        found: dict[str, tuple[Made, ...]] = {}
        names: set[str] = set()
        for number, duty in enumerate(self.says.duties):
            path: Path = ("duties", number, "shifts")
            try:
                if duty.duty in found:
                    raise SaidError(said("the duty {duty!r} is there twice", duty=duty.duty))
                made = () if self._turned(duty) else kinds_of(duty)
            except ValueError as error:
                self.tell(path, why(error))
                continue
            for kind in (kind for one in made for kind in one.kinds):
                if kind.name in names:
                    self.tell(path, said("two shifts are called {name!r}: give one a name", name=kind.name))
                names.add(kind.name)
            found[duty.duty] = made
        return found

    def _demands(self) -> Iterator[Demand]:
        for number, duty in enumerate(self.says.duties):
            try:
                for _, demand in demands_of(duty):
                    yield demand
            except ValueError as error:
                self.tell(("duties", number), why(error))

    def _headcounts(self, made: dict[str, tuple[Made, ...]]) -> Iterator[Headcount]:
        first, last = dates_of(self.read)
        for one in (one for parts in made.values() for one in parts):
            try:
                yield from headcounts(one, first, last)
            except ValueError as error:
                self.tell(("duties",), why(error))

    def _turns(self, people: tuple[str, ...], window: Span) -> Iterator[Turn]:
        return turns_in(self.says, About(self.atlas, self.named, people, window, self.says.from_))

    def _turned(self, duty: Duty) -> bool:
        """Whether rotations alone say who is on a duty."""
        named = duty.rotation is not None or duty.duty in seconds_of(self.says)
        return named and not wants(duty) and not duty.shifts

    def _nothing_wanted(self, demands: tuple[Demand, ...]) -> None:
        wanted = {demand.duty for demand in demands}
        for number, duty in enumerate(self.says.duties):
            if self._turned(duty):
                continue
            if duty.duty not in wanted and not any(shift.people is not None for shift in duty.shifts):
                message = said("nothing says how many are wanted on {duty!r}", duty=duty.duty)
                remedy = said("Write exactly: 1, or at least: 2, or people: 1 beside the hours of a shift.")
                self.tell(("duties", number), message, remedy)
        if not self.says.duties:
            self.tell(("duties",), said("there is no duty, so nothing to plan"))

    # --- rules --------------------------------------------------------------------

    def _rules(self, kinds: frozenset[str]) -> Iterator[Rule]:
        yield Away(self.named.all(self.says.volunteers, ("volunteers",)))
        rules = self.says.rules
        for key in type(rules).model_fields:
            for number, rule in enumerate(getattr(rules, key)):
                path: Path = ("rules", written(key), number)
                try:
                    made = self._rule(rule, kinds, path)
                except ValueError as error:
                    self.tell(path, why(error))
                else:
                    if made is not None:
                        yield made

    def _rule(self, rule: says.Rule, kinds: frozenset[str], path: Path) -> Rule | None:
        basis = rule.because or self._basis(path)
        if isinstance(rule, says.Apart | says.Together):
            second = ("other", rule.other) if isinstance(rule, says.Apart) else ("with", rule.with_)
            one = self.named.one(rule.one, (*path, "one"))
            other = self.named.one(second[1], (*path, second[0]))
            return pair_of(rule, one, other, basis) if one and other else None
        scope = {"people": self.named.scope(rule, path), "basis": basis}
        if isinstance(rule, says.Notice):
            agreed = self.named.all(rule.agreed, (*path, "agreed"))
            return notice_of(rule, agreed, Known(self.before.now, self.before.published), scope)
        if isinstance(rule, says.RestAfterCallOut):
            return rest_after_call_outs(rule, self.standing.call_outs, scope)
        return rule_of(rule, kinds, scope)

    def _basis(self, path: Path) -> str:
        line = self.read.line(path)
        return f"{self.read.name}:{line}" if line else self.read.name

    # --- how ----------------------------------------------------------------------

    def _weights(self) -> Weights:
        says = self.says.burden
        bands = self.packs.burden_points() if says.nights else None
        duties = tuple((duty.duty, duty.burden) for duty in self.says.duties if duty.burden != 1.0)
        return Weights(says.hour, bands, says.weekend, says.holiday, duties)

    def _aims(self) -> tuple[frozenset[Aim], ...]:
        if not self.says.aims:
            return AIMS
        try:
            return tuple(frozenset(Aim(word.strip()) for word in one.split("+")) for one in self.says.aims)
        except ValueError:
            known = tuple(aim.value for aim in Aim)
            self.tell(("aims",), said("there is no such aim; there are {known}", known=known))
            return AIMS

    def _with_before(self, problem: Problem) -> Problem:
        among = set(problem.people)
        history = tuple(a for a in self.before.history if a.span.start < problem.window.start)
        self._say_left(among, problem.window)
        published = tuple(a for a in self.before.published if a.person in among and not is_turn(problem, a))
        return replace(problem, published=published, history=history, ledger=self.before.ledger)

    # --- what nobody said ---------------------------------------------------------

    def _say_assumed(self) -> None:
        if self.says.in_ is None:
            self._assume(said("the plan begins and ends at midnight UTC; `in` names another zone"))
        for duty in (
            duty
            for duty in self.says.duties
            if not (duty.shifts or duty.shared is not None or self._turned(duty))
        ):
            self._assume(
                said("{duty}: shifts of 8 h, every 30 min of everybody's own clock; `shifts` says otherwise",
                     duty=duty.duty)
            )  # fmt: skip
        if not self.says.rules.model_fields_set and self.says.law is None:
            self._assume(
                said("no rule but that nobody is in two places, nor planned while away; see `rules`")
            )
        self.assumed += begun(self.says)
        if not self.says.volunteers:
            self._assume(said("nobody works on a public holiday of theirs; `volunteers` names who would"))
        rules = self.says.rules
        nights = (
            rules.nights_in_a_row,
            rules.hours_per_night,
            rules.rest_after_nights,
            rules.nights_in_weeks,
            rules.days_in_a_row_with_nights,
            rules.hours_of_night_workers,
        )
        if any(rule.night is None for of in nights for rule in of):
            self._assume(said("night is 23:00-06:00 of everybody's own clock"))

        if self.says.call_outs and not rules.rest_after_call_out and self.says.law is None:
            self._assume(said("nothing follows from call-outs; see `rest after call out`, or `law`"))

    def _say_left(self, among: set[str], window: Span) -> None:
        """Whose shifts of the published plan are planned for others, as they are not planned for any more."""
        ahead = (a.person for a in self.before.published if a.span.start in window and a.person not in among)
        names = {person.id: person.name for person in self.atlas.people}
        for key, number in Counter(ahead).items():
            self._assume(
                said_of(
                    "{person} is not among the people to plan for; a shift of the published plan is left to "
                    "others",
                    "{person} is not among the people to plan for; {count} shifts of the published plan are "
                    "left to others",
                    number,
                    person=names.get(key, key),
                )
            )

    def _assume(self, text: Said) -> None:
        self.assumed.append(text)
