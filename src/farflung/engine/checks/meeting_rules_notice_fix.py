"""When a meeting that was announced too late could be held instead, simulated."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from farflung.engine.atlas import Atlas, Change
from farflung.engine.checks.finding import Fix
from farflung.engine.checks.meeting_rules_scope import InForce, bound
from farflung.engine.checks.meeting_rules_week import too_many_hours
from farflung.engine.checks.part import part_of
from farflung.engine.checks.phrases import dated, day, length, people, quoted, wall
from farflung.engine.checks.question import Question
from farflung.engine.meetings import SlotOption, SlotRequest, find_slots, meetings_of, moved_to
from farflung.engine.meetings.notice import Announcement, announcements
from farflung.engine.model import MeetingRules, MeetingSeries, Occurrence, Override
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import at_moment
from farflung.engine.time import CivilTime, Span

_MOST_PEOPLE = 200
_AHEAD = timedelta(days=7)
_TRIED = 12
"""So many of the best times are looked at for the first that keeps the agreement's other rules."""


def in_time(question: Question, rule: InForce, series: MeetingSeries, late: Announcement) -> Fix | None:
    """The date with which a series begins in time; for a single or moved meeting another time."""
    if late.at is None or rule.rules.notice is None:
        return None
    held = [
        o for o in question.atlas.occurrences(series, question.window) if o.start >= late.occurrence.start
    ]
    known = late.at + rule.rules.notice
    later = next((o for o in held if o.start >= known and not o.moved), None) if late.first else None
    if later is not None:
        return _begun(question, rule, series, [o for o in held if o.start < later.start], later)
    # Whoever moves it now can tell nobody earlier than now: the window begins no later than that.
    first = max(late.at, question.window.start) + rule.rules.notice
    following = next((o.start for o in held if o.start > late.occurrence.start), question.window.end)
    return _another_time(
        question, rule, series, late, Span(first, max(first, min(first + _AHEAD, following)))
    )


def _begun(
    question: Question,
    rule: InForce,
    series: MeetingSeries,
    gone: list[Occurrence],
    later: Occurrence,
) -> Fix | None:
    """The series without its first dates: what is left stands where it stood, so no other rule is touched."""
    left_out = {o.civil: Override(o.civil) for o in gone}
    kept = tuple(o for o in series.recurrence.overrides if o.original not in left_out)
    changed = replace(series, recurrence=replace(series.recurrence, overrides=(*kept, *left_out.values())))
    first = _first(question.atlas.with_(meetings=(changed,)), changed, question.window)
    if first is None or first.ahead is None or rule.rules.notice is None or first.ahead < rule.rules.notice:
        return None
    start = _shown(question, series, later.start)
    return Fix(
        said("Begin {what} on {at}", what=quoted(series.title), at=_at(start, later.start)),
        said_of(
            "known {length} ahead; {count} date before it left out",
            "known {length} ahead; {count} dates before it left out",
            len(gone),
            length=length(first.ahead),
        ),
        Change((series,), (changed,)),
    )


def _at(shown: CivilTime, at: datetime) -> Said:
    return at_moment(f"{day(shown.date)}, {wall(shown)}", at)


def _first(atlas: Atlas, series: MeetingSeries, window: Span) -> Announcement | None:
    return next((one for one in announcements(atlas, series, window) if one.first), None)


def _another_time(
    question: Question, rule: InForce, series: MeetingSeries, late: Announcement, within: Span
) -> Fix | None:
    required = tuple(dict.fromkeys(series.required))
    long = late.occurrence.end - late.occurrence.start
    if not 0 < len(required) <= _MOST_PEOPLE or within.elapsed < long:
        return None
    if not timedelta(minutes=5) <= long <= timedelta(days=1):
        return None
    part = part_of(question.atlas, required, meetings_of(question.atlas, set(required)))
    held_to, weeks = set(bound(question, rule, required)), _Weeks(question, rule, part.meetings)
    for request, where in _requests(rule.rules, required, within, long, series):
        for option in _in_order(part, request, question):
            changed = moved_to(series, [late.occurrence], [option.start])
            if _keeps(rule.rules, option, held_to) and weeks.no_fuller(changed):
                return _moved(question, rule, series, changed, late, option, where)
    return None


def _requests(
    rules: MeetingRules, required: tuple[str, ...], within: Span, long: timedelta, series: MeetingSeries
) -> Iterator[tuple[SlotRequest, Said]]:
    """Inside everybody's own hours; where there is no such time, inside the agreement's."""
    request = SlotRequest(required, within, long, moving=series.id, most=_TRIED)
    yield request, said("inside the hours of all {people}", people=people(len(required)))
    if rules.earliest is not None or rules.latest is not None:
        hours = (rules.earliest or 0, rules.latest or 1440)
        yield (
            replace(request, acceptable=hours),
            said("inside the agreement's hours for all {people}", people=people(len(required))),
        )


def _in_order(part: Atlas, request: SlotRequest, question: Question) -> list[SlotOption]:
    """The best times that suit everybody, the earliest first."""
    answer = find_slots(part, request, question.packs.burden_points())
    return sorted((o for o in answer.options if not o.outside), key=lambda option: option.start)


def _keeps(rules: MeetingRules, option: SlotOption, held_to: set[str]) -> bool:
    """Whether the time is inside the agreement's hours and on none of its free days, for those it binds."""
    minutes = -(-option.span.elapsed // timedelta(minutes=1))
    for each in option.attendance:
        start = each.local.time.hour * 60 + each.local.time.minute
        early = rules.earliest is not None and start < rules.earliest
        late = rules.latest is not None and start + minutes > rules.latest
        if each.person in held_to and (early or late or each.local.date.weekday() in rules.no_meeting_days):
            return False
    return True


class _Weeks:
    """Who has more hours of meetings in a week than the rule allows, by some of the meetings alone."""

    def __init__(self, question: Question, rule: InForce, meetings: tuple[MeetingSeries, ...]) -> None:
        self._question, self._rule, self._meetings = question, rule, meetings

    @cached_property
    def _before(self) -> set[str]:
        return self._over(self._meetings)

    def no_fuller(self, changed: MeetingSeries) -> bool:
        """Whether a change of one of the meetings takes nobody over it."""
        if self._rule.rules.max_weekly_hours is None:
            return True
        meetings = tuple(changed if known.id == changed.id else known for known in self._meetings)
        return self._over(meetings) <= self._before

    def _over(self, meetings: tuple[MeetingSeries, ...]) -> set[str]:
        # Of the whole Atlas, not of a part: what is known of its people in this window stays known.
        asked = replace(self._question, atlas=self._question.atlas.with_(meetings=meetings))
        return {person for found in too_many_hours(asked, self._rule) for person in found.who}


def _moved(
    question: Question,
    rule: InForce,
    series: MeetingSeries,
    changed: MeetingSeries,
    late: Announcement,
    option: SlotOption,
    where: Said,
) -> Fix:
    was, start = (_shown(question, series, at) for at in (late.occurrence.start, option.start))
    asked = rule.rules.notice or timedelta()
    by = option.start - asked
    return Fix(
        said(
            "Move {what} of {day} to {at}",
            what=quoted(series.title),
            day=day(was.date),
            at=_at(start, option.start),
        ),
        said(
            "{length} of notice if it is said by {at}; {where}",
            length=length(asked),
            at=dated(by),
            where=where,
        ),
        Change((series,), (changed,)),
    )


def _shown(question: Question, series: MeetingSeries, at: datetime) -> CivilTime:
    return CivilTime.of(at, question.atlas.zones.zone(series.recurrence.zone))
