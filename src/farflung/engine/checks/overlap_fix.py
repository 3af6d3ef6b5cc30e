"""What a shifted start would buy a pair or a team; where nothing helps, the hour that most of them share."""

from collections.abc import Sequence
from datetime import timedelta

from farflung.engine.checks.finding import Fix
from farflung.engine.checks.phrases import length, names, people
from farflung.engine.model import Person, clock_text
from farflung.engine.overlap import PairOverlap, Sharing, TeamHours, best_shift, common_hour

_DAYS = 5


def shift_for_pairs(sharing: Sharing, pairs: Sequence[PairOverlap]) -> Fix | None:
    """The one person whose earlier or later start buys the pairs the most, simulated."""
    found = best_shift(sharing, [(pair.first, pair.second) for pair in pairs])
    if found is None:
        return None
    before, after = (_daily(minutes / len(found.others)) for minutes in (found.before, found.after))
    whom = f"{found.old.name} ({found.old.place.label})"
    return Fix(
        f"Let {whom} work {_hours(found.new)} instead of {_hours(found.old)}",
        f"{after} a day together with {names(sharing.atlas, found.others)} on average instead of {before}",
        found.change,
    )


def shift_for_team(sharing: Sharing, hours: TeamHours) -> Fix:
    """The smallest move that makes a common hour; else the hour most share, and writing for the rest."""
    found = common_hour(sharing, hours.people)
    if found is None:
        return core_hours(sharing, hours)
    change, after = found
    moved = [f"{p.name} {_hours(p)}" for p in change.add if isinstance(p, Person)]
    shown = ", ".join(moved[:4]) + (f" and {len(moved) - 4} more" if len(moved) > 4 else "")
    gained = _daily(after.common_minutes)
    return Fix(f"Shift the day of {people(len(moved))}: {shown}", f"all share {gained} a day", change)


def core_hours(sharing: Sharing, hours: TeamHours) -> Fix:
    """The hour that most of them share, and writing for the others."""
    start, end = clock_text(hours.best_start), clock_text(hours.best_start + 60)
    missing = names(sharing.atlas, hours.missing)
    return Fix(
        f"Agree on core hours about {start} UTC for {people(hours.best)} and write for the others",
        f"{hours.best} of {len(hours.people)} work through {start}-{end} UTC; "
        f"{missing} read and answer in their own day",
    )


def _daily(weekly_minutes: float) -> str:
    return length(timedelta(minutes=round(weekly_minutes / _DAYS)))


def _hours(person: Person) -> str:
    """The hours of the person's first pattern, as they are on most days."""
    blocks = person.patterns[0].pattern.blocks
    shown = [f"{clock_text(block.start)}-{clock_text(block.end)}" for block in blocks]
    return max(sorted(set(shown)), key=shown.count)
