"""What files would change of teams: new ones; leads and parents, where no change made here stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from farflung.engine.model import Team as EngineTeam
from farflung.intake.gazetteer.fold import fold
from farflung.intake.recognise import Kind
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.models import Team


@dataclass(slots=True)
class TeamPlan:
    """One team; `pk` is None for a new one. `changes` are "lead" (a person's key) and "parent" (a name);
    `here` is what they are now.
    """

    name: str
    pk: int | None
    changes: dict[str, Any] = field(default_factory=dict)
    imported: dict[str, Any] = field(default_factory=dict)
    imported_before: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    here: dict[str, Any] = field(default_factory=dict)

    @property
    def does_nothing(self) -> bool:
        """Whether all is as it was."""
        return self.pk is not None and not self.changes and self.imported == self.imported_before


def plan_teams(
    reading: Reading, keys: Mapping[str, str], named: set[str], *, overwrite: bool
) -> list[TeamPlan]:
    """Every team of the files, every parent they name and every team that somebody is put into."""
    rows = {fold(row.name): row for row in Team.objects.select_related("lead", "parent").order_by("pk")}
    wanted: dict[str, TeamPlan] = {}
    teams = [team for team in reading.intake.atlas.teams if _is_news(team, reading)]
    exact = reading.own.tree
    for team in teams:
        _plan(wanted, rows, team.name, exact.get(team.name, _said(team, keys)), overwrite=overwrite)
    parents = {team.parent for team in teams if team.parent}
    for name in sorted(parents | named):
        if fold(name) not in wanted:
            _plan(wanted, rows, name, {}, overwrite=overwrite)
    return list(wanted.values())


def _is_news(team: EngineTeam, reading: Reading) -> bool:
    """Whether a file speaks of the team: a sheet of teams, or somebody's row. All others are here already."""
    if not reading.teams:
        return False
    listed = Kind.TEAMS in reading.scan.kinds.values()
    return listed or bool({person.id for person in reading.people} & set(team.members))


def _said(team: EngineTeam, keys: Mapping[str, str]) -> dict[str, Any]:
    """What a file says of a team; that it names no lead is no news."""
    said = {"lead": keys.get(team.lead, team.lead) if team.lead else None, "parent": team.parent}
    return {what: value for what, value in said.items() if value}


def _plan(
    wanted: dict[str, TeamPlan], rows: Mapping[str, Team], name: str, said: dict[str, Any], *, overwrite: bool
) -> None:
    row = rows.get(fold(name))
    if row is None:
        wanted[fold(name)] = TeamPlan(name, None, changes=said, imported=said)
        return
    ours = {"lead": row.lead.key if row.lead else None, "parent": row.parent.name if row.parent else None}
    plan = TeamPlan(
        row.name, row.pk, imported={**row.imported, **said}, imported_before=row.imported, here=ours
    )
    for what, value in said.items():
        last = row.imported.get(what)
        if value == last or _same(value, ours[what]):
            continue
        if ours[what] == last or ours[what] is None or overwrite:
            plan.changes[what] = value
        else:
            plan.kept.append(what)
    wanted[fold(name)] = plan


def _same(one: str, other: str | None) -> bool:
    return other is not None and fold(one) == fold(other)
