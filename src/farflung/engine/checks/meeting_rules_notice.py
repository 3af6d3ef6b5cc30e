"""How long before its start a meeting is announced, where its calendar tells when it was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.meeting_rules_notice_fix import in_time
from farflung.engine.checks.meeting_rules_scope import InForce, bound
from farflung.engine.checks.phrases import count, dated, dates, day, length, quoted, utc, wall, who
from farflung.engine.checks.question import Question
from farflung.engine.meetings.notice import Announcement, announcements
from farflung.engine.model import MeetingSeries
from farflung.engine.said import Said, said
from farflung.engine.said_values import at_moment
from farflung.engine.time import CivilTime, Span

NOTICE, UNKNOWN = "meeting-rules.notice", "meeting-rules.notice-unknown"

_MOST_FIXES = 20
"""So many meetings get a fix looked for, those that take the most people's time first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a series that is announced in the window, and who of its people had to be told."""

    series: MeetingSeries
    people: tuple[str, ...]
    late: list[Announcement]
    unknown: list[Announcement]

    @property
    def weight(self) -> float:
        """Person-hours of what is announced too late."""
        hours = sum((a.occurrence.end - a.occurrence.start).total_seconds() for a in self.late) / 3600
        return len(self.people) * hours


def short_notice(question: Question, rule: InForce) -> Iterator[Finding]:
    """One finding for each series that is announced too late, and one for all whose files do not tell."""
    asked = rule.rules.notice
    if asked is None:
        return
    told = [one for series in question.atlas.meetings if (one := _told(question, rule, asked, series))]
    late = sorted((one for one in told if one.late), key=lambda one: -one.weight)
    for number, one in enumerate(late):
        fix = in_time(question, rule, one.series, one.late[0]) if number < _MOST_FIXES else None
        yield _finding(question, rule, asked, one, fix)
    unknown = [one for one in told if one.unknown]
    if unknown:
        yield _unknown(question, rule, asked, unknown)


def _told(question: Question, rule: InForce, asked: timedelta, series: MeetingSeries) -> _Told | None:
    """None where nothing of it is announced in the window, or nobody has to be told: who calls it knows."""
    news = announcements(question.atlas, series, question.window)
    if not news:
        return None
    people = tuple(p for p in bound(question, rule, series.attendees) if p != series.organizer)
    late = [a for a in news if a.ahead is not None and a.ahead < asked]
    return _Told(series, people, late, [a for a in news if a.ahead is None]) if people else None


def _finding(question: Question, rule: InForce, asked: timedelta, told: _Told, fix: Fix | None) -> Finding:
    series, atlas = told.series, question.atlas
    days = sorted({_start(question, series, a).date for a in told.late})
    return Finding(
        rule=NOTICE,
        severity=Severity.ERROR,
        subject=series.title,
        title=f"{quoted(series.title)} comes with less than {length(asked)} of notice "
        f"for {who(atlas, told.people)} {dates(days)}",
        cause=_cause(series, min(told.late, key=lambda a: a.ahead or timedelta())),
        basis=rule.basis(_words(asked)),
        who=told.people,
        spans=tuple(sorted(Span(a.occurrence.start, a.occurrence.end) for a in told.late)),
        evidence=tuple(_evidence(question, series, a) for a in told.late[:10]),
        fixes=(fix,) if fix else (),
        source=series.source or rule.rules.source,
        weight=told.weight,
        tags=("agreement",),
    )


def _words(asked: timedelta) -> Said:
    return said("a meeting is announced {length} before it starts", length=length(asked))


def _start(question: Question, series: MeetingSeries, one: Announcement) -> CivilTime:
    return CivilTime.of(one.occurrence.start, question.atlas.zones.zone(series.recurrence.zone))


def _cause(series: MeetingSeries, one: Announcement) -> Said:
    at, ahead = one.at or one.occurrence.start, one.ahead or timedelta()
    if one.first and one.at == series.created:
        return said(
            "because it was put into the calendar on {at}, {length} before it starts",
            at=dated(at),
            length=length(ahead),
        )
    return said("because it was moved on {at}, {length} before it starts", at=dated(at), length=length(ahead))


def _evidence(question: Question, series: MeetingSeries, one: Announcement) -> Evidence:
    start = _start(question, series, one)
    at, ahead = one.at or one.occurrence.start, one.ahead or timedelta()
    since = at_moment(f"{day(at.date())} {utc(at)}", at)
    known = said("known since {at}, {length} ahead", at=since, length=length(ahead))
    return Evidence(at_moment(f"{day(start.date)} {wall(start)}", one.occurrence.start), known, series.source)


def _unknown(question: Question, rule: InForce, asked: timedelta, told: list[_Told]) -> Finding:
    """Said once: what is not known is neither kept nor broken."""
    one = len(told) == 1
    what = quoted(told[0].series.title) if one else count(len(told), "meeting")
    return Finding(
        rule=UNKNOWN,
        severity=Severity.NOTE,
        subject=rule.agreement.name,
        title=f"Notice could not be checked for {what}: "
        f"{'its file does' if one else 'their files do'} not say when "
        f"{'it was' if one else 'they were'} announced",
        cause=said("because only an iCalendar file can tell when people could first know, by CREATED"),
        basis=rule.basis(_words(asked)),
        evidence=tuple(_untold(question, t.series, t.unknown[0]) for t in told[:20]),
        source=rule.rules.source,
        tags=("agreement",),
    )


def _untold(question: Question, series: MeetingSeries, one: Announcement) -> Evidence:
    start = _start(question, series, one)
    if not one.first:
        why = said("moved, and nothing says when")
    elif series.created is None:
        why = said("nothing says when it was made")
    else:
        made = at_moment(f"{day(series.created.date())} {utc(series.created)}", series.created)
        why = said("entered on {at}, after its start", at=made)
    at = at_moment(f"{day(start.date)} {wall(start)}", one.occurrence.start)
    return Evidence(series.title, said("{at}: {why}", at=at, why=why), series.source)
