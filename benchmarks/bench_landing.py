"""When 100,000 waiting messages may land, in a company of 5,000; against a loop that asks for each alone.

The loop does the same in the obvious way: from the posting on, quarter hour by quarter hour, what the
recipient's clock shows by `zoneinfo`, their hours, days off and rest, until one is open. It remembers each
person's days off; nothing else is the same for two messages.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, reset_tzpath

from benchmarks.company import WINDOW, company
from benchmarks.measure import HEADER, compare, peak_megabytes
from farflung.engine.atlas import Atlas
from farflung.engine.flow import Message, Mode, Modes, Urgency, landings
from farflung.engine.model import Person, RestWindow
from farflung.rulepacks import load_packs

MESSAGES, ASKED_ALONE = 100_000, 2_000
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)


def waiting(atlas: Atlas, number: int) -> list[Message]:
    """Messages of one week to anybody, posted on the quarter hour as the loop steps; none is urgent."""
    random = Random(8)
    ids = [person.id for person in atlas.people]
    start = WINDOW.start + 20 * DAY
    return [
        Message(random.choice(ids), start + random.randrange(7 * 96) * QUARTER, Urgency.ORDINARY)
        for _ in range(number)
    ]


def ours(atlas: Atlas, messages: list[Message], modes: Modes) -> list[datetime | None]:
    """The instants."""
    return [found.at for found in landings(atlas, messages, modes)]


def naive(atlas: Atlas, messages: list[Message]) -> list[datetime | None]:
    """The same, a message at a time."""
    off = {person.id: _days_off(atlas, person) for person in atlas.people}
    return [_one(atlas.person(m.recipient), m.posted, off[m.recipient]) for m in messages]


def _days_off(atlas: Atlas, person: Person) -> frozenset[date]:
    calendar = atlas.calendar(person.place)
    holidays = {h.date for h in calendar.holidays} if calendar else set()
    return frozenset(holidays | {day for absence in atlas.absences_of(person) for day in absence.days})


def _one(person: Person, posted: datetime, off: frozenset[date]) -> datetime:
    zone, moment = ZoneInfo(person.place.zone), posted
    while not _open(person, moment.astimezone(zone), off):
        moment += QUARTER
    return moment


def _open(person: Person, local: datetime, off: frozenset[date]) -> bool:
    minute, rest, pattern = local.hour * 60 + local.minute, person.rest, person.patterns[0].pattern
    if local.date() in off or (rest and (minute >= rest.start or minute < rest.end - 1440)):
        return False
    return any(block.start <= minute < block.end for block in pattern.on(local.weekday()))


def main() -> None:
    """Prints both, what the modes cost, and what growing companies cost."""
    reset_tzpath(to=())  # the pinned database for both sides, not the machine's own
    atlas = _resting(company(5000))
    held, mixed = Modes(load_packs()), Modes(load_packs(), Mode.MUTE)
    messages = waiting(atlas, MESSAGES)
    alone = messages[:ASKED_ALONE]
    assert ours(atlas, alone, held) == naive(atlas, alone)
    print(HEADER)
    what = f"{MESSAGES:,} messages to 5,000 people"
    loop = lambda: naive(atlas, messages)  # noqa: E731
    print(compare(what, lambda: ours(atlas, messages, held), "a loop per message", loop, runs=3).row())
    print(compare("the same, muted where no law holds", lambda: ours(atlas, messages, mixed), runs=3).row())
    urgent = [replace(message, urgency=Urgency.URGENT) for message in messages]
    print(compare("the same, all urgent", lambda: ours(atlas, urgent, held), runs=3).row())
    few = _resting(company(500))
    print(compare("to 500 people", lambda: ours(few, waiting(few, MESSAGES), held), runs=3).row())
    one = messages[:1]
    print(compare("one message", lambda: ours(atlas, one, held), runs=25).row())
    print(f"\nPeak memory of this run: {peak_megabytes():,.0f} MB")


def _resting(atlas: Atlas) -> Atlas:
    """The company with a rest window for everybody, from 22:00 to 07:00."""
    return atlas.with_(people=tuple(replace(person, rest=RestWindow()) for person in atlas.people))


if __name__ == "__main__":
    main()
