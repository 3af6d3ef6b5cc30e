"""Plans as the events of a calendar: when they are, who answered what, what was moved or called off."""

from datetime import date, timedelta

from farflung.example import convening
from farflung.example.calendars import Event, Guest, Wall
from farflung.example.chance import Chance
from farflung.example.meetings import Plan
from farflung.example.people import DOMAIN, Colleague

_ANSWERS = {"ACCEPTED": 82.0, "NEEDS-ACTION": 10.0, "TENTATIVE": 4.0, "DECLINED": 4.0}
_LENGTHS = {25: 1.0, 30: 5.0, 45: 3.0, 50: 1.0, 60: 5.0, 90: 0.5}
_DAYS = ("MO", "TU", "WE", "TH", "FR")
_THURSDAY = 3
_AGENDAS = (
    "Numbers of the week, what is stuck, who needs what from whom.",
    "Notes and agenda are in the team folder. Add your point before the meeting.",
    "1. Incidents since last time\n2. Risks\n3. Decisions to take",
    "https://meet.meridian.example/abc-defg-hij",
    None,
    None,
)
_OPTIONAL, _FORTNIGHTLY, _SKIPPED, _MOVED = 0.06, 0.25, 0.15, 0.12
_LARGE = 100
_OUTSIDERS = (
    Guest("R. Okafor", "r.okafor@auditor.example"),
    Guest("Vendor desk", "desk@vendor.example", "NEEDS-ACTION"),
)


def invitation(plan: Plan, number: int, opening: date, chance: Chance) -> Event:
    """The event of a plan. Series began at some time in the year before `opening`."""
    zone = plan.zone or plan.maker.spot.zone
    day = _THURSDAY if plan.nth else chance.below(5)
    since = _on(opening - timedelta(weeks=chance.between(2, 50)), day)
    first = _nth(since, plan.nth) if plan.nth else since
    minute = plan.minute
    if minute is None:
        minute = convening.start(first, zone, (person.spot.zone for person in plan.others), chance)
    start = Wall(first, minute, zone)
    step = 2 if plan.nth is None and chance.happens(_FORTNIGHTLY) else 1
    later = [Wall(start.day + timedelta(weeks=step * n), minute, zone) for n in range(1, 80)]
    soon = [wall for wall in later if opening <= wall.day < opening + timedelta(weeks=12)]
    regular = plan.nth is None
    return Event(
        uid=f"m{number:04d}@{DOMAIN}",
        title=plan.title,
        start=start,
        minutes=60 if plan.nth else chance.weighted(_LENGTHS),
        rule=_rule(_DAYS[day], step, plan.nth),
        guests=_guests(plan, chance),
        organizer=Guest(plan.maker.name, plan.maker.email),
        agenda=chance.pick(_AGENDAS),
        without=(chance.pick(soon[:4]),) if regular and chance.happens(_SKIPPED) else (),
        moved=(_moved(chance.pick(soon[4:]), chance),) if regular and chance.happens(_MOVED) else (),
    )


def _on(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _nth(day: date, nth: int) -> date:
    """That week's weekday in the month of `day`."""
    return _on(day.replace(day=1), _THURSDAY) + timedelta(weeks=nth - 1)


def _rule(day: str, step: int, nth: int | None) -> str:
    if nth:
        return f"FREQ=MONTHLY;BYDAY={nth}{day}"
    return f"FREQ=WEEKLY;BYDAY={day}" if step == 1 else f"FREQ=WEEKLY;INTERVAL={step};BYDAY={day}"


def _moved(wall: Wall, chance: Chance) -> tuple[Wall, Wall]:
    """An occurrence an hour or a day later."""
    return wall, wall.later(chance.pick((30, 60, 60, 120, 1440)))


def _guests(plan: Plan, chance: Chance) -> tuple[Guest, ...]:
    host = Guest(plan.maker.name, plan.maker.email)
    if plan.to_list:
        team = plan.maker.team
        return host, Guest(team, f"{team.casefold().replace(' ', '-')}@{DOMAIN}", "NEEDS-ACTION", group=True)
    large = len(plan.others) > _LARGE
    outsiders = (chance.pick(_OUTSIDERS),) if plan.outsiders else ()
    return host, *(_guest(person, chance, large=large) for person in plan.others), *outsiders


def _guest(person: Colleague, chance: Chance, *, large: bool) -> Guest:
    optional = not large and chance.happens(_OPTIONAL)
    return Guest(person.name, person.email, chance.weighted(_ANSWERS), optional)
