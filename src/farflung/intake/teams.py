"""Teams: from the people's own rows, and from a sheet (team, members, lead, parent)."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from farflung.engine.model import Person, Team
from farflung.intake.gazetteer.fold import fold
from farflung.intake.sheet import has, sheet_of
from farflung.intake.table import Table
from farflung.intake.who import Who

SPELLINGS: Final = {
    "team": ("team", "team name", "name", "group", "squad", "equipe", "equipo", "gruppe"),
    "members": ("members", "member", "people", "person", "mitglieder", "membres", "miembros", "membros"),
    "lead": ("lead", "team lead", "leader", "manager", "owner", "leitung", "responsable"),
    "parent": ("parent", "parent team", "part of", "department", "division"),
}
_UTC: Final = frozenset({"UTC", "Etc/UTC"})
_ONE_TEAM: Final = 50
_LIST: Final = re.compile(r"[;,|\n]")


def is_teams(headings: tuple[str, ...]) -> bool:
    """Whether a sheet's headings are those of teams: a team, and who is in it or leads it."""
    return has(headings, ("team", "team name", "squad")) and has(
        headings, ("members", "parent", "parent team")
    )


def teams_of(people: Iterable[Person]) -> tuple[Team, ...]:
    """The teams that people's rows name. The lead is the manager whom all members share, in it or outside."""
    members: dict[str, list[Person]] = {}
    for person in people:
        for name in person.teams:
            members.setdefault(name, []).append(person)
    return tuple(
        Team(name, tuple(person.id for person in team), _lead(team)) for name, team in members.items()
    )


def everybody(people: Sequence[Person]) -> tuple[Team, ...]:
    """A short list of people without teams and managers is one team: why else would they share a list?

    A list of hours in UTC is a roster, whose people are spread over the day on purpose.
    """
    related = any(person.teams or person.manager for person in people)
    spread = any(person.place.country is None and person.place.zone in _UTC for person in people)
    if related or spread or not 2 <= len(people) <= _ONE_TEAM:
        return ()
    return (Team("Everybody", tuple(person.id for person in people)),)


def _lead(team: Sequence[Person]) -> str | None:
    """A lead inside the team reports to somebody else, so only the others must share a manager."""
    ids = {person.id for person in team}
    inside = {person.manager for person in team if person.manager in ids}
    if len(inside) == 1:
        (lead,) = inside
        return lead if all(person.manager == lead for person in team if person.id != lead) else None
    managers = {person.manager for person in team}
    return managers.pop() if len(managers) == 1 and not inside else None


def read_teams(table: Table, who: Who, known: Iterable[Team]) -> tuple[Team, ...]:
    """The known teams with those of a sheet: a sheet's lead and parent count, its members are added."""
    sheet = sheet_of(table, SPELLINGS)
    teams = {fold(team.name): team for team in known}
    cells = [
        (table.file, row.line, name)
        for row in table.rows
        for column in ("members", "lead")
        for name in _names(sheet.cell(row, column))
    ]
    who.column = sheet.heading("members")
    who.learn(cells)
    for row in table.rows:
        name = sheet.cell(row, "team")
        if not name:
            continue
        old = teams.get(fold(name), Team(name, ()))
        members = (who.id(text) for text in _names(sheet.cell(row, "members")))
        lead = next((who.id(text) for text in _names(sheet.cell(row, "lead"))), None)
        teams[fold(name)] = Team(
            old.name,
            tuple(dict.fromkeys((*old.members, *(one for one in members if one)))),
            lead or old.lead,
            sheet.cell(row, "parent") or old.parent,
        )
    return tuple(teams.values())


def _names(text: str) -> list[str]:
    return [part.strip() for part in _LIST.split(text) if part.strip()]
