"""What a rota file may say: one class per section.

The JSON Schema of `RotaFile` is docs/reference/rota.schema.json, and docs/reference/rota.md explains every
key; tests keep both equal to this file.
"""

from typing import Any

from pydantic import Field

from farflung.engine.rotation import Cadence, Unit
from farflung.engine.said import said
from farflung.intake.one_or_more import OneOrMore
from farflung.intake.rota_file.fields import (
    Amount,
    Between,
    Clock,
    Countries,
    Day,
    Days,
    Every,
    Factor,
    Handover,
    Hours,
    Lengths,
    Load,
    Name,
    Names,
    Ordered,
    Shared,
    Wall,
    Weight,
    Words,
    Zone,
)
from farflung.intake.rota_file.parts import Part
from farflung.intake.rota_file.rules import Rules

NONE: frozenset[str] = frozenset()


class Wanted(Part):
    """How many are wanted on the duty, and when."""

    exactly: Amount | None = Field(None, description="Neither more nor fewer people at once.")
    at_least: Amount | None = Field(None, description="The fewest people at once.")
    at_most: Amount | None = Field(None, description="The most people at once; never passed.")
    when: str = Field("always", description="`always`, or days and hours: `Mon-Fri 08:00-20:00`.")
    in_: Zone | None = Field(None, description="The zone of `when`, `from` and `until`, or UTC.")
    from_: Day | None = Field(None, description="The first date on which it holds, in that zone.")
    until: Day | None = Field(None, description="The last date on which it holds.")
    skills: Words = Field(NONE, description="Only people with all of these count.")
    languages: Words = Field(NONE, description="Only people who speak all of these count.")
    weight: Weight = Field(100, description="What an hour with one too few weighs against other demands.")
    spare: Weight = Field(0, description="What an hour with one too many weighs.")


class Shifts(Part):
    """A shift by its hours, a turn by its beginning and length, or a whole family of shifts by length."""

    name: Name | None = Field(None, description="What plans call it; its duty and hours where left out.")
    hours: Hours | None = Field(None, description="From and to: `06:00-14:00`.")
    begins: Clock | None = Field(None, description="The start of a turn that lasts `length`: `'09:00'`.")
    length: Lengths | None = Field(None, description="How long: `8h`, `1 week`; several make a family each.")
    every: Wall | None = Field(None, description="How far apart the starts of a family are: `30m`.")
    between: Between | None = Field(None, description="The first and last start of a family: `06:00-14:00`.")
    days: Days | None = Field(None, description="The days on which it begins: `Mon-Fri`; all if left out.")
    in_: Zone | None = Field(None, description="The clock of the hours; each person's own if left out.")
    break_: Wall | None = Field(None, description="Unpaid, in the middle: presence, not work.")
    people: Amount | None = Field(None, description="So many are wanted on it, each day it begins.")
    at_most: Amount | None = Field(None, description="The most people on it, each day it begins.")
    weight: Weight = Field(100, description="What each shift too few weighs.")
    spare: Weight = Field(0, description="What each shift too many weighs.")


class Who(Part):
    """Some of the people: all that is named must fit."""

    short = "people"
    people: Names = Field(NONE, description="By name, id or address.")
    teams: Names = Field(NONE, description="Members of any of these.")
    countries: Countries = Field(NONE, description="Whose home is in any of these.")
    skills: Words = Field(NONE, description="With all of these.")
    languages: Words = Field(NONE, description="Who speak all of these.")


class Law(Part):
    """Whether the rule packs hold, by the law of where each person is, and what no map tells."""

    short = "holds"
    holds: bool = Field(description=said("`true`: what the law caps is kept, the rest is flagged."))
    met: Words = Field(NONE, description="Ids of rules whose condition is met.")
    not_met: Words = Field(NONE, description="Ids of rules whose condition is not met, or that do not hold.")
    standby: Names = Field(NONE, description="Duties that are standby.")


class Overrides(Part):
    """Who has the duty whosever turn it is: a swap, or a stand-in."""

    person: str = Field(description=said("By name, id or address."))
    from_: Day = Field(description=said("From the handover's time on this date."))
    until: Day | None = Field(None, description="To the same time after this date; `from` where left out.")


class Second(Part):
    """Who is called second while somebody has the turn: the next in line, or whoever a second list names."""

    short = "duty"
    duty: Name = Field(description=said("The name of the duty that the second is on."))
    members: Ordered = Field([], description="A list of its own; the next in line of the first if left out.")
    every: Every | None = Field(None, description="How long a turn of that list is, where it differs.")
    handover: Handover | None = Field(None, description="When that list is handed over, where it differs.")
    started: Day | None = Field(None, description="The date of its first handover, where it differs.")
    overrides: OneOrMore[Overrides] = Field([], description="Who has taken the second call over, and when.")


class Joins(Part):
    """Who takes turns from a date on: last in the list or at a place in it; nobody's turn is cut."""

    person: str = Field(description=said("By name, id or address."))
    at: Day = Field(description=said("From the first handover on this date or after it."))
    after: str | None = Field(None, description="Whom they come after; last in the list where left out.")


class Leaves(Part):
    """Who takes no turns from a date on: one in progress is finished, and the others keep their order."""

    person: str = Field(description=said("By name, id or address."))
    at: Day = Field(description=said("From the first handover on this date or after it."))


class Turning(Part):
    """Turns of a list, for ever: no solver plans them, and other shifts keep clear of them."""

    every: Every = Field(Cadence(Unit.WEEK), description="How long a turn is; a week where left out.")
    members: Ordered = Field(description=said("Who takes turns, in order."))
    handover: Handover = Field((None, 0), description="When; midnight where left out.")
    in_: Zone | None = Field(None, description="The clock that it is handed over by.")
    own_clock: bool = Field(
        default=False, description="`true` instead: the own clock of whoever takes over, wherever they are."
    )
    active: Days | None = Field(None, description="The days that have a turn: `Mon-Fri`; all if left out.")
    buffer: Wall | None = Field(None, description="How long the one before stays reachable: `30m`.")
    started: Day | None = Field(None, description="The date of the first handover; the plan's if left out.")
    second: Second | None = Field(None, description="Who is called second, never the first.")
    joins: OneOrMore[Joins] = Field([], description="Who comes into the list later.")
    leaves: OneOrMore[Leaves] = Field([], description="Who goes out of it.")
    overrides: OneOrMore[Overrides] = Field([], description="Who has taken it over, and when.")


class Duty(Wanted):
    """A duty: how many are wanted, by which shifts, of whom."""

    duty: Name = Field(description=said("Its name: watch, payments."))
    demand: OneOrMore[Wanted] = Field([], description="A table instead: how many at which hours.")
    shifts: OneOrMore[Shifts] = Field([], description="How somebody can be on it.")
    eligible: Who | None = Field(None, description="Who may be on it; everybody where left out.")
    shared: Shared | None = Field(
        None, description="`true`, or the least stretch: it is shared out by the hour within own hours."
    )
    rotation: Turning | None = Field(None, description="Turns of a list: whose it is when.")
    burden: Factor = Field(1.0, description="By what its hours are multiplied: 0.25 for standby at home.")


class Wish(Part):
    """What somebody would like; it never moves a rule."""

    person: str = Field(description=said("By name, id or address."))
    date_: Day = Field(description=said("The date, on their own clock."))
    shift: str | None = Field(None, description="The shift's name; any where left out.")
    wants: bool = Field(description=said("`true`: they would like it; `false`: they would rather not."))
    weight: Weight = Field(1, description="What it costs not to grant it, against other wishes.")


class Unavailable(Part):
    """When somebody cannot be planned. There is no key for a reason."""

    person: str = Field(description=said("By name, id or address."))
    from_: Day = Field(description=said("The first date, on their own clock."))
    until: Day | None = Field(None, description="The last date; the first where left out.")


class Fixed(Part):
    """A shift that stands whatever happens: rules that it breaks are told, the rest is planned beside it."""

    person: str = Field(description=said("By name, id or address."))
    shift: str = Field(description=said("The name of the shift."))
    date_: Day = Field(description=said("The date, on their own clock."))


class CalledOut(Part):
    """When somebody was called out of standby: work, after which their rest begins anew."""

    person: str = Field(description=said("By name, id or address."))
    date_: Day = Field(description=said("The date, on their own clock."))
    hours: Hours = Field(description=said("From and to, the way there included: `02:00-03:30`."))


class Share(Part):
    """The part of a full load that a contract asks of somebody."""

    person: str = Field(description=said("By name, id or address."))
    share: Load = Field(description=said("`50 %` or 0.5 is half of a full load."))


class Burden(Part):
    """Points of an hour on duty for whoever has it, on top of one another."""

    hour: Weight = Field(1, description="Any hour.")
    weekend: Weight = Field(2, description="An hour of their weekend, outside their own hours.")
    holiday: Weight = Field(4, description="An hour of a public holiday of theirs.")
    nights: bool = Field(default=True, description="Early, late and night hours, by the rule pack's bands.")


class RotaFile(Part):
    """What is to be planned."""

    rota: Name | None = Field(None, description="Its name; the file's where left out.")
    from_: Day = Field(description=said("The first date."))
    weeks: Amount | None = Field(None, description="How many weeks from then.")
    days: Amount | None = Field(None, description="How many days instead.")
    until: Day | None = Field(None, description="Or the last date.")
    in_: Zone | None = Field(None, description="The zone whose midnights begin and end the plan, or UTC.")
    people: Names = Field(NONE, description="Who is planned for; everybody of the files where left out.")
    teams: Names = Field(NONE, description="The same by team.")
    without: Names = Field(NONE, description="Who of them is not.")
    duties: OneOrMore[Duty] = Field(description=said("What there is to do."))
    rules: Rules = Field(Rules(), description="What every plan must keep to.")
    law: Law | None = Field(None, description="Whether rule packs hold too, by the law of each place.")
    volunteers: Names = Field(NONE, description="Who would work on their public holidays.")
    unavailable: OneOrMore[Unavailable] = Field([], description="When people cannot be planned.")
    shares: OneOrMore[Share] = Field([], description="Who has less than a full load, by contract.")
    wishes: OneOrMore[Wish] = Field([], description="What people would like.")
    fixed: OneOrMore[Fixed] = Field([], description="Shifts that stand whatever happens.")
    call_outs: OneOrMore[CalledOut] = Field([], description="Call-outs before the plan or in it.")
    published: str | None = Field(
        None, description="A plan that stands: the new one moves few of its shifts."
    )
    history: str | None = Field(None, description="What was worked before, as a plan or a rota.")
    ledger: str | None = Field(None, description="What was carried before: a file of `--ledger`.")
    burden: Burden = Field(Burden(), description="What an hour on duty weighs.")
    aims: OneOrMore[str] = Field(
        [], description="What comes first: `[cover, changes, fair, wishes]`; `cover + fair` is one sum."
    )


def rota_schema() -> dict[str, Any]:
    """The JSON Schema of a rota file (draft 2020-12), for editors and other programs."""
    made = RotaFile.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Farflung rota file"}
    return {**head, **{key: value for key, value in made.items() if key != "title"}}
