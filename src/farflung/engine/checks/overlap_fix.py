"""What a shifted start would buy a pair or a team; where nothing helps, the hour that most of them share."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from farflung.engine.checks.finding import Fix
from farflung.engine.checks.phrases import length, names, people, someone
from farflung.engine.model import Person, clock_text
from farflung.engine.overlap import PairOverlap, Sharing, TeamHours, best_shift, common_hour
from farflung.engine.said import Said, said
from farflung.engine.said_values import at_clock, beside, first_of, hours_of

_DAYS = 5


def shift_for_pairs(sharing: Sharing, pairs: Sequence[PairOverlap]) -> Fix | None:
    """The one person whose earlier or later start buys the pairs the most, simulated."""
    found = best_shift(sharing, [(pair.first, pair.second) for pair in pairs])
    if found is None:
        return None
    before, after = (_daily(minutes / len(found.others)) for minutes in (found.before, found.after))
    return Fix(
        said(
            "Let {person} work {hours} instead of {now}",
            person=someone(sharing.atlas, found.old.id),
            hours=_hours(found.new),
            now=_hours(found.old),
        ),
        said(
            "{length} a day together with {people} on average instead of {now}",
            length=after,
            people=names(sharing.atlas, found.others),
            now=before,
        ),
        found.change,
    )


def shift_for_team(sharing: Sharing, hours: TeamHours) -> Fix:
    """The smallest move that makes a common hour; else the hour most share, and writing for the rest."""
    found = common_hour(sharing, hours.people)
    if found is None:
        return core_hours(sharing, hours)
    change, after = found
    moved = [
        said("{person} {hours}", person=p.name, hours=_hours(p)) for p in change.add if isinstance(p, Person)
    ]
    shown = first_of(moved, 4) if len(moved) > 4 else beside(moved)
    return Fix(
        said("Shift the day of {people}: {hours}", people=people(len(moved)), hours=shown),
        said("all share {length} a day", length=_daily(after.common_minutes)),
        change,
    )


def core_hours(sharing: Sharing, hours: TeamHours) -> Fix:
    """The hour that most of them share, and writing for the others."""
    begin = _begins(sharing, hours)
    missing = names(sharing.atlas, hours.missing)
    return Fix(
        said(
            "Agree on core hours about {clock} for {people} and write for the others",
            clock=at_clock(f"{clock_text(hours.best_start)} UTC", begin),
            people=people(hours.best),
        ),
        said(
            "{number} of {everybody} work through {hours}; {people} read and answer in their own day",
            number=hours.best,
            everybody=len(hours.people),
            hours=best_hour(sharing, hours),
            people=missing,
        ),
    )


def best_hour(sharing: Sharing, hours: TeamHours) -> Said:
    """ "08:00-09:00 UTC": the hour of the day in which most of a team work."""
    start, end = clock_text(hours.best_start), clock_text(hours.best_start + 60)
    begin = _begins(sharing, hours)
    return hours_of(f"{start}-{end} UTC", begin, begin + timedelta(hours=1))


def _begins(sharing: Sharing, hours: TeamHours) -> datetime:
    """That hour on the first day of the window: by it every reader has it on their own clock."""
    midnight = sharing.window.start.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(minutes=hours.best_start)


def _daily(weekly_minutes: float) -> Said:
    return length(timedelta(minutes=round(weekly_minutes / _DAYS)))


def _hours(person: Person) -> str:
    """The hours of the person's first pattern, as they are on most days."""
    blocks = person.patterns[0].pattern.blocks
    shown = [f"{clock_text(block.start)}-{clock_text(block.end)}" for block in blocks]
    return max(sorted(set(shown)), key=shown.count)
