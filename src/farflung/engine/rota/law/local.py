"""The law of one place over the dates of a plan: its rules for whoever is there, and what is to be said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from farflung.engine.rota.law.given import Given
from farflung.engine.rota.law.note import (
    LawNote,
    basis_of,
    conditional,
    not_read,
    nothing,
    silent,
    unknown,
)
from farflung.engine.rota.law.reading import READERS, Ground, night_of, read, rest_after_call_out
from farflung.engine.rota.rules import NightShift, Rule
from farflung.rulepacks import Effect, Measure, RulePacks, Threshold
from farflung.rulepacks import Rule as Law

MEASURES = (*READERS, Measure.BREAK_AFTER)
_DEFINITIONS = (Measure.NIGHT_TIME, Measure.NIGHT_SHIFT)
_WITHOUT_FIGURE = frozenset({Effect.SILENT, Effect.EFFORT})
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LocalLaw:
    """`kept` and `told` are for nobody yet; `read` are the rules of the packs behind them."""

    kept: tuple[Rule, ...]
    told: tuple[Rule, ...]
    notes: tuple[LawNote, ...]
    read: tuple[Law, ...]


def local_law(packs: RulePacks, place: str, first: date, last: date, given: Given) -> LocalLaw:
    """Everything that holds in a place on a date from `first` to `last`, or is unknown by then."""
    days = _days(packs, place, first, last)
    laws = [law for law in _laws(packs, place, days, MEASURES) if given.conditions.get(law.id) is not False]
    night, notes = _night(packs, place, days)
    kept: list[Rule] = []
    told: list[Rule] = []
    for law in laws:
        rules, said_ = _of(law, days, given, night, laws)
        (kept if _hard(law, given) else told).extend(rules)
        notes += said_
    if not any(law.thresholds for law in laws):
        notes.append(nothing(place))
    return LocalLaw(_each_once(kept), _each_once(told), tuple(notes), tuple(laws))


def _each_once(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules that ask for the same as one with all their grounds: what breaks them is told once.

    Two articles may say the same, and the EU's figure that comes back beside a national one that expires.
    """
    grounds: dict[Rule, dict[str, None]] = {}
    for rule in rules:
        bare: Rule = replace(rule, basis="")  # type: ignore[type-var]
        grounds.setdefault(bare, {})[rule.basis] = None
    return tuple(
        replace(rule, basis="; and ".join(given))  # type: ignore[type-var]
        for rule, given in grounds.items()
    )


def _hard(law: Law, given: Given) -> bool:
    settled = not law.applies_if or given.conditions.get(law.id) is True
    return law.effect is Effect.CAP and settled


def _of(
    law: Law, days: tuple[date, ...], given: Given, night: NightShift | None, laws: Iterable[Law]
) -> tuple[list[Rule], list[LawNote]]:
    """The rules of one law, and what is to be said of it."""
    if law.effect in _WITHOUT_FIGURE:
        return [], [silent(law)]
    stale = law.status(days[-1]) == "unknown"
    notes = [unknown(law, max(days[0], law.expires + _DAY))] if stale else []
    if not given.keep_unknown and not any(law.status(day) == "in force" for day in days):
        return [], notes
    rules = list(_rules(law, given, night, laws, stale=stale))
    if law.applies_if and law.id not in given.conditions:
        notes.append(conditional(law))
    if not rules and law.measure is not Measure.REST_AFTER_CALL_OUT:
        notes.append(not_read(law))
    return rules, notes


def _rules(
    law: Law, given: Given, night: NightShift | None, laws: Iterable[Law], *, stale: bool
) -> Iterator[Rule]:
    calls = law.measure is Measure.REST_BETWEEN_SHIFTS and _no_call_outs(laws)
    for bound in law.thresholds:
        ground = Ground(given, basis_of(law, bound, stale=stale), night)
        readers = (read, rest_after_call_out) if calls else (read,)
        for rule in (reader(bound, ground) for reader in readers):
            if rule is not None:
                yield rule


def _no_call_outs(laws: Iterable[Law]) -> bool:
    """Where nothing is recorded of call-outs they are work like any other, and the rest follows."""
    return not any(law.measure is Measure.REST_AFTER_CALL_OUT for law in laws)


def _laws(packs: RulePacks, place: str, days: tuple[date, ...], measures: Iterable[Measure]) -> Iterator[Law]:
    """Of each measure what holds on any of the days, or is unknown by then."""
    for measure in measures:
        found = {law.id: law for day in days for law in packs.bounds(place, measure, day)}
        yield from found.values()


def _night(packs: RulePacks, place: str, days: tuple[date, ...]) -> tuple[NightShift | None, list[LawNote]]:
    """What a night shift is there; a definition that has expired is used, and said to be unknown."""
    time = packs.night_definition(place, days[0])
    shift = packs.night_shift(place, days[0])
    bound: Threshold | None = shift.thresholds[0] if shift else None
    expired = [law for law in (time, shift) if law is not None and law.status(days[-1]) == "unknown"]
    notes = [unknown(law, max(days[0], law.expires + _DAY)) for law in expired]
    return night_of(time.window if time else None, bound), notes


def _days(packs: RulePacks, place: str, first: date, last: date) -> tuple[date, ...]:
    """The dates on which an answer can begin: the first, the last, and when rules come into force between."""
    chain = frozenset(packs.jurisdictions(place, last))
    begun = {law.effective_from for law in packs.rules if law.matches(chain)}
    return tuple(sorted({first, last} | {day for day in begun if first < day <= last}))
