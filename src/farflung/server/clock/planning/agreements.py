"""The company's working agreements as rules: read from their texts, and put on the map.

They have a revision of their own, as meetings have. A team's agreement holds for that team: a rule that names
no team is about its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Severity
from farflung.engine.model import Agreement, Source
from farflung.engine.said import as_is
from farflung.intake.agreement import bound_agreement, read_agreement, unknown_words
from farflung.intake.problem import Problem
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.core.writing import seen_revision

AGREEMENTS: Final = "agreements"
"""The revision of everything that is kept of agreements."""

MOST_LETTERS, MOST_RULES = 20_000, 50
"""So long is an agreement here at most, and so many rules it has: it is checked while somebody waits."""

_NEWEST = """
SELECT DISTINCT ON (v.agreement_id) a.code::text, a.name, t.name, v.number, v.text
FROM clock_agreement a JOIN clock_agreementversion v ON v.agreement_id = a.id
LEFT JOIN org_team t ON t.id = a.team_id
WHERE a.ended_at IS NULL ORDER BY v.agreement_id, v.number DESC
"""
_maps: ManyAbout[Atlas] = ManyAbout(4)
_read: ManyAbout[dict[str, Agreement]] = ManyAbout(2)


@dataclass(frozen=True, slots=True)
class Read:
    """A text, read: the agreement (None where the text is none) and what is wrong with it, by line."""

    agreement: Agreement | None
    problems: tuple[Problem, ...]


def read(text: str, *, team: str | None, name: str = "", file: str = "") -> Read:
    """The rules of a text, those of a team's agreement for that team.

    `name` is what it is called where the text says nothing, `file` what problems and findings name.
    """
    agreement, problems = read_agreement(text, file)
    if agreement is None:
        return Read(None, tuple(problems))
    agreement = replace(agreement, name=agreement.name if _says_its_name(agreement, file) else name)
    if team is not None:
        problems = [*problems, *_elsewhere(agreement, team, file)]
        agreement = _for_team(agreement, team)
    return Read(agreement, tuple(problems))


def by_code(atlas: Atlas) -> dict[str, Agreement]:
    """Every agreement that has not been ended, by its code, bound to the people and teams of a map."""
    return _read.get(atlas, seen_revision(AGREEMENTS), "", lambda: dict(_bound(atlas)))


def with_agreements(atlas: Atlas) -> Atlas:
    """A map with the agreements of its company; the same one as long as nothing of both changes."""
    found = by_code(atlas)
    return _maps.get(
        atlas, seen_revision(AGREEMENTS), "", lambda: atlas.with_(agreements=tuple(found.values()))
    )


def on_the_map(agreement: Agreement, atlas: Atlas) -> Agreement:
    """The agreement with each rule about what it names: a team, a duty, those who speak a language.

    A rule about a duty of which no rota is here is left out: nobody could say whether it is kept.
    """
    duties = {shift.duty for shift in atlas.shifts}
    unknown = unknown_words(agreement, duties, atlas.members, atlas.people)
    known = tuple(one for one in agreement.coverage if one.team is not None or one not in unknown)
    return bound_agreement(replace(agreement, coverage=known), duties, atlas.members, atlas.people)


def number_of_rules(agreement: Agreement) -> int:
    """How many rules it has, exceptions among them."""
    kinds = (
        agreement.coverage, agreement.core_hours, agreement.responses, agreement.meetings, agreement.shifts,
        agreement.decisions, agreement.leave, agreement.messages, agreement.exemptions,
    )  # fmt: skip
    return sum(map(len, kinds))


def _bound(atlas: Atlas) -> Iterator[tuple[str, Agreement]]:
    for code, name, team, number, text in _rows():
        found = read(text, team=team, name=name, file=f"{name} v{number}").agreement
        if found is not None:
            yield code, on_the_map(found, atlas)


def _says_its_name(agreement: Agreement, file: str) -> bool:
    """The reader calls one without a name after its file."""
    return agreement.name not in ("", file)


def _for_team(agreement: Agreement, team: str) -> Agreement:
    return replace(
        agreement,
        coverage=tuple(
            replace(one, team=team) if one.team is None and one.duty is None else one
            for one in agreement.coverage
        ),
        core_hours=tuple(replace(one, team=one.team or team) for one in agreement.core_hours),
        responses=tuple(
            replace(one, answerer=team) if one.answerer is None else one for one in agreement.responses
        ),
        meetings=tuple(replace(one, team=one.team or team) for one in agreement.meetings),
        shifts=(),
        decisions=tuple(replace(one, team=one.team or team) for one in agreement.decisions),
        leave=tuple(replace(one, team=one.team or team) for one in agreement.leave),
        messages=tuple(replace(one, team=one.team or team) for one in agreement.messages),
    )


def _elsewhere(agreement: Agreement, team: str, file: str) -> Iterator[Problem]:
    """Rules that a team cannot make: for another team, or for everybody's shifts."""
    told = [(one.team, one.source) for one in agreement.coverage]
    told += [(one.team, one.source) for one in agreement.core_hours]
    told += [(one.team, one.source) for one in agreement.meetings]
    told += [(one.team, one.source) for one in agreement.decisions]
    told += [(one.team, one.source) for one in agreement.leave]
    told += [(one.team, one.source) for one in agreement.messages]
    told += [(one.answerer, one.source) for one in agreement.responses]
    for other, source in told:
        if other is not None and other != team:
            message = _("A rule of %(team)s cannot hold for %(other)s.") % {"team": team, "other": other}
            yield _problem(file, source, message)
    for shift in agreement.shifts:
        message = _("Rules of shifts hold for the whole company, and cannot be those of one team.")
        yield _problem(file, shift.source, message)


def _problem(file: str, source: Source | None, message: str) -> Problem:
    remedy = as_is(_("Leave it out, or write it into an agreement of the company."))
    line = source.line if source else None
    return Problem(Severity.ERROR, "agreement-rule", file, as_is(message), remedy, line)


def _rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
