"""Meetings without an agenda, where one is required."""

from collections.abc import Iterator

from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.meeting_rules_scope import InForce, bound
from farflung.engine.checks.phrases import count, quoted
from farflung.engine.checks.question import Question
from farflung.engine.said import said

AGENDA = "meeting-rules.agenda"


def without_agenda(question: Question, rule: InForce) -> Iterator[Finding]:
    """One finding for all series without one; a file that cannot tell is given the benefit of the doubt."""
    if not rule.rules.agenda_required:
        return
    bare = [
        series
        for series in question.atlas.meetings
        if series.has_agenda is False
        and bound(question, rule, series.attendees)
        and question.atlas.occurrences(series, question.window)
    ]
    if not bare:
        return
    what = quoted(bare[0].title) if len(bare) == 1 else count(len(bare), "meeting")
    people = tuple(dict.fromkeys(person for series in bare for person in series.attendees))
    yield Finding(
        rule=AGENDA,
        severity=Severity.ERROR,
        subject=rule.agreement.name,
        title=f"{what} {'has' if len(bare) == 1 else 'have'} no agenda, which {rule.agreement.name} requires",
        cause=said("because the invitation has no description"),
        basis=rule.basis(said("every meeting has an agenda")),
        who=people,
        evidence=tuple(Evidence(series.title, said("no agenda"), series.source) for series in bare[:20]),
        source=rule.rules.source,
        weight=float(len(bare)),
        tags=("agreement",),
    )
