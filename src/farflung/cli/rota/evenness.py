"""How evenly the hours of a plan are shared: who has nothing is told, not left out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from farflung.cli.times import hours_text
from farflung.engine.rota.burden.loads import worked
from farflung.engine.rota.burden.presence import share_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rotation import Balance, balance

_MINUTE = timedelta(minutes=1)


def balance_of(problem: Problem, shifts: Iterable[Assignment]) -> Balance:
    """The hours of everybody who is planned for, held against an even share by contract and time there.

    Two shifts at once are credited once. Of whoever may be on none of the duties nothing is expected.
    """
    of: dict[str, list[Assignment]] = {key: [] for key in problem.people}
    for shift in (shift for shift in shifts if shift.person in of):  # who has left is owed nothing
        of[shift.person].append(shift)
    hours = {key: worked(held) * _MINUTE for key, held in of.items()}
    weights = {key: share_of(problem, key) if _asked(problem, key) else 0.0 for key in problem.people}
    return balance(hours, weights)


def _asked(problem: Problem, person: str) -> bool:
    """Whether somebody may be on any of the duties."""
    duties = (*problem.duties, *(shared.duty for shared in problem.shared))
    return any(person in problem.eligible.get(duty, (person,)) for duty in duties)


def balance_text(problem: Problem, found: Balance) -> str:
    """From who has the least to who has the most, each against their even share; nothing for one person."""
    counted = [key for key in found.shares if found.expected[key] or found.hours[key]]
    if len(counted) < 2:
        return ""
    least, most = (_one(problem, found, pick(counted, key=found.shares.__getitem__)) for pick in (min, max))
    said = "are balanced" if found.balanced() else "are not balanced"
    return f"Hours {said}: from {least} to {most}, against an even share by contract and time there."


def _one(problem: Problem, found: Balance, key: str) -> str:
    share = f"{found.shares[key]:+.0%}" if found.expected[key] else "nothing was expected"
    return f"{hours_text(found.hours[key])} ({problem.atlas.person(key).name}, {share})"


def balance_json(found: Balance) -> dict[str, Any]:
    """As data: `share` is -1 for who has nothing of what they should, null where nothing was expected."""
    return {
        "balanced": found.balanced(),
        "people": [
            {
                "person": key,
                "minutes": hours // _MINUTE,
                "expected_minutes": round(found.expected[key] / _MINUTE),
                "share": round(found.shares[key], 4) if found.expected[key] else None,
            }
            for key, hours in found.hours.items()
        ],
    }
