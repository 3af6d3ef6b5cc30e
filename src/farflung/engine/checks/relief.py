"""Giving stretches of work to colleagues, tried out on the duties and on everybody's limits first.

Who takes one is at work then anyway, on nothing else, and rested (`StandIns`). What would leave a duty with
fewer people, or pass a limit of theirs that was kept before, is not offered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from farflung.engine.atlas import Change
from farflung.engine.checks.duties import Duty, duties
from farflung.engine.checks.question import Question
from farflung.engine.checks.rest_limits import long_shifts, short_rests
from farflung.engine.checks.week_limits import passed, weeks_of
from farflung.engine.checks.workload import Worked, in_order, worked
from farflung.engine.coverage import handed_over, roster_of, take_text
from farflung.engine.coverage.roster import Present, swapped
from farflung.engine.coverage.stints import same_name
from farflung.engine.coverage.trial import tried
from farflung.engine.coverage.words import day_text, listed, name_of
from farflung.engine.model import CoverageRule
from farflung.engine.said import Said, said

MOST_RELIEVED = 12
"""Fixes are simulated for so many findings of a kind, the worst first: nobody acts on more at once."""

MOST_ASKED = 3
"""So many colleagues are tried for one stretch."""

Given = tuple[Worked, str]
"""A stretch of work, and the id of the person who gets it."""


@dataclass(frozen=True, slots=True)
class Relief:
    """`after` is the work of everybody concerned, by person id, once the stretches are given away."""

    gives: tuple[Given, ...]
    change: Change
    after: Mapping[str, tuple[Worked, ...]]


def takers(question: Question, person: str, item: Worked) -> tuple[str, ...]:
    """Who could take a stretch whole within their own hours, the least loaded first."""
    for duty in _duties(question, item.duty):
        free = duty.repairs.helpers.whole([item.stint.span])
        return tuple(taker for taker in free if taker != person)[:MOST_ASKED]
    return ()


def relieved(question: Question, person: str, gives: Sequence[Given]) -> Relief | None:
    """The relief, tried out; None where it opens a hole or passes a limit of somebody who takes."""
    changes = {
        name: handed_over(question.atlas, [(item.stint, to) for item, to in gives if item.duty == name])
        for name in dict.fromkeys(item.duty for item, _ in gives)
    }
    if any(_hurts(question, name, change) for name, change in changes.items()):
        return None
    concerned = dict.fromkeys((person, *(to for _, to in gives)))
    there = {name: _there(question, name, change) for name, change in changes.items()}
    after = {one: _after(question, one, there) for one in concerned}
    now = worked(question)
    if any(strain(question, to, after[to]) > strain(question, to, now.get(to, ())) for _, to in gives):
        return None
    all_of = Change(
        tuple(item for change in changes.values() for item in change.remove),
        tuple(item for change in changes.values() for item in change.add),
    )
    return Relief(tuple(gives), all_of, after)


def strain(question: Question, person: str, items: Sequence[Worked]) -> int:
    """How often somebody's work passes a limit of rest, of a day or of a week."""
    work = [item for item in items if not item.standby]
    weeks = sum(len(found.over) for found in passed(question, person, weeks_of(question, person, work)))
    days = (*short_rests(question, person, work), *long_shifts(question, person, work))
    return weeks + len(days)


def action_text(question: Question, person: str, gives: Sequence[Given]) -> Said:
    """ "Instead of Wei, ask Ana to take 14:00-22:00Z (14:00-22:00 in Lisbon) of Night on Fri 5 Mar 2027"."""
    atlas = question.atlas
    words = [
        said(
            "{whom} of {duty} on {day}",
            whom=take_text(to, item.stint.span, atlas),
            duty=item.duty,
            day=day_text(item.stint.start.date()),
        )
        for item, to in gives
    ]
    return said("Instead of {person}, ask {whom}", person=name_of(atlas, person), whom=listed(words))


def _hurts(question: Question, name: str, change: Change) -> bool:
    for duty in _duties(question, name):
        trial = tried(duty.coverage, question.atlas, change, (), implied=duty.implied)
        if trial.opened or trial.shifted or trial.crowded:
            return True
    return False


def _duties(question: Question, name: str) -> Iterator[Duty]:
    return (duty for duty in duties(question) if duty.rule.duty and same_name(duty.rule.duty, name))


def _there(question: Question, name: str, change: Change) -> Sequence[Present]:
    """Everybody on a duty once it is changed."""
    roster = roster_of(question.atlas, CoverageRule("", duty=name), question.window)
    return swapped(roster, question.atlas, question.window, change)[0]


def _after(question: Question, person: str, there: Mapping[str, Sequence[Present]]) -> tuple[Worked, ...]:
    found = [item for item in worked(question).get(person, ()) if item.duty not in there]
    for name, present in there.items():
        found += (Worked(now.span, name, now.stint) for now in present if person in now.people)
    return in_order(found)
