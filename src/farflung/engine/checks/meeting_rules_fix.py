"""The hour at which a series breaks the agreement for the fewest people, simulated."""

from farflung.engine.atlas import Change
from farflung.engine.checks.finding import Fix
from farflung.engine.checks.phrases import city, people
from farflung.engine.checks.question import Question
from farflung.engine.meetings import RotationRequest, in_turn, moved_to
from farflung.engine.model import MeetingRules, MeetingSeries, Occurrence
from farflung.engine.said import said

_MOST_PEOPLE = 200


def better_hour(
    question: Question,
    rules: MeetingRules,
    series: MeetingSeries,
    held: list[Occurrence],
    hit: tuple[str, ...],
) -> Fix | None:
    """Another whole hour on the series' own clock, where it hits fewer people; None where there is none."""
    hours = (rules.earliest or 0, rules.latest or 1440)
    ids = tuple(dict.fromkeys(series.attendees))
    minutes = int((held[0].end - held[0].start).total_seconds()) // 60
    if len(ids) > _MOST_PEOPLE or any(o.moved for o in held) or not 0 < minutes <= hours[1] - hours[0]:
        return None
    request = RotationRequest(
        ids, tuple(o.civil.date for o in held), minutes, series.recurrence.zone, times=None, acceptable=hours
    )
    (plan,) = in_turn(question.atlas, request, question.packs.burden_points(), 1, question.window)
    left = plan.outside
    if plan.off or left >= len(hit):
        return None
    clock = f"{plan.times[0] // 60:02d}:{plan.times[0] % 60:02d} {city(series.recurrence.zone)}"
    fewer = said("outside for {people} instead of {now}", people=people(left), now=len(hit))
    effect = fewer if left else said("inside the hours of everybody")
    return Fix(
        said("Move it to {clock}", clock=clock),
        effect,
        Change((series,), (moved_to(series, held, plan.starts),)),
    )
