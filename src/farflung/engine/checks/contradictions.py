"""Contradictions: between what is written and the roster, and between one agreement and another."""

from collections.abc import Iterator

from farflung.engine.checks.contradictions_agreements import agreement_contradictions
from farflung.engine.checks.contradictions_hours import hour_contradictions
from farflung.engine.checks.contradictions_promises import promise_contradictions
from farflung.engine.checks.contradictions_roster import roster_contradictions
from farflung.engine.checks.finding import Finding
from farflung.engine.checks.question import Check, Question


def find(question: Question) -> Iterator[Finding]:
    """Everything that cannot be true at once."""
    yield from roster_contradictions(question)
    yield from agreement_contradictions(question)
    yield from hour_contradictions(question)
    yield from promise_contradictions(question)


CONTRADICTIONS = Check(
    "contradictions",
    "Contradictions",
    {
        "contradiction.roster": "The roster as planned never has as many as the company's own rule says.",
        "contradiction.expired": "An agreement or an exemption is past its date, or will be in the window.",
        "contradiction.unknown-name": "A rule is about a duty or team that is not in the files.",
        "contradiction.too-few-people": "A rule asks for more at once than there are people who could.",
        "contradiction.max-week": "A duty needs more hours a week than its holders may work.",
        "contradiction.coverage": "Two rules for one duty ask for more and for fewer at the same time.",
        "contradiction.core-hours": "Core hours that members do not work, or two that differ.",
        "contradiction.no-meeting-hour": "Meeting rules leave no hour in which a team may meet.",
        "contradiction.no-shared-hour": "A promise in working hours between teams that share no hour.",
        "contradiction.promise": "A promise on the wall clock that nobody is there to keep.",
    },
    find,
)
