"""The rules of a rota file: each a value (`rest: 11h`), a mapping with its scope, or a list of them."""

from datetime import timedelta

from pydantic import Field

from farflung.engine.said import said
from farflung.intake.one_or_more import OneOrMore
from farflung.intake.rota_file.fields import (
    Amount,
    Countries,
    Days,
    Names,
    Night,
    Outside,
    Wall,
    Weeks,
    Words,
)
from farflung.intake.rota_file.parts import Part

NONE: frozenset[str] = frozenset()


class Rule(Part):
    """For whom a rule holds (everybody where nothing is said), and why."""

    people: Names = Field(NONE, description="Only for these.")
    teams: Names = Field(NONE, description="Only for members of any of these.")
    countries: Countries = Field(NONE, description="Only for people whose home is in any of these.")
    not_counting: Words = Field(NONE, description="Duties whose shifts do not count for it: standby at home.")
    because: str = Field("", description="Where it comes from; shown with every break of it.")


class Rest(Rule):
    """Rest from the end of a shift to the start of the next, in elapsed time."""

    short = "at least"
    at_least: Wall = Field(description=said("How long: `11h`."))


class WeekHours(Rule):
    """Work in each calendar week of the person's own clock."""

    short = "at most"
    at_most: Wall = Field(description=said("How long: `40h`."))
    begins: Days | None = Field(None, description="The day on which weeks begin; Monday where left out.")


class AverageHours(Rule):
    """Work a week on average over several weeks in a row, history included."""

    at_most: Wall = Field(description=said("How long a week: `48h`."))
    weeks: Weeks = Field(description=said("Over how many weeks."))


class AllHours(Rule):
    """Work in the whole plan."""

    short = "at most"
    at_least: Wall | None = Field(None, description="The least.")
    at_most: Wall | None = Field(None, description="The most.")


class DaysInARow(Rule):
    """Days in a row with a shift."""

    short = "at most"
    at_least: Amount | None = Field(None, description="The shortest run.")
    at_most: Amount | None = Field(None, description="The longest run.")


class NightsInARow(Rule):
    """Nights in a row with a shift, on the person's own clock."""

    short = "at most"
    at_most: Amount = Field(description=said("How many."))
    night: Night | None = Field(None, description="What counts as night; 23:00-06:00 where left out.")


class DaysOff(Rule):
    """Days off in a row."""

    short = "at least"
    at_least: Amount = Field(description=said("How many."))


class Weekends(Rule):
    """Weekends with a shift, in the whole plan."""

    short = "at most"
    at_most: Amount = Field(description=said("How many."))
    days: Days | None = Field(None, description="The days of a weekend; Sat, Sun where left out.")


class OwnHours(Rule):
    """Shifts lie in the hours that people work anyway. `true`, or how much may lie outside."""

    short = "outside"
    outside: Outside = Field(timedelta(), description="`true`, or how much of a shift may lie outside: `1h`.")


class NotAfter(Rule):
    """On the day after a shift some others do not begin."""

    shift: str = Field(description=said("The name of the first."))
    never: Words = Field(description=said("The names of those that do not follow."))


class ShiftsOf(Rule):
    """How many shifts of a kind somebody has in the whole plan."""

    shifts: Words = Field(description=said("The names of the shifts."))
    at_most: Amount = Field(description=said("How many."))


class Apart(Rule):
    """Two people who are never on one duty at once. Nothing says why."""

    one: str = Field(description=said("By name, id or address."))
    other: str = Field(description=said("By name, id or address."))


class Together(Rule):
    """Somebody who is on a duty only while another is: who learns, and who shows how."""

    one: str = Field(description=said("By name, id or address."))
    with_: str = Field(description=said("By name, id or address."))


class Spacing(Rule):
    """A pause between two shifts on one duty, in elapsed time."""

    duty: str = Field(description=said("Its name: watch, payments."))
    at_least: Wall = Field(description=said("How long: `2 weeks`."))


class Notice(Rule):
    """How long ahead a shift is known: what begins sooner is not changed."""

    short = "at least"
    at_least: Wall = Field(description=said("How long: `14 days`."))
    agreed: Names = Field(NONE, description="Who agreed to come at shorter notice.")


class DayHours(Rule):
    """Work in shifts that begin on one date of the person's own clock."""

    short = "at most"
    at_most: Wall = Field(description=said("How long: `10h`."))


class NightHours(Rule):
    """Work in a night shift: one with time in the night, on the person's own clock."""

    short = "at most"
    at_most: Wall = Field(description=said("How long: `8h`."))
    night: Night | None = Field(None, description="What is night; 23:00-06:00 where left out.")
    from_: Wall | None = Field(None, description="How much of it makes a night shift; any where left out.")


class RestAfterNights(Rule):
    """Rest after so many night shifts in a row, in elapsed time."""

    short = "at least"
    at_least: Wall = Field(description=said("How long: `46h`."))
    nights: Weeks = Field(1, description="After so many or more; after each where left out.")
    night: Night | None = Field(None, description="What is night; 23:00-06:00 where left out.")


class NightsInWeeks(Rule):
    """Night shifts in every run of calendar weeks, history included."""

    at_most: Amount = Field(description=said("How many."))
    weeks: Weeks = Field(description=said("In how many weeks."))
    night: Night | None = Field(None, description="What is night; 23:00-06:00 where left out.")


class DaysWithNights(Rule):
    """Days in a row with a shift where night shifts are among them."""

    short = "at most"
    at_most: Amount = Field(description=said("How many."))
    nights: Weeks = Field(1, description="From so many night shifts among them on.")
    night: Night | None = Field(None, description="What is night; 23:00-06:00 where left out.")


class NightWorkerHours(Rule):
    """Work a week on average over weeks in a row that have night shifts."""

    at_most: Wall = Field(description=said("How long a week: `48h`."))
    weeks: Weeks = Field(description=said("In how many weeks."))
    nights: Weeks = Field(1, description="From so many night shifts in them on.")
    night: Night | None = Field(None, description="What is night; 23:00-06:00 where left out.")


class WeeklyRest(Rule):
    """A stretch without any shift in each calendar week, in elapsed time."""

    short = "at least"
    at_least: Wall = Field(description=said("How long: `35h`."))


class WorkingDays(Rule):
    """Dates with a shift in each calendar week."""

    short = "at most"
    at_most: Amount = Field(description=said("How many."))


class FreeSundays(Rule):
    """Sundays without any work in every run of weeks, history included."""

    at_least: Amount = Field(description=said("How many."))
    weeks: Weeks = Field(description=said("In how many weeks."))


class RestAfterCallOut(Rule):
    """Rest from the end of a call-out to the next work, in elapsed time."""

    short = "at least"
    at_least: Wall = Field(description=said("How long: `11h`."))
    standby: Names = Field(NONE, description="Duties that may follow sooner.")


class Rules(Part):
    """What every plan keeps to. Each is one rule or a list of them."""

    rest: OneOrMore[Rest] = Field([], description="Between two shifts, in elapsed time.")
    hours_per_week: OneOrMore[WeekHours] = Field([], description="The most work in a calendar week.")
    average_hours: OneOrMore[AverageHours] = Field([], description="The most work a week on average.")
    hours_in_all: OneOrMore[AllHours] = Field([], description="Work in the whole plan.")
    days_in_a_row: OneOrMore[DaysInARow] = Field([], description="Days in a row with a shift.")
    nights_in_a_row: OneOrMore[NightsInARow] = Field([], description="Nights in a row with a shift.")
    days_off_in_a_row: OneOrMore[DaysOff] = Field([], description="The shortest pause of whole days.")
    hours_per_day: OneOrMore[DayHours] = Field([], description="The most work on a date.")
    hours_per_night: OneOrMore[NightHours] = Field([], description="The most work in a night shift.")
    rest_after_nights: OneOrMore[RestAfterNights] = Field([], description="After night shifts in a row.")
    nights_in_weeks: OneOrMore[NightsInWeeks] = Field([], description="The most night shifts of some weeks.")
    days_in_a_row_with_nights: OneOrMore[DaysWithNights] = Field([], description="Shorter runs with nights.")
    hours_of_night_workers: OneOrMore[NightWorkerHours] = Field([], description="On average, with nights.")
    weekly_rest: OneOrMore[WeeklyRest] = Field([], description="Without a shift, in each calendar week.")
    days_per_week: OneOrMore[WorkingDays] = Field([], description="The most working days of a week.")
    free_sundays: OneOrMore[FreeSundays] = Field([], description="The fewest free Sundays of some weeks.")
    rest_after_call_out: OneOrMore[RestAfterCallOut] = Field([], description="After each of `call outs`.")
    weekends: OneOrMore[Weekends] = Field([], description="The most weekends with a shift.")
    own_hours: OneOrMore[OwnHours] = Field([], description="Shifts lie in people's own hours.")
    not_after: OneOrMore[NotAfter] = Field([], description="Shifts that do not follow one another.")
    apart: OneOrMore[Apart] = Field([], description="Pairs that are never on one duty at once.")
    together: OneOrMore[Together] = Field([], description="Who is on a duty only with somebody.")
    spacing: OneOrMore[Spacing] = Field([], description="The shortest pause between shifts on a duty.")
    notice: OneOrMore[Notice] = Field([], description="How long ahead shifts are known.")
    shifts_of: OneOrMore[ShiftsOf] = Field([], description="The most shifts of a kind.")
