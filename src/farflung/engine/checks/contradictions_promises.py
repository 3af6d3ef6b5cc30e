"""Response promises against the hours in which anybody could answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.checks.contradictions_hours import members_of
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.question import Question
from farflung.engine.checks.workload import worked
from farflung.engine.coverage.words import hours_text, listed, moment_text
from farflung.engine.model import Agreement, ResponsePromise
from farflung.engine.said import NOTHING, Said, as_is, said, said_of
from farflung.engine.said_values import beside
from farflung.engine.time import CivilTime, Span

Mask = NDArray[np.bool_]
_Team = str | None
_Pair = tuple[_Team, _Team]
MOST_PAIRS = 400
"""Pairs of teams measured for one promise; a finding says how many more there were."""

_SHOWN = 6
_FIRST_DAYS = timedelta(days=4) // SLOT


@dataclass(frozen=True, slots=True)
class _Worst:
    """The longest that `asker` waits for `answerer`: asked at `asked`, answered at `answered`."""

    asker: str
    answerer: str
    asked: Span
    shared: timedelta

    @property
    def wait(self) -> timedelta:
        return self.asked.elapsed


def promise_contradictions(question: Question) -> Iterator[Finding]:
    """Promises on the wall that nobody is there to keep; promises in working hours without a shared one."""
    promises = [(promise, a) for a in question.atlas.agreements for promise in a.responses]
    if not promises:
        return
    teams = _Teams(question)
    for promise, agreement in promises:
        pairs = teams.pairs(promise)
        worst = sorted(teams.worst(promise, pairs[:MOST_PAIRS]), key=lambda w: (-w.wait, w.asker, w.answerer))
        if promise.working_hours:
            broken = [w for w in worst if not w.shared]
        else:
            broken = [w for w in worst if w.wait > promise.within]
        if broken:
            found = _finding(question, agreement, promise, broken)
            yield replace(found, evidence=(*found.evidence, *_not_measured(len(pairs) - MOST_PAIRS)))


def _not_measured(left: int) -> Iterator[Evidence]:
    if left > 0:
        more = said_of(
            "{count:,} more pair of teams: a longer wait may be among them",
            "{count:,} more pairs of teams: a longer wait may be among them",
            left,
        )
        yield Evidence(said("Not measured"), more)


class _Teams:
    """In which quarter hours anybody of a team is there, from the company grid and the rotas."""

    def __init__(self, question: Question) -> None:
        self._question, self._atlas = question, question.atlas
        self._grid = question.atlas.grid(question.window)
        self._masks: dict[_Team, Mask] = {}
        self._first: dict[_Team, Mask] = {}
        self._known_bits: dict[_Team, int] = {}
        self._apart: dict[_Pair, list[_Pair]] = {}

    def worst(self, promise: ResponsePromise, pairs: Sequence[_Pair]) -> Iterator[_Worst]:
        """The longest wait in the window for each pair of teams that the promise may not be kept between."""
        for asker, answerer in pairs:
            asking, answering = self._mask(asker), self._mask(answerer)
            if not promise.working_hours:
                answering = answering | self._on_duty(answerer)
            span = _longest(self._grid, asking, answering, _needed(promise))
            if span is not None:
                shared = int((asking & answering).sum()) * SLOT
                yield _Worst(asker or "anybody", answerer or "anybody", span, shared)

    def pairs(self, promise: ResponsePromise) -> list[_Pair]:
        """On the wall anybody may ask, where nobody is named; in working hours, teams that never meet."""
        if not promise.working_hours:
            return [(promise.asker, answerer) for answerer in self._named(promise.answerer)]
        asked = (promise.asker, promise.answerer)
        if asked not in self._apart:
            self._apart[asked] = list(self._never_at_once(*map(self._named, asked)))
        return self._apart[asked]

    def _never_at_once(self, askers: Sequence[_Team], answerers: Sequence[_Team]) -> Iterator[_Pair]:
        """Pairs of teams that both work and share no quarter hour; most that do, do so in the first days."""
        asking, answering = (
            np.array([self._early(team) for team in teams], np.float32) for teams in (askers, answerers)
        )
        for i, j in np.argwhere(asking @ answering.T == 0).tolist():
            asker, answerer = self._bits(askers[i]), self._bits(answerers[j])
            if asker and answerer and not asker & answerer:
                yield askers[i], answerers[j]

    def _on_duty(self, team: _Team) -> Mask:
        """The quarter hours in which anybody of the team holds a shift, standby too: a page reaches them."""
        found, grid = np.zeros(self._grid.slots, np.bool_), self._grid
        for person in members_of(self._atlas, team):
            for item in worked(self._question).get(person.id, ()):
                first = max(-((grid.start - item.span.start) // SLOT), 0)
                found[first : max((item.span.end - grid.start) // SLOT, 0)] = True
        return found

    def _bits(self, team: _Team) -> int:
        """A bit for each quarter hour: hundreds of teams are held against each other in a moment."""
        if team not in self._known_bits:
            self._known_bits[team] = int.from_bytes(np.packbits(self._mask(team)).tobytes(), "big")
        return self._known_bits[team]

    def _named(self, team: _Team) -> list[_Team]:
        if team is not None:
            return [team]
        return list(self._atlas.members) or [None]

    def _early(self, team: _Team) -> Mask:
        """The mask of the first days: that of the whole window is made only where it is needed."""
        if team not in self._first:
            people = [person.id for person in members_of(self._atlas, team)]
            self._first[team] = anybody(self._grid, people, _FIRST_DAYS)
        return self._first[team]

    def _mask(self, team: _Team) -> Mask:
        if team not in self._masks:
            self._masks[team] = anybody(self._grid, [p.id for p in members_of(self._atlas, team)])
        return self._masks[team]


def _needed(promise: ResponsePromise) -> int:
    """Quarter hours of answering time; on the wall, being there at all is what counts."""
    return -(-promise.within // SLOT) if promise.working_hours else 1


def anybody(grid: CompanyGrid, people: Sequence[str], slots: int | None = None) -> Mask:
    """The quarter hours, or the first so many of them, in which any of them works."""
    if not people:
        return np.zeros(grid.slots, np.bool_)[:slots]
    rows = sorted(set(grid.row_of[[grid.index[person] for person in people]].tolist()))
    found: Mask = np.logical_or.reduce(grid.rows[rows, :slots], axis=0)
    return found


def _longest(grid: CompanyGrid, asking: Mask, answering: Mask, needed: int) -> Span | None:
    """From the worst quarter hour to ask in until `needed` quarters of answering time have passed."""
    done = np.cumsum(answering, dtype=np.int64)
    asked = np.flatnonzero(asking)
    before = np.where(asked > 0, done[asked - 1], 0)
    ready = np.searchsorted(done, before + needed, side="left")
    known = ready < grid.slots
    if not known.any():
        return None
    asked, ready = asked[known], ready[known]
    # Answered once the last quarter is worked through; on the wall, once somebody is there.
    until = ready + 1 if needed > 1 else ready
    worst = int(np.argmax(until - asked))
    return Span(grid.instant(int(asked[worst])), grid.instant(int(until[worst])))


def _finding(
    question: Question, agreement: Agreement, promise: ResponsePromise, broken: Sequence[_Worst]
) -> Finding:
    first = broken[0]
    within = hours_text(promise.within)
    what = (
        said("{length} of working time", length=within)
        if promise.working_hours
        else said("{length} on the wall", length=within)
    )
    title = f"{promise.channel}: an answer within {what} "
    if promise.working_hours:
        title += f"takes {hours_text(first.wait)} from {first.answerer} to {first.asker}: they share no hour"
        cause = said(
            "because {pairs} never work at once: every answer comes after the asker's day",
            pairs=_apart(broken),
        )
    else:
        title += f"cannot be kept: {first.asker} can wait {hours_text(first.wait)} for {first.answerer}"
        title += f", the worst of {len(broken)} pairs" if len(broken) > 1 else ""
        cause = said(
            "because nobody of {team} is at work from {start} until {end}",
            team=first.answerer,
            start=moment_text(first.asked.start),
            end=moment_text(first.asked.end),
        )
    return Finding(
        rule="contradiction.no-shared-hour" if promise.working_hours else "contradiction.promise",
        severity=Severity.WARNING if promise.working_hours else Severity.ERROR,
        subject=promise.channel,
        title=title,
        cause=cause,
        basis=said(
            "{source}: {channel} within {length}",
            source=str(promise.source or agreement.name),
            channel=promise.channel,
            length=what,
        ),
        who=_people(question.atlas, broken),
        spans=(first.asked,),
        evidence=tuple(_evidence(question.atlas, worst) for worst in broken[:_SHOWN]),
        fixes=(_fix(promise, first),),
        source=promise.source or agreement.source,
        weight=sum((worst.wait / timedelta(hours=1) for worst in broken), 0.0),
    )


def _apart(broken: Sequence[_Worst]) -> Said:
    pairs = dict.fromkeys(listed(sorted((_who(w.asker), _who(w.answerer)))) for w in broken)
    return listed(list(pairs), 3)


def _who(name: str) -> Said:
    return said("anybody") if _team(name) is None else as_is(name)


def _people(atlas: Atlas, broken: Sequence[_Worst]) -> tuple[str, ...]:
    found = dict.fromkeys(p.id for w in broken[:_SHOWN] for p in members_of(atlas, _team(w.answerer)))
    return tuple(found)


def _team(name: str) -> str | None:
    return None if name == "anybody" else name


def _evidence(atlas: Atlas, worst: _Worst) -> Evidence:
    people = members_of(atlas, _team(worst.asker))
    at, local = moment_text(worst.asked.start), NOTHING
    if people:
        place = people[0].place
        clock = CivilTime.of(worst.asked.start, atlas.zones.zone(place.zone))
        local = said("{clock} in {place}", clock=f"{clock.time:%H:%M}", place=place.label)
    return Evidence(
        said("{asker} asks {answerer}", asker=_who(worst.asker), answerer=_who(worst.answerer)),
        said(
            "at worst {when}: {wait} on the wall; {shared} shared in the window",
            when=beside((at, local)),
            wait=hours_text(worst.wait),
            shared=hours_text(worst.shared),
        ),
    )


def _fix(promise: ResponsePromise, worst: _Worst) -> Fix:
    hours = -(-worst.wait // timedelta(hours=1))
    return Fix(
        said(
            "Promise {hours} h on the wall, or name somebody for {channel} whose day meets both",
            hours=hours,
            channel=promise.channel,
        ),
        said("the longest wait in the window is {length}", length=hours_text(worst.wait)),
    )
