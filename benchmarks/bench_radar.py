"""The radar over 50 rules, 90 days ahead, for 5,000 people: half of the rules by rota, half by working hours.

Beside us, in the same run: the same states of some of the rules found as one does by hand, a count of who is
there in every quarter hour, from the same expanded shifts and hours; both must say the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from random import Random

from benchmarks.company import WINDOW, company
from benchmarks.measure import HEADER, compare
from farflung.cli.garbage import uncollected
from farflung.engine.atlas import SLOT, Atlas
from farflung.engine.coverage import Coverage, Grounds, Outlook, State, held, outlooks
from farflung.engine.coverage.states import state_of
from farflung.engine.model import Agreement, CoverageRule, Recurrence, Shift
from farflung.engine.time import CivilTime

DUTIES, TEAMS, PEOPLE = 25, 25, 5000
WEEKLY = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def watched() -> Atlas:
    """The company with 25 relays of three by the clocks of their holders, and 25 teams with a rule each."""
    base, random = company(PEOPLE), Random(7)
    people = [replace(p, teams=(f"Team {n % TEAMS}",)) for n, p in enumerate(base.people)]
    shifts = []
    for number in range(DUTIES):
        for person in random.sample(people, 12):
            hour = random.choice((7, 8, 9, 10, 11))
            start = CivilTime(date(2026, 12, 1), time(hour), person.place.zone)
            shifts.append(Shift(f"Duty {number}", person.id, Recurrence(start, 480, WEEKLY)))
    rules = [CoverageRule(f"Duty {n}", minimum=1 + n % 2, duty=f"Duty {n}") for n in range(DUTIES)]
    rules += [CoverageRule(f"Team {n}", minimum=20 + n, team=f"Team {n}") for n in range(TEAMS)]
    agreement = Agreement("All", coverage=tuple(rules))
    return replace(base, people=tuple(people), shifts=tuple(shifts), agreements=(agreement,))


def ours(atlas: Atlas) -> Sequence[Outlook]:
    """Every rule with days, first times and causes, on an Atlas that has answered nothing yet."""
    found = list(outlooks(replace(atlas), WINDOW))
    for outlook in found:
        assert len(outlook.days) == 90
        assert outlook.sightings is not None
    return found


def swept(coverages: Sequence[Coverage]) -> list[Coverage]:
    """The states of each rule anew, in one pass through who comes and goes."""
    return [held(coverage.roster, coverage.demand, WINDOW) for coverage in coverages]


def by_hand(coverages: Sequence[Coverage]) -> list[dict[State, int]]:
    """How many quarter hours of each rule are in which state, each counted anew."""
    return [_counted(coverage) for coverage in coverages]


def _counted(coverage: Coverage) -> dict[State, int]:
    found = dict.fromkeys(State, 0)
    there = [(p.span.start, p.span.end, len(p.people)) for p in coverage.roster.present]
    at = WINDOW.start
    while at < WINDOW.end:
        number = sum(people for start, end, people in there if start <= at < end)
        found[state_of(coverage.rule, number)] += 1
        at += SLOT
    return found


def main() -> None:
    """Runs it and prints rows of the table in docs/reference/benchmarks.md."""
    atlas = watched()
    first = [outlook.coverage for outlook in ours(atlas)]
    sample = first[::10]
    for coverage, counted in zip(sample, by_hand(sample), strict=True):
        for state, number in counted.items():
            assert coverage.hours(state) == number * SLOT, (coverage.rule.name, state)
    print(HEADER)
    with uncollected():  # as `farflung cover radar` does; both sides
        what = f"radar: {len(first)} rules x 90 days, {PEOPLE:,} people, with causes"
        print(compare(what, lambda: ours(atlas), runs=5).row())
        known = list(outlooks(atlas, WINDOW))
        grounds = Grounds(atlas)
        what = "what hangs on each person, city, country, entity and region, of all of them"
        print(compare(what, lambda: [outlook.fragility(grounds) for outlook in known], runs=3).row())
        what = f"the states of {len(sample)} of them, from shifts and hours that are known"
        print(
            compare(what, lambda: swept(sample), "each quarter hour", lambda: by_hand(sample), runs=5).row()
        )


if __name__ == "__main__":
    main()
