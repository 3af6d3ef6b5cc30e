"""Finds out what a coverage rule is about, once the rotas and teams are known.

A rule is written in words ("two watch the queue"); supply is shifts of a duty or hours of a team.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from farflung.engine.model import Agreement, CoverageRule, Person
from farflung.intake.gazetteer.fold import fold

_ABLE = re.compile(r"^(?:with|speaking|who speaks?|skilled in)\s+|\s+(?:speakers?|speaking)$", re.IGNORECASE)


def bound(
    rule: CoverageRule, duties: Iterable[str], teams: Iterable[str], people: Iterable[Person] = ()
) -> tuple[CoverageRule, ...]:
    """The rule for the duty, team, language or skill that it names, in the spelling of the files.

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
    if (able := _for_the_able(rule, tuple(people))) is not None:
        return (able,)
    if not by_duty:
        return (replace(rule, duty=None),)
    return tuple(replace(rule, name=_named(rule, duty, by_duty), duty=duty) for duty in by_duty.values())


def _for_the_able(rule: CoverageRule, people: tuple[Person, ...]) -> CoverageRule | None:
    """The rule for those who speak a language or have a skill that somebody of the files has."""
    word = fold(_ABLE.sub("", rule.duty or ""))
    languages = {fold(name): name for person in people for name in person.languages}
    skills = {fold(name): name for person in people for name in person.skills}
    if word in languages:
        return replace(rule, duty=None, languages=rule.languages | {languages[word]})
    if word in skills:
        return replace(rule, duty=None, skills=rule.skills | {skills[word]})
    return None


def bound_agreement(
    agreement: Agreement, duties: Iterable[str], teams: Iterable[str], people: Iterable[Person] = ()
) -> Agreement:
    """The agreement with each of its coverage rules bound."""
    duties, teams, people = tuple(duties), tuple(teams), tuple(people)
    rules = tuple(made for rule in agreement.coverage for made in bound(rule, duties, teams, people))
    return replace(agreement, coverage=rules)


def unknown_words(
    agreement: Agreement, duties: Iterable[str], teams: Iterable[str], people: Iterable[Person] = ()
) -> tuple[CoverageRule, ...]:
    """The coverage rules about something that no file knows by that name: to be told."""
    known, people = {fold(name) for name in (*duties, *teams)}, tuple(people)
    about = ((rule, rule.team or rule.duty) for rule in agreement.coverage)
    return tuple(
        rule
        for rule, word in about
        if word is not None and fold(word) not in known and _for_the_able(rule, people) is None
    )


def _named(rule: CoverageRule, duty: str, duties: dict[str, str]) -> str:
    return rule.name if len(duties) == 1 else f"{duty}: {rule.name}"
