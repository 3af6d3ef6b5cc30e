"""The checks, asked about the company as it is: every finding in codes, with whose it is to look after.

People and series are called by their codes while the checks run, so no name stands in what is kept: a reader
looks names up, as far as they may, and what is forgotten is forgotten here too. Findings are read by others
than those whom they hit, so no rest window that somebody chose counts in any of them (N15).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from farflung.draw.world import FEWEST
from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Question, Severity, run
from farflung.engine.checks.clock_changes import CLOCK_CHANGES
from farflung.engine.checks.holidays import HOLIDAYS
from farflung.engine.checks.meeting_rules import MEETING_RULES
from farflung.engine.checks.registry import CHECKS
from farflung.engine.checks.who_pays import WHO_PAYS
from farflung.engine.checks.who_pays_sessions import FAR_APART
from farflung.engine.model import MeetingSeries
from farflung.engine.said import Said
from farflung.engine.time import Span
from farflung.rulepacks import load_packs
from farflung.server.clock.access.findings import Whose, whose_of
from farflung.server.clock.planning.agreements import with_agreements
from farflung.server.clock.planning.finding_fix import kept_fix
from farflung.server.clock.planning.finding_owner import Known, Place
from farflung.server.clock.planning.finding_written import written_fix
from farflung.server.core.pace import AT_ONCE, Pace
from farflung.server.ui.told import kept_text

WINDOW: Final = timedelta(days=90)
MOST_DATES: Final = 12
"""So many dates of a finding are kept, the next ones; of more the last one is."""

_MOST_PROOF = 40
_OF_SERIES: Final = (CLOCK_CHANGES, MEETING_RULES, WHO_PAYS)
"""The checks that speak of single series, besides holidays."""

_DATED = ("clocks.", "holidays.meeting", "coverage.clock-change", "headcount.crossing")
"""Findings about one date: that of next month is another one. The others go on until they are mended."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is to be kept. `who` are codes of people, `place` whose it is."""

    key: str
    finding: Finding
    whose: Whose
    place: Place
    words: Mapping[str, Any] = field(repr=False)
    fixes: Sequence[Mapping[str, Any]] = field(repr=False)

    @property
    def weight(self) -> float:
        """What orders findings of one severity; those about people's hours are not ordered (N8)."""
        return 0.0 if self.whose is Whose.PERSON else round(self.finding.weight, 2)

    @property
    def dates(self) -> list[list[str]]:
        """The first of its times, as they are kept."""
        return [[one.start.isoformat(), one.end.isoformat()] for one in self.finding.spans[:MOST_DATES]]


def found(atlas: Atlas, known: Known, now: datetime, pace: Pace = AT_ONCE) -> list[Found]:
    """Everything that the checks find in a map with meetings, from this hour on; with breaths in between."""
    start = now.replace(minute=0, second=0, microsecond=0)
    coded = _coded(with_agreements(atlas))
    question = Question(coded, Span(start, start + WINDOW), load_packs())
    seen: Counter[str] = Counter()
    return [_kept(coded, known, one, seen) for one in pace.through(_findings(question, pace))]


def _coded(atlas: Atlas) -> Atlas:
    people = tuple(replace(one, name=one.id, email=None, rest=None) for one in atlas.people)
    return atlas.with_(people=people).with_(
        meetings=tuple(replace(one, title=one.id) for one in atlas.meetings)
    )


def found_of(atlas: Atlas, known: Known, series: str, now: datetime) -> list[Found]:
    """What the checks find about one series: as `found` does, without looking at the rest of the company.

    Whoever else is asked for at the same time counts, so series that share people with it are there too.
    """
    start = now.replace(minute=0, second=0, microsecond=0)
    coded = _coded(with_agreements(atlas))
    one = next((one for one in coded.meetings if one.id == series), None)
    if one is None:
        return []
    met = frozenset(one.attendees)
    near = tuple(other for other in coded.meetings if not met.isdisjoint(other.attendees))
    question = Question(coded.with_(meetings=near, shifts=()), Span(start, start + WINDOW), load_packs())
    seen: Counter[str] = Counter()
    told = (*run(question, _OF_SERIES).findings, *_holidays(question, one))
    return [_kept(coded, known, each, seen) for each in told if each.subject == series]


def _findings(question: Question, pace: Pace) -> Iterator[Finding]:
    """All of them; holidays by series, as a date that hits many is somebody else's to mend for each."""
    for check in CHECKS:
        if check is not HOLIDAYS:
            yield from run(question, (_slowly(check, pace),)).findings
    yield from _asked(question, HOLIDAYS, question.atlas.with_(meetings=()))
    for series in pace.through(question.atlas.meetings):
        yield from _holidays(question, series)


def _slowly(check: Check, pace: Pace) -> Check:
    """The same check, with a breath after each of its findings."""
    return replace(check, find=lambda question: pace.through(check.find(question)))


def _holidays(question: Question, series: MeetingSeries) -> Iterator[Finding]:
    for one in _asked(question, HOLIDAYS, question.atlas.with_(meetings=(series,), shifts=())):
        yield replace(one, subject=series.id)


def _asked(question: Question, check: Check, atlas: Atlas) -> Sequence[Finding]:
    return run(replace(question, atlas=atlas), (check,)).findings


def _kept(atlas: Atlas, known: Known, one: Finding, seen: Counter[str]) -> Found:
    whose = whose_of(one.rule, of_meeting=one.subject in known.meetings)
    plain = _key(known, one)
    seen[plain] += 1
    if whose is Whose.PAYING:
        one = _of_few(known, one)
    if one.rule == FAR_APART:
        one = _of_a_crowd(one)
    return Found(
        key=_digest(plain, str(seen[plain])),
        finding=one,
        whose=whose,
        place=known.place(one, whose),
        words={} if whose is Whose.PAYING else _words(one),
        fixes=_fixes(atlas, known, one, whose),
    )


def _of_few(known: Known, one: Finding) -> Finding:
    """How heavy a burden is, is told of five or more: of two, each would know of the other (N5)."""
    few = known.required(one.subject) < FEWEST
    return replace(one, severity=Severity.NOTE) if few else one


def _of_a_crowd(one: Finding) -> Finding:
    """That one hour cannot serve all, and the hours of the sessions, without how many or who they are for:
    the page of all-hands tells that in steps of five people (N5)."""
    hours = tuple(replace(line, value=_times(line.value)) for line in one.evidence)
    fixes = tuple(replace(fix, effect="") for fix in one.fixes)
    return replace(one, who=(), weight=0.0, evidence=hours, fixes=fixes)


def _times(value: str) -> str:
    """Of "04:00Z and 15:00Z: 74.4%" the hours alone."""
    times = value.values.get("times") if isinstance(value, Said) else None
    return times if isinstance(times, str) else ""


def _key(known: Known, one: Finding) -> str:
    """What makes it the same tomorrow: its rule, what it is about, and its date if it is about one."""
    when = one.start.date().isoformat() if one.start and one.rule.startswith(_DATED) else ""
    return _digest(one.rule, known.name(one.subject), when)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def _words(one: Finding) -> dict[str, Any]:
    """What is told of it, each text with its parts: pages say them in the reader's language."""
    proof = [[kept_text(line.label), kept_text(line.value)] for line in one.evidence[:_MOST_PROOF]]
    return {"cause": kept_text(one.cause), "basis": kept_text(one.basis), "proof": proof}


def _fixes(atlas: Atlas, known: Known, one: Finding, whose: Whose) -> list[dict[str, Any]]:
    """What would mend it. Of turns that share a burden only what they are is kept: their effect is told to
    each of themself on the page of the series."""
    kept = [kept_fix(atlas, fix, turned=known.turned) | written_fix(atlas, one, fix) for fix in one.fixes]
    if whose is Whose.PAYING:
        return [{**fix, "action": "", "effect": ""} for fix in kept if "how" in fix]
    return kept


def people_of(found: Iterable[Found]) -> set[str]:
    """The codes of everybody whom they hit."""
    return {person for one in found for person in one.finding.who}
