"""Public holidays that meetings and rotas ignore: meetings date by date, shifts duty by duty."""

from collections.abc import Iterator, Sequence
from datetime import date

from farflung.engine.atlas import listed
from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.holidays_fix import colleague, nearest_day
from farflung.engine.checks.holidays_hits import Hit, hits, holiday_of
from farflung.engine.checks.phrases import count, dates, day, names, places, quoted, utc, who
from farflung.engine.checks.question import Check, Question
from farflung.engine.meetings import Outlook
from farflung.engine.model import Holiday, MeetingSeries
from farflung.engine.said import Said, as_is, said, said_of
from farflung.engine.said_values import beside
from farflung.engine.time import Span

_MEETING, _SHIFT = "holidays.meeting", "holidays.shift"

_HALF = 0.5
"""It is a warning where a meeting loses this part of its required people."""

_MOST_FIXES = 3

Kept = list[tuple[tuple[Holiday, str], list[str]]]
"""Holidays with the calendars they are from, each with the people (ids) who keep it."""


def find(question: Question) -> Iterator[Finding]:
    """Findings for each date on which meetings ask people on their holiday, and for each duty."""
    days: dict[date, list[Hit]] = {}
    working = _working_countries(question)
    for series in question.atlas.meetings:
        asked = tuple(p for p in dict.fromkeys(series.required) if _country(question, p) not in working)
        for hit in hits(question.atlas, series, asked, question.window):
            days.setdefault(hit.day, []).append(hit)
    outlook = Outlook(question.atlas, question.window, question.packs.burden_points())
    for on, found in sorted(days.items()):
        yield _meetings(question, outlook, on, sorted(found, key=lambda h: -len(h.people)))
    duties: dict[str, list[Hit]] = {}
    for shift in question.atlas.shifts:
        if shift.person is not None and _country(question, shift.person) not in working:
            found = list(hits(question.atlas, shift, (shift.person,), question.window))
            duties.setdefault(shift.duty, []).extend(found)
    for duty, found in duties.items():
        if found:
            yield _shifts(question, duty, sorted(found, key=lambda h: h.occurrence.start))


def _country(question: Question, person: str) -> str | None:
    return question.atlas.person(person).place.country


def _working_countries(question: Question) -> frozenset[str]:
    """The countries whose holidays are worked, because an agreement says so."""
    first = question.window.start.date()
    return frozenset(
        country
        for agreement in question.atlas.agreements
        for exemption in agreement.exemptions
        if "holidays" in exemption.rules and (exemption.until is None or exemption.until >= first)
        for country in exemption.countries
    )


def _meetings(question: Question, outlook: Outlook, on: date, found: Sequence[Hit]) -> Finding:
    hit = tuple(dict.fromkeys(person for h in found for person in h.people))
    titles = tuple(dict.fromkeys(_name(h) for h in found))
    what = f"{quoted(titles[0])} is" if len(titles) == 1 else f"{len(titles)} meetings are"
    fixes = (nearest_day(question, outlook, h) for h in found[:_MOST_FIXES])
    kept = _by_calendar(question, on, hit)
    return Finding(
        rule=_MEETING,
        severity=Severity.WARNING if max(len(h.people) / h.due for h in found) >= _HALF else Severity.NOTE,
        subject=on.isoformat(),
        title=f"{day(on, year=True)} is a public holiday for {who(question.atlas, hit)}, "
        f"but {what} planned with them",
        cause=_cause(question, on, kept),
        basis=_calendars(kept),
        who=hit,
        spans=_spans(found),
        evidence=tuple(_meeting(question, h) for h in found[:10]),
        fixes=tuple(fix for fix in fixes if fix),
        source=found[0].item.source,
        weight=sum(h.hours for h in found),
        tags=("holiday",),
    )


def _meeting(question: Question, hit: Hit) -> Evidence:
    whom = said(
        "{people} ({number} of {due} required)",
        people=names(question.atlas, hit.people),
        number=len(hit.people),
        due=hit.due,
    )
    return Evidence(_when(hit), whom, hit.item.source)


def _when(hit: Hit) -> Said:
    return said("{what} {when}", what=quoted(_name(hit)), when=utc(hit.occurrence.start))


def _shifts(question: Question, duty: str, found: Sequence[Hit]) -> Finding:
    hit = tuple(dict.fromkeys(person for h in found for person in h.people))
    when = dates([h.day for h in found])
    fixes = (colleague(question, h) for h in found[:_MOST_FIXES])
    first = found[0]
    kept = _by_calendar(question, first.day, first.people)
    return Finding(
        rule=_SHIFT,
        severity=Severity.NOTE,
        subject=duty,
        title=f"{duty}: {count(len(found), 'shift')} of {who(question.atlas, hit)} "
        f"on their own public holiday, {when}",
        cause=_and_more(_cause(question, first.day, kept), len(found) - 1),
        basis=_calendars(kept),
        who=hit,
        spans=_spans(found),
        evidence=tuple(_shift(question, h) for h in found[:10]),
        fixes=tuple(fix for fix in fixes if fix),
        source=first.item.source,
        weight=sum(h.hours for h in found),
        tags=("holiday",),
    )


def _and_more(cause: Said, rest: int) -> Said:
    if not rest:
        return cause
    return said_of(
        "{cause}, and {count} other holiday like it",
        "{cause}, and {count} other holidays like it",
        rest,
        cause=cause,
    )


def _shift(question: Question, hit: Hit) -> Evidence:
    kept = holiday_of(question.atlas, hit.people[0], hit.day)
    label = beside((day(hit.day), names(question.atlas, hit.people)))
    return Evidence(label, _named(kept[0]) if kept else said("public holiday"), hit.item.source)


def _cause(question: Question, on: date, kept: Kept) -> Said:
    """The holidays by name: "because Fri 26 Mar is Good Friday in Lisbon and Sydney"."""
    by_name: dict[Said, list[str]] = {}
    for (holiday, _), people in kept:
        by_name.setdefault(_named(holiday), []).extend(people)
    ordered = sorted(by_name, key=lambda name: -len(by_name[name]))
    each = [
        said("{holiday} in {places}", holiday=name, places=places(question.atlas, by_name[name]))
        for name in ordered
    ]
    return said("because {day} is {holidays}", day=day(on), holidays=listed(each))


def _by_calendar(question: Question, on: date, ids: Sequence[str]) -> Kept:
    """The holiday and its calendar for each kind of people, who keep the same ones."""
    groups = question.atlas.kinds(question.window).among(ids)
    found = ((holiday_of(question.atlas, people[0], on), people) for _, people in groups)
    return [(kept, people) for kept, people in found if kept]


def _named(holiday: Holiday) -> Said:
    return said("{holiday} (estimated)", holiday=holiday.name) if holiday.estimated else as_is(holiday.name)


def _calendars(kept: Kept) -> Said:
    calendars = list(dict.fromkeys(calendar for (_, calendar), _ in kept))
    return said("public holidays of {calendars}", calendars=listed(calendars, 4))


def _name(hit: Hit) -> str:
    return hit.item.title if isinstance(hit.item, MeetingSeries) else hit.item.duty


def _spans(found: Sequence[Hit]) -> tuple[Span, ...]:
    return tuple(Span(*edges) for edges in sorted({(h.occurrence.start, h.occurrence.end) for h in found}))


HOLIDAYS = Check(
    "holidays",
    "Public holidays that meetings and rotas ignore",
    {
        _MEETING: "A meeting asks required people on their public holiday.",
        _SHIFT: "A shift is on the public holiday of whoever holds it.",
    },
    find,
)
