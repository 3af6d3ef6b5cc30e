"""The fix for a series that clock changes move: another zone to follow, and for whom it moves then."""

from collections.abc import Sequence
from dataclasses import replace

from farflung.engine.atlas import Change
from farflung.engine.checks.finding import Fix
from farflung.engine.checks.phrases import city, people
from farflung.engine.checks.question import Question
from farflung.engine.clocks import Move, anchored, forecast, steadiest_zone
from farflung.engine.model import MeetingSeries
from farflung.engine.said import said
from farflung.engine.time import CivilTime

MOST_SIMULATED = 200
"""A meeting of more people than this is not moved by a linter's advice."""


def steadier(question: Question, series: MeetingSeries, moves: Sequence[Move]) -> Fix | None:
    """Another zone to follow, where the series then moves for fewer people; simulated on its attendees."""
    moved = {person for move in moves for person in move.people}
    if not moves or len(series.attendees) > MOST_SIMULATED:
        return None
    zone, hoped = steadiest_zone(question.atlas, series, question.window)
    changed = _changed(question, series, zone, moves) if hoped < len(moved) else None
    if changed is None:
        return None
    left = len(forecast(question.atlas, changed, question.window).people)
    if left >= len(moved):
        return None
    clock = changed.recurrence.start.time
    return Fix(
        said("Anchor it at {clock} {city}", clock=f"{clock:%H:%M}", city=city(zone)),
        said("moves for {left} instead of {people} in this window", left=left, people=people(len(moved))),
        Change((series,), (changed,)),
    )


def _changed(
    question: Question, series: MeetingSeries, zone: str, moves: Sequence[Move]
) -> MeetingSeries | None:
    """The series on the clocks of another zone, keeping the hour that people are used to."""
    zones, recurrence = question.atlas.zones, series.recurrence
    moved = {start for move in moves for start in move.starts}
    held = [o for o in question.atlas.occurrences(series, question.window) if not o.moved]
    usual: CivilTime = next((o.civil for o in held if o.start not in moved), held[0].civil)
    new = anchored(recurrence, zones.zone(zone), zones.zone(recurrence.zone), usual)
    return replace(series, recurrence=new) if new else None
