"""The rules of an agreement file as the engine's values, each with the line it was read from.

What a single rule can know to be impossible is refused here with a `SaidError` for a person.
"""

from collections.abc import Callable
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from farflung.engine.model import (
    CoreHours,
    CoverageRule,
    DecisionWindow,
    Exemption,
    LeaveNotice,
    MeetingRules,
    MessageRules,
    ResponsePromise,
    ShiftRules,
    Source,
    WeeklyPattern,
)
from farflung.engine.said import SaidError, said
from farflung.intake.agreement import schema
from farflung.intake.agreement.rule_text import parse_rule, refuse_impossible
from farflung.intake.agreement.window_text import read_window
from farflung.rulepacks import Mode


def _coverage(rule: schema.Coverage | str, source: Source) -> CoverageRule:
    if isinstance(rule, str):
        return parse_rule(rule, source)
    minimum, maximum = _bounds(rule)
    window = read_window(rule.when, rule.zone)
    if window.pattern is not None and window.zone is None:
        raise SaidError(
            said("the hours of 'when' need the zone they are meant in: add zone: Europe/Lisbon, or UTC")
        )
    if rule.duty and rule.team:
        raise SaidError(
            said("name a duty or a team, not both: of a duty shifts are counted, of a team working hours")
        )
    name = rule.name or _name(rule, minimum, maximum)
    refuse_impossible(name, minimum, maximum)
    return CoverageRule(
        name=name,
        minimum=minimum,
        maximum=maximum,
        duty=rule.duty,
        team=rule.team,
        window=window.pattern,
        zone=window.zone,
        skills=rule.skills,
        languages=rule.languages,
        source=source,
        named=bool(rule.name),
    )


def _bounds(rule: schema.Coverage) -> tuple[int, int | None]:
    if rule.exactly is not None:
        if rule.at_least is not None or rule.at_most is not None:
            raise SaidError(said("'exactly' stands alone: leave out 'at_least' and 'at_most'"))
        return rule.exactly, rule.exactly
    if rule.at_least is None and rule.at_most is None:
        raise SaidError(said("say how many: at_least, exactly or at_most"))
    return rule.at_least or 0, rule.at_most


def _name(rule: schema.Coverage, minimum: int, maximum: int | None) -> str:
    about = rule.duty or rule.team or "Everybody"
    if maximum is None:
        return f"{about}: at least {minimum}"
    if minimum == maximum:
        return f"{about}: exactly {minimum}"
    return f"{about}: at most {maximum}" if minimum == 0 else f"{about}: {minimum} to {maximum}"


def _core_hours(rule: schema.CoreHours, source: Source) -> CoreHours:
    window = read_window(rule.hours, rule.zone, rule.days)
    pattern = window.pattern or WeeklyPattern.daily(0, 1440, range(7))
    return CoreHours(rule.team, pattern, window.zone, source)


def _response(rule: schema.Response, source: Source) -> ResponsePromise:
    return ResponsePromise(
        rule.channel, rule.within.length, rule.within.working, rule.asker, rule.answerer, source
    )


def _meetings(rule: schema.Meetings, source: Source) -> MeetingRules:
    if rule.earliest is not None and rule.latest is not None and rule.earliest >= rule.latest:
        raise SaidError(said("'earliest' is not before 'latest': no meeting fits between them"))
    return MeetingRules(
        earliest=rule.earliest,
        latest=rule.latest,
        notice=rule.notice,
        agenda_required=rule.agenda,
        max_weekly_hours=rule.at_most,
        no_meeting_days=rule.no_meetings,
        team=rule.team,
        source=source,
    )


def _shifts(rule: schema.Shifts, source: Source) -> ShiftRules:
    return ShiftRules(rule.at_most, rule.rest, rule.week, source)


def _decision(rule: schema.Decisions, source: Source) -> DecisionWindow:
    return DecisionWindow(rule.window, rule.team, source)


def _leave(rule: schema.Leave, source: Source) -> LeaveNotice:
    return LeaveNotice(rule.days, rule.team, source)


def _messages(rule: schema.Messages, source: Source) -> MessageRules:
    return MessageRules(Mode(rule.outside_hours), rule.team, source)


def _exemption(rule: schema.Exempt, source: Source) -> Exemption:
    return Exemption(rule.countries, frozenset(rule.rules), rule.until, source)


Make = Callable[[Any, Source], Any]

SECTION_READERS: dict[str, tuple[TypeAdapter[Any], Make]] = {
    "coverage": (TypeAdapter(schema.CoverageEntry, config=ConfigDict(defer_build=True)), _coverage),
    "core_hours": (TypeAdapter(schema.CoreHours), _core_hours),
    "responses": (TypeAdapter(schema.Response), _response),
    "meetings": (TypeAdapter(schema.Meetings), _meetings),
    "shifts": (TypeAdapter(schema.Shifts), _shifts),
    "decisions": (TypeAdapter(schema.Decisions), _decision),
    "leave": (TypeAdapter(schema.Leave), _leave),
    "messages": (TypeAdapter(schema.Messages), _messages),
    "exceptions": (TypeAdapter(schema.Exempt), _exemption),
}
"""For each section of a file: the schema of one of its rules, and the engine's value made of it."""
