"""Agreements against each other and against the people: expired, impossible, naming nobody, at odds."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import reduce
from itertools import combinations

from farflung.engine.checks.duties import Duty, duties, possible
from farflung.engine.checks.finding import Evidence, Finding, Severity
from farflung.engine.checks.phrases import count, people
from farflung.engine.checks.question import Question
from farflung.engine.coverage.stints import same_name
from farflung.engine.coverage.words import date_text, hours_text, listed, names_of
from farflung.engine.model import Agreement, CoreHours, Source
from farflung.engine.said import Said, as_is, said
from farflung.engine.said_values import beside, enumerated, on_day, on_weekday
from farflung.engine.time import intersection, total

_HOUR, _WEEK = timedelta(hours=1), timedelta(weeks=1)


def agreement_contradictions(question: Question) -> Iterator[Finding]:
    """Everything that can be said about agreements without looking at a clock."""
    for agreement in question.atlas.agreements:
        yield from _expired(question, agreement)
    yield from _names(question)
    written = [duty for duty in duties(question) if not duty.implied]
    for duty in written:
        yield from _too_few(duty)
        yield from _too_much(duty)
    for one, other in combinations(written, 2):
        yield from _at_odds(one, other)
    yield from _core_at_odds(question)


def _expired(question: Question, agreement: Agreement) -> Iterator[Finding]:
    first, last = question.window.start.date(), question.window.end.date()
    for what, until, source in _ends(agreement):
        if until > last:
            continue
        past = until < first
        verb, severity = ("expired", Severity.WARNING) if past else ("expires", Severity.NOTE)
        yield Finding(
            rule="contradiction.expired",
            severity=severity,
            subject=agreement.name,
            title=f"{what} {verb} on {date_text(until)}",
            cause=said("because nobody has renewed it: it is still checked here, but nobody stands by it")
            if past
            else said("because nobody has renewed it: it is still checked here"),
            basis=said(
                "{source}: expires {day}", source=_source(source, agreement), day=on_day(str(until), until)
            ),
            evidence=(Evidence(said("owner"), agreement.owner or said("nobody is named")),),
            source=source,
        )


def _source(source: Source | None, agreement: Agreement) -> str:
    return str(source or agreement.name)


def _ends(agreement: Agreement) -> Iterator[tuple[str, date, Source | None]]:
    if agreement.expires is not None:
        yield f"The agreement {agreement.name!r}", agreement.expires, agreement.source
    for exemption in agreement.exemptions:
        if exemption.until is not None:
            what = f"The exemption for {listed(sorted(exemption.countries))} in {agreement.name!r}"
            yield what, exemption.until, exemption.source or agreement.source


def _names(question: Question) -> Iterator[Finding]:
    """Rules about a duty or a team that is not there: they promise nothing, silently."""
    atlas = question.atlas
    known_duties = list(dict.fromkeys(shift.duty for shift in atlas.shifts))
    for agreement in atlas.agreements:
        for rule in agreement.coverage:
            source = rule.source or agreement.source
            if rule.duty is not None:
                yield from _unknown("duty", rule.duty, known_duties, agreement, source)
            elif rule.team is not None:
                yield from _unknown("team", rule.team, list(atlas.members), agreement, source)
        for team, source in _teams(agreement):
            yield from _unknown("team", team, list(atlas.members), agreement, source or agreement.source)


def _teams(agreement: Agreement) -> Iterator[tuple[str, Source | None]]:
    found = [(core.team, core.source) for core in agreement.core_hours]
    found += [(rules.team, rules.source) for rules in agreement.meetings]
    found += [(window.team, window.source) for window in agreement.decisions]
    found += [(notice.team, notice.source) for notice in agreement.leave]
    found += [(rule.team, rule.source) for rule in agreement.messages]
    found += [(team, r.source) for r in agreement.responses for team in (r.asker, r.answerer)]
    yield from dict.fromkeys((team, source) for team, source in found if team is not None)


def _unknown(
    what: str, name: str, known: Sequence[str], agreement: Agreement, source: Source | None
) -> Iterator[Finding]:
    if any(same_name(name, other) for other in known):
        return
    near = get_close_matches(name, known, n=2, cutoff=0.5)
    hint = f" (did you mean {' or '.join(near)}?)" if near else ""
    have = "has a shift" if what == "duty" else "has a member"
    yield Finding(
        rule="contradiction.unknown-name",
        severity=Severity.ERROR,
        subject=name,
        title=f"{agreement.name!r} has a rule for the {what} {name!r}, but nobody of that name {have}{hint}",
        cause=_nothing_so_called(what, name),
        basis=_source(source, agreement),
        evidence=(
            Evidence(
                said("duty names in the files") if what == "duty" else said("team names in the files"),
                listed(list(known), 8) or said("none"),
            ),
        ),
        source=source,
        tags=("name",),
    )


def _nothing_so_called(what: str, name: str) -> Said:
    if what == "duty":
        return said("because no duty in the files is called {name!r}: the rule is kept by nobody", name=name)
    return said("because no team in the files is called {name!r}: the rule is kept by nobody", name=name)


def _too_few(duty: Duty) -> Iterator[Finding]:
    """More at once than there are people who could."""
    if possible(duty):
        return
    rule, atlas, those = duty.rule, duty.question.atlas, duty.able
    needs = " and ".join(sorted(rule.skills | rule.languages))
    who = (
        f"{len(those)} {'person has' if len(those) == 1 else 'people have'} {needs}"
        if needs
        else (f"{len(those)} {'person is' if len(those) == 1 else 'people are'} there at all")
    )
    yield Finding(
        rule="contradiction.too-few-people",
        severity=Severity.ERROR,
        subject=duty.name,
        title=f"{duty.name} must have at least {rule.minimum} at once, but {who}",
        cause=said(
            "because {who} cannot be {people}",
            who=names_of(atlas, those) or said("nobody"),
            people=people(rule.minimum),
        ),
        basis=duty.basis,
        who=those,
        source=duty.source,
        weight=float(rule.minimum - len(those)) * 24,
    )


def _too_much(duty: Duty) -> Iterator[Finding]:
    """More hours than its holders may work under the company's own weekly limit."""
    limits = [
        (rule.max_week, rule.source, agreement)
        for agreement in duty.question.atlas.agreements
        for rule in agreement.shifts
        if rule.max_week is not None
    ]
    holders = {person for stint in duty.coverage.roster.planned for person in stint.people}
    weeks = duty.question.window.elapsed / _WEEK
    if not limits or not holders or weeks < 1 or duty.rule.duty is None:
        return
    limit, source, agreement = min(limits, key=lambda item: item[0])
    asked = duty.coverage.demanded * duty.rule.minimum / weeks
    if asked <= limit * len(holders):
        return
    yield Finding(
        rule="contradiction.max-week",
        severity=Severity.WARNING,
        subject=duty.name,
        title=f"{duty.name} needs {asked / _HOUR:.0f} h a week, "
        f"but its {count(len(holders), 'holder')} may work "
        f"{limit * len(holders) / _HOUR:.0f} h between them",
        cause=said(
            "because {rule} needs {people} at {length} a week",
            rule=duty.promise,
            people=people(-(-asked // limit)),
            length=hours_text(limit),
        ),
        basis=beside(
            (
                duty.basis,
                said(
                    "{source}: at most {length} a week",
                    source=_source(source, agreement),
                    length=hours_text(limit),
                ),
            ),
            by="; ",
        ),
        who=tuple(sorted(holders)),
        source=duty.source,
        weight=(asked - limit * len(holders)) / _HOUR,
    )


def _at_odds(one: Duty, other: Duty) -> Iterator[Finding]:
    """At most so many by one rule, at least more by another, at the same time."""
    same = _same_subject(one, other)
    for few, many in ((one, other), (other, one)):
        limit = few.rule.maximum
        if not same or limit is None or many.rule.minimum <= limit:
            continue
        spans = intersection(few.coverage.demand, many.coverage.demand)
        if spans:
            yield Finding(
                rule="contradiction.coverage",
                severity=Severity.ERROR,
                subject=one.name,
                title=f"{one.name}: one rule says at most {limit}, another at least {many.rule.minimum}",
                cause=said(
                    "because {one!r} and {other!r} hold at the same time for {length} in the window",
                    one=few.rule.name,
                    other=many.rule.name,
                    length=hours_text(total(spans)),
                ),
                basis=beside((few.basis, many.basis), by="; "),
                spans=spans,
                source=few.source,
                weight=total(spans) / _HOUR,
            )


def _same_subject(one: Duty, other: Duty) -> bool:
    left, right = one.rule, other.rule
    if left.duty is not None or right.duty is not None:
        return left.duty is not None and right.duty is not None and same_name(left.duty, right.duty)
    return left.team == right.team and left.skills == right.skills


def _core_at_odds(question: Question) -> Iterator[Finding]:
    """Two agreements that give one team different core hours."""
    found = [(core, a) for a in question.atlas.agreements for core in a.core_hours]
    for (one, first), (other, second) in combinations(found, 2):
        if first is second or (one.team or "") != (other.team or ""):
            continue
        if (one.window, one.zone) == (other.window, other.zone):
            continue
        team = one.team or "everybody"
        yield Finding(
            rule="contradiction.core-hours",
            severity=Severity.WARNING,
            subject=team,
            title=f"Two agreements give {team} different core hours: {core_text(one)}; {core_text(other)}",
            cause=said("because {one!r} and {other!r} both hold", one=first.name, other=second.name),
            basis=beside((_source(one.source, first), _source(other.source, second)), by="; "),
            source=one.source or first.source,
        )


def core_text(core: CoreHours) -> Said:
    """ "Mon 13:00-17:00 to Fri 13:00-17:00 Europe/Lisbon"."""
    blocks = core.window.blocks
    hours = {str(block).partition(" ")[2] for block in blocks}
    first, last = (on_weekday(str(block)[:3], block.weekday) for block in (blocks[0], blocks[-1]))
    return said(
        "{days} {hours} {where}",
        days=said("{first} to {last}", first=first, last=last) if len(blocks) > 1 else first,
        hours=reduce(_and, map(as_is, sorted(hours))),
        where=core.zone or said("by each person's own clock"),
    )


def _and(one: Said, other: Said) -> Said:
    return enumerated((one, other))
