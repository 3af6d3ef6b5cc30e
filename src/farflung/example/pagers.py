"""The eight on-call rotas of the large company that live in pagers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from farflung.example.feeds import OnCall, Turn, day_and_night, grafana, pagerduty, weekly
from farflung.example.people import Colleague

_MOST = 7


@dataclass(frozen=True, slots=True)
class _Pager:
    """The duty "<area> on-call" of the team "<area> Reliability"; `split`: nights have their own people."""

    area: str
    hour: int
    split: bool = False
    by_grafana: bool = False


_PAGERS = (
    _Pager("Payments", 10),
    _Pager("Ledger", 9),
    _Pager("Trading", 9),
    _Pager("Matching", 12, by_grafana=True),
    _Pager("Identity", 10),
    _Pager("Markets", 8, by_grafana=True),
    _Pager("Custody", 8, split=True),
    _Pager("Wallet", 9, split=True),
)


def feeds(people: Sequence[Colleague], opening: date) -> Iterator[tuple[str, str]]:
    """Name and text of each feed."""
    for pager in _PAGERS:
        duty = f"{pager.area} on-call"
        team = [p for p in people if p.team == f"{pager.area} Reliability" and p.ended is None][:_MOST]
        write = grafana if pager.by_grafana else pagerduty
        yield f"oncall-{pager.area.casefold()}.ics", write(duty, _turns(pager, team, opening))


def _turns(pager: _Pager, team: Sequence[Colleague], opening: date) -> Iterator[Turn]:
    """Handed over at an hour of whoever leads the team."""
    zone = team[0].spot.zone
    if not pager.split:
        return weekly([_on_call(p) for p in team], zone, pager.hour, opening)
    days = [_on_call(person) for number, person in enumerate(team) if number % 2 == 0]
    nights = [_on_call(person) for number, person in enumerate(team) if number % 2 == 1]
    return day_and_night(days, nights, zone, pager.hour, opening)


def _on_call(person: Colleague) -> OnCall:
    return OnCall(person.name, person.email)
