"""People and dates that are typed for a plan: found among those it is about, or told what it is about."""

from collections.abc import Sequence
from datetime import date, timedelta

from farflung.cli import moments
from farflung.cli.errors import UsageError
from farflung.cli.rota.posed import Posed
from farflung.engine.atlas import SeveralPeopleError, UnknownPersonError
from farflung.engine.said_values import first_of
from farflung.engine.time.civil import date_shown

_NAMED = 8
_REACH = timedelta(days=1)
"""A date on somebody's own clock may lie so far outside of the dates of the plan."""


def person_typed(question: Posed, name: str, option: str) -> str:
    """The id of somebody who is planned for; `UsageError` with names that could be meant."""
    atlas = question.problem.atlas
    try:
        found = atlas.find(name)
    except SeveralPeopleError as several:
        raise UsageError(f"{several}. Write the id or the address", param_hint=option) from None
    except UnknownPersonError as unknown:
        hint = "" if str(unknown).endswith("?") else f". {_planned(question)}"
        raise UsageError(f"{unknown}{hint}", param_hint=option) from None
    if found.id not in question.problem.people:
        raise UsageError(
            f"{found.name} is in the files, but not among the people to plan for. {_planned(question)}",
            param_hint=option,
        )
    return found.id


def _planned(question: Posed) -> str:
    names = [question.problem.atlas.person(key).name for key in question.problem.people]
    some = first_of(names, _NAMED) if len(names) > _NAMED else ", ".join(names)
    return f"The plan is for {some}"


def dates_of_plan(question: Posed) -> tuple[date, date]:
    """The first and last date of the plan, by the clock of its file."""
    window = question.problem.window
    zone = question.problem.atlas.zones.zone(question.read.says.in_ or "UTC")
    return date_shown(window.start, zone), date_shown(window.end - timedelta(seconds=1), zone)


def date_in_plan(question: Posed, text: str, option: str, reach: timedelta = _REACH) -> date:
    """A date of the plan, or one beside it, which is within it on somebody's clock."""
    day = moments.date_typed(text)
    refuse_outside(question, (day, day), option, reach)
    return day


def refuse_outside(question: Posed, days: Sequence[date], option: str, reach: timedelta = _REACH) -> None:
    """`UsageError` where dates lie outside of the plan altogether, with those of the plan."""
    first, last = dates_of_plan(question)
    if days[-1] < first - reach or days[0] > last + reach:
        told = str(days[0]) if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        raise UsageError(f"{told} is outside of the plan, which is from {first} to {last}", param_hint=option)
