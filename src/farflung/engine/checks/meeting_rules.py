"""Meetings against what the working agreement says of them, and against journeys."""

from collections.abc import Iterator

from farflung.engine.checks.finding import Finding
from farflung.engine.checks.meeting_rules_agenda import AGENDA, without_agenda
from farflung.engine.checks.meeting_rules_hours import DAYS, HOURS, outside_hours
from farflung.engine.checks.meeting_rules_notice import NOTICE, UNKNOWN, short_notice
from farflung.engine.checks.meeting_rules_scope import in_force
from farflung.engine.checks.meeting_rules_stays import STAY, during_stays
from farflung.engine.checks.meeting_rules_week import WEEK, too_many_hours
from farflung.engine.checks.question import Check, Question


def find(question: Question) -> Iterator[Finding]:
    """Findings rule by rule, then those of journeys."""
    for rule in in_force(question):
        yield from outside_hours(question, rule)
        yield from short_notice(question, rule)
        yield from without_agenda(question, rule)
        yield from too_many_hours(question, rule)
    yield from during_stays(question)


MEETING_RULES = Check(
    "meeting-rules",
    "Meetings against the working agreement",
    {
        HOURS: "A meeting starts earlier or ends later than the agreement allows, by an attendee's clock.",
        DAYS: "A meeting falls on a day that the agreement keeps free of meetings.",
        NOTICE: "A meeting is announced, or moved, less long ahead than the agreement asks for.",
        UNKNOWN: "Notice could not be checked: the files do not say when a meeting was made.",
        AGENDA: "A meeting has no agenda, which the agreement requires.",
        WEEK: "Somebody has more hours of meetings in a week than the agreement allows.",
        STAY: "A journey takes meetings already set out of somebody's hours.",
    },
    find,
)
