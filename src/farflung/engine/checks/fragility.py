"""Fragility: what hangs on one person, one city, one country or one entity, while all is still well."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from farflung.engine.checks.duties import Duty, duties
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.phrases import count, times
from farflung.engine.checks.phrases import people as people_count
from farflung.engine.checks.question import Check, Question
from farflung.engine.coverage import Alone, Dependence, Ground, State, alone, second, take_text
from farflung.engine.coverage.words import day_text, hours_text, name_of, utc_text
from farflung.engine.said import Said, as_is, said, said_of
from farflung.engine.said_values import beside
from farflung.engine.time import Span, merged, total

BY_DESIGN = 0.5
"""A duty that is one person deep for more of its time than this is meant to be: said once, as a note."""

MOST_SECONDED = 12
"""A second person is looked for where the most hours hang on one, for so many duties."""

SELDOM = 0.05
"""A place on which less of the time hangs is no risk of its own: it is where the others had a holiday."""

_HOUR = timedelta(hours=1)


def find(question: Question) -> Iterator[Finding]:
    """For each duty: who is alone when, where exactly the minimum is there, and which place it hangs on."""
    known = [duty for duty in duties(question) if duty.coverage.levels]
    known.sort(key=lambda duty: -duty.coverage.hours(State.SINGLE))
    for number, duty in enumerate(known):
        yield from _single(duty, seconded=number < MOST_SECONDED)
        yield from _thin(duty)
        yield from _place(duty)


def _single(duty: Duty, *, seconded: bool) -> Iterator[Finding]:
    if duty.rule.minimum > 1:
        return
    spans = duty.coverage.spans(State.SINGLE)
    if not spans:
        return
    share = total(spans) / _fine(duty)
    people = alone(duty.coverage, duty.question.atlas)
    if share > BY_DESIGN:
        yield _one_deep(duty, people, spans, share)
        return
    names = list(dict.fromkeys(name_of(duty.question.atlas, a.person) for a in people))
    found = _finding(
        duty,
        "fragility.single",
        Severity.WARNING,
        f"{duty.name} hangs on one person for {_often(duty, spans)}: {_windows(duty, people[:3])}",
        said("because nobody else is on then: losing {names} leaves a hole", names=_any_of(names)),
        people,
        spans,
    )
    yield replace(found, fixes=_second(duty)) if seconded else found


def _any_of(names: Sequence[str], most: int = 4) -> Said:
    """ "Ana, Wei or Jack", "Ana, Wei, Jack, Omar or 2 more"."""
    if len(names) > most:
        more = said_of("{count} more", "{count} more", len(names) - most)
        return said("{names} or {last}", names=tuple(names[:most]), last=more)
    if len(names) > 1:
        return said("{names} or {last}", names=tuple(names[:-1]), last=names[-1])
    return as_is(names[0])


def _second(duty: Duty) -> tuple[Fix, ...]:
    """Somebody who joins whoever is alone, as often as they can within their own hours."""
    atlas = duty.question.atlas
    found = second(duty.coverage, atlas, duty.repairs.helpers)
    if found is None:
        return ()
    alone = duty.coverage.spans(State.SINGLE)
    first = take_text(found.person, found.spans[0], atlas)
    on = day_text(found.spans[0].start.date())
    action = said("Plan a second person: on {day}, ask {whom}", day=on, whom=first)
    left = said(
        "leaves {length} of {whole} on one person",
        length=hours_text(found.left),
        whole=hours_text(total(alone)),
    )
    effect = left if found.left else said("nobody is alone any more")
    return (
        Fix(
            _again(action, len(found.spans), len(alone)),
            beside((effect, said("within their own hours"), said("opens none")), by="; "),
            found.change,
        ),
    )


def _again(action: Said, times: int, most: int) -> Said:
    if most == 1:
        return action
    if times == most:
        return said("{action}, and so on: all {number} times", action=action, number=most)
    return said("{action}, and so on: {times} of the {number} times", action=action, times=times, number=most)


def _fine(duty: Duty) -> timedelta:
    """The time in which enough are there: what is short anyway hangs on nobody."""
    return duty.coverage.demanded - total(duty.coverage.short)


def _one_deep(duty: Duty, people: Sequence[Alone], spans: Sequence[Span], share: float) -> Finding:
    count = len({a.person for a in people})
    return _finding(
        duty,
        "fragility.one-deep",
        Severity.NOTE,
        f"{duty.name} is one person deep for {share:.0%} of its time: no second is planned",
        said(
            "because its shifts, held by {people}, seldom overlap: "
            "each illness is a hole until somebody steps in",
            people=people_count(count),
        ),
        people,
        spans,
    )


def _finding(
    duty: Duty,
    rule: str,
    severity: Severity,
    title: str,
    cause: Said,
    people: Sequence[Alone],
    spans: Sequence[Span],
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        subject=duty.name,
        title=title,
        cause=cause,
        basis=duty.basis,
        who=tuple(dict.fromkeys(a.person for a in people)),
        spans=tuple(spans),
        evidence=tuple(_alone_evidence(duty, a) for a in people[:12]),
        source=duty.source,
        weight=total(spans) / _HOUR,
        tags=("single person",),
    )


def _alone_evidence(duty: Duty, found: Alone) -> Evidence:
    name = name_of(duty.question.atlas, found.person)
    return Evidence(
        said("{person} alone", person=name),
        beside((utc_text(found.spans[0]), times(len(found.spans)), hours_text(found.hours))),
    )


def _windows(duty: Duty, people: Sequence[Alone]) -> str:
    return ", ".join(f"{name_of(duty.question.atlas, a.person)} {utc_text(a.spans[0])}" for a in people)


def _often(duty: Duty, spans: Sequence[Span]) -> str:
    """ "5.5 h a day" where it is the same on every day, else the hours in all."""
    days = max(duty.question.window.elapsed / timedelta(days=1), 1.0)
    amount, dates = total(spans), len({span.start.date() for span in spans})
    if dates >= days - 1:
        return f"{hours_text(amount / days)} a day"
    return f"{hours_text(amount)} on {count(dates, 'day')}"


def _thin(duty: Duty) -> Iterator[Finding]:
    spans = duty.coverage.spans(State.THIN)
    if not spans:
        return
    share = total(spans) / _fine(duty)
    hits = [d for d in duty.dependences if d.ground is Ground.PERSON]
    yield Finding(
        rule="fragility.thin",
        severity=Severity.NOTE if share > BY_DESIGN else Severity.WARNING,
        subject=duty.name,
        title=f"{duty.name} has exactly its minimum of {duty.rule.minimum} for {_often(duty, spans)}",
        cause=said(
            "because nobody is there beyond the minimum: one person unavailable, and the rule is broken"
        ),
        basis=duty.basis,
        who=tuple(d.name for d in hits),
        spans=spans,
        evidence=tuple(_loss(duty, d) for d in hits[:8]),
        source=duty.source,
        weight=total(spans) / _HOUR,
        tags=("thin",),
    )


def _loss(duty: Duty, found: Dependence) -> Evidence:
    name = name_of(duty.question.atlas, found.name) if found.ground is Ground.PERSON else found.name
    few = said("{length} too few", length=hours_text(found.hours))
    holes = said("{length} of it with nobody", length=hours_text(found.holes)) if found.holes else ""
    return Evidence(said("without {name}", name=name), beside((few, holes)))


def _place(duty: Duty) -> Iterator[Finding]:
    """Places with several people in them: a place with one person in it is that person."""
    found = [d for d in duty.dependences if d.ground is not Ground.PERSON and len(d.people) > 1]
    if not found:
        return
    worst, fine = found[0], _fine(duty)
    if worst.hours < SELDOM * fine:
        return
    whole = worst.hours >= 0.95 * fine
    yield Finding(
        rule="fragility.place",
        severity=Severity.NOTE if whole else Severity.WARNING,
        subject=duty.name,
        title=f"{duty.name} hangs on {worst.name} for {_share(worst, fine)}",
        cause=_place_cause(worst),
        basis=duty.basis,
        who=worst.people,
        spans=merged(worst.spans),
        evidence=tuple(_loss(duty, d) for d in found[:8]),
        source=duty.source,
        weight=worst.hours / _HOUR,
        tags=(worst.ground.value,),
    )


def _place_cause(found: Dependence) -> Said:
    nobody = found.holes == found.hours
    values: dict[str, int | str] = {"number": len(found.people), "name": found.name}
    if found.ground is Ground.ENTITY and nobody:
        return said(
            "because it employs {number} of those on it: if {name} could not work, nobody would be left",
            **values,
        )
    if found.ground is Ground.ENTITY:
        return said(
            "because it employs {number} of those on it: if {name} could not work, too few would be left",
            **values,
        )
    if nobody:
        return said(
            "because {number} of those on it are there: "
            "a storm, an outage or a holiday in {name} leaves nobody",
            **values,
        )
    return said(
        "because {number} of those on it are there: a storm, an outage or a holiday in {name} leaves too few",
        **values,
    )


def _share(found: Dependence, fine: timedelta) -> str:
    part = found.hours / fine
    return "all of its time" if part >= 0.95 else f"{hours_text(found.hours)} ({part:.0%} of its time)"


FRAGILITY = Check(
    "fragility",
    "Fragility",
    {
        "fragility.single": "Some hours of a duty hang on one person, while others have more.",
        "fragility.one-deep": "A duty has one person at a time for most of its hours.",
        "fragility.thin": "Exactly the minimum is there: one person unavailable breaks the rule.",
        "fragility.place": "Without one city, country or region, or entity too few are left.",
    },
    find,
)
