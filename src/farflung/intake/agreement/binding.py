"""Finds out what a coverage rule is about, once the rotas and teams are known.

A rule is written in words ("two watch the queue"); supply is shifts of a duty or hours of a team.
"""

from collections.abc import Iterable
from dataclasses import replace

from farflung.engine.model import Agreement, CoverageRule
from farflung.intake.gazetteer.fold import fold


def bound(rule: CoverageRule, duties: Iterable[str], teams: Iterable[str]) -> tuple[CoverageRule, ...]:
    """The rule for the duty or team that it names, in the spelling of the files.

    A rule that names none, or a word that is neither ("the queue"), holds for every duty there is; where
    there are no shifts at all it holds for everybody's working hours.
    """
    by_duty = {fold(duty): duty for duty in duties}
    by_team = {fold(team): team for team in teams}
    if rule.team is not None:
        return (replace(rule, team=by_team.get(fold(rule.team), rule.team)),)
    key = fold(rule.duty or "")
    if key in by_duty:
        return (replace(rule, duty=by_duty[key]),)
    if key in by_team:
        return (replace(rule, duty=None, team=by_team[key]),)
    if not by_duty:
        return (replace(rule, duty=None),)
    return tuple(replace(rule, name=_named(rule, duty, by_duty), duty=duty) for duty in by_duty.values())


def bound_agreement(agreement: Agreement, duties: Iterable[str], teams: Iterable[str]) -> Agreement:
    """The agreement with each of its coverage rules bound."""
    duties, teams = tuple(duties), tuple(teams)
    rules = tuple(made for rule in agreement.coverage for made in bound(rule, duties, teams))
    return replace(agreement, coverage=rules)


def unknown_words(
    agreement: Agreement, duties: Iterable[str], teams: Iterable[str]
) -> tuple[CoverageRule, ...]:
    """The coverage rules about something that is neither a duty nor a team of the files: to be told."""
    known = {fold(name) for name in (*duties, *teams)}
    about = ((rule, rule.team or rule.duty) for rule in agreement.coverage)
    return tuple(rule for rule, word in about if word is not None and fold(word) not in known)


def _named(rule: CoverageRule, duty: str, duties: dict[str, str]) -> str:
    return rule.name if len(duties) == 1 else f"{duty}: {rule.name}"
