"""Proposals in which a colleague learns what a rule asks for: who, what, and which hours that closes."""

from collections.abc import Iterator
from dataclasses import replace

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.causes import CauseKind
from farflung.engine.coverage.covers import covers
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import Kind, Proposal
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.stand_ins import StandIns
from farflung.engine.coverage.stints import asks, known_person, missing_for, team_of
from farflung.engine.coverage.words import listed
from farflung.engine.model import CoverageRule, Person
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside
from farflung.engine.time import intersection, total

MOST_TRAINED = 3
"""So many colleagues are tried, those who are at work the longest then first."""


def training(coverage: Coverage, episode: Episode, atlas: Atlas) -> Iterator[Proposal]:
    """Whoever holds a shift without what it asks for learns it; else a colleague who is at work then does."""
    rule = coverage.rule
    if not asks(rule):
        return
    if episode.cause.kind is CauseKind.NOT_ELIGIBLE:
        for key in episode.cause.who[:MOST_TRAINED]:
            yield from _alone(rule, episode, key, atlas)
    elif rule.duty is not None:
        yield from _who_then_take(coverage, episode, atlas)
    else:
        for key in _at_work(coverage, episode, atlas)[:MOST_TRAINED]:
            yield from _alone(rule, episode, key, atlas)


def trained(rule: CoverageRule, person: Person) -> Person:
    """The person with everything that the rule asks for; of languages one of which is enough, the first."""
    missing = {text.strip().casefold() for text in missing_for(rule, person)}
    skills = {text for text in rule.skills if text.strip().casefold() in missing}
    languages = {text for text in rule.languages if text.strip().casefold() in missing}
    if missing_for(replace(rule, skills=frozenset(), languages=frozenset()), person):
        languages.add(min(rule.speaks))
    return replace(person, skills=person.skills | skills, languages=person.languages | languages)


def _alone(rule: CoverageRule, episode: Episode, key: str, atlas: Atlas) -> Iterator[Proposal]:
    person = known_person(atlas, key)
    if person is not None:
        change = Change(remove=(person,), add=(trained(rule, person),))
        yield Proposal(Kind.TRAIN, _learns(rule, person), change, episode.spans, (key,))


def _who_then_take(coverage: Coverage, episode: Episode, atlas: Atlas) -> Iterator[Proposal]:
    bare = replace(coverage, rule=_bare(coverage.rule))
    able = {person.id for person in atlas.people if not missing_for(coverage.rule, person)}
    helpers = StandIns(bare, atlas, able)
    for proposal in covers(bare, episode, atlas, helpers):
        people = [atlas.person(key) for key in proposal.people]
        change = Change(
            remove=tuple(people),
            add=(*(trained(coverage.rule, person) for person in people), *proposal.change.add),
        )
        first = beside((_learns(coverage.rule, person) for person in people), by="; ")
        action = said("{first}; then: {action}", first=first, action=proposal.action)
        yield replace(proposal, kind=Kind.TRAIN, action=action, change=change)


def _bare(rule: CoverageRule) -> CoverageRule:
    """The rule without what it asks people to know."""
    return replace(rule, skills=frozenset(), languages=frozenset(), speaks=frozenset())


def _at_work(coverage: Coverage, episode: Episode, atlas: Atlas) -> list[str]:
    """Those of the rule's team who lack something and are at work in the holes, the longest first."""
    bare = _bare(coverage.rule)
    grid = atlas.grid(coverage.window)
    lacking = [key for key in team_of(atlas, bare) if missing_for(coverage.rule, atlas.person(key))]
    hours = {key: total(intersection(grid.spans(grid.of(key)), episode.spans)) for key in lacking}
    few = {key: len(missing_for(coverage.rule, atlas.person(key))) for key in lacking}
    there = (key for key in lacking if hours[key])
    return sorted(there, key=lambda key: (few[key], -hours[key]))


def _learns(rule: CoverageRule, person: Person) -> Said:
    return said("{person} learns {what}", person=person.name, what=listed(missing_for(rule, person)))
