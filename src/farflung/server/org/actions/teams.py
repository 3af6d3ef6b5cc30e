"""Teams: a tree of names, with leads and members."""

from datetime import datetime

from django.utils.translation import gettext as _

from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, writing
from farflung.server.org.actions.people import UNSET, Unset
from farflung.server.org.actions.whose import refresh_words
from farflung.server.org.events import TeamChanged
from farflung.server.org.models import Membership, Person, Team


def add_team(
    *, name: str, lead: Person | None = None, parent: Team | None = None, by: Account | None, now: datetime
) -> Team:
    """A new team, without members."""
    with writing(by=by, now=now, changes=MAP) as write:
        team = Team(name=_free_name(name, None), lead=lead, parent=parent)
        team.save()
        write.audit("team.add", "team", team.code)
        publish(TeamChanged(team.code, ("name", "lead", "parent")))
        return team


def change_team(
    *,
    team: Team,
    name: str | Unset = UNSET,
    lead: Person | Unset | None = UNSET,
    parent: Team | Unset | None = UNSET,
    by: Account | None,
    now: datetime,
) -> Team:
    """Another name, lead or place in the tree; what is `UNSET` stays."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
        if name is not UNSET:
            row.name = _free_name(name, row)
        if lead is not UNSET:
            row.lead = lead
        if parent is not UNSET:
            row.parent = _above(row, parent)
        row.save()
        if name is not UNSET:
            refresh_words(row.people.all())
        write.audit("team.change", "team", row.code)
        given = {"name": name, "lead": lead, "parent": parent}
        publish(TeamChanged(row.code, tuple(key for key, value in given.items() if value is not UNSET)))
        return row


def remove_team(*, team: Team, by: Account | None, now: datetime) -> None:
    """The team is no more; its people stay, and its parts move up to what it was a part of."""
    with writing(by=by, now=now, changes=MAP) as write:
        people = list(team.people.all())
        Team.objects.filter(parent=team).update(parent=team.parent)
        write.audit("team.remove", "team", team.code)
        Team.objects.filter(pk=team.pk).delete()
        refresh_words(people)
        publish(TeamChanged(team.code, ("people",)))


def join_team(*, team: Team, person: Person, by: Account | None, now: datetime) -> None:
    """The person is in the team; no error where they are already."""
    with writing(by=by, now=now, changes=MAP) as write:
        if Membership.objects.get_or_create(team=team, person=person)[1]:
            write.audit("team.join", "team", team.code, about=person.code)
            refresh_words([person])
            publish(TeamChanged(team.code, ("people",)))


def leave_team(*, team: Team, person: Person, by: Account | None, now: datetime) -> None:
    """The person is not in the team; no error where they never were."""
    with writing(by=by, now=now, changes=MAP) as write:
        if Membership.objects.filter(team=team, person=person).delete()[0]:
            write.audit("team.leave", "team", team.code, about=person.code)
            refresh_words([person])
            publish(TeamChanged(team.code, ("people",)))


def _free_name(text: str, team: Team | None) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refused("empty", _("A team needs a name."), "name")
    if ";" in name or "|" in name:  # they part names in every sheet of teams
        raise Refused("reserved", _("A team's name cannot hold ; or |."), "name")
    others = Team.objects.exclude(pk=team.pk) if team else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused("taken", _("There is a team of that name."), "name")
    return name


def _above(team: Team, parent: Team | None) -> Team | None:
    above, seen = parent, set[int]()
    while above is not None and above.pk not in seen:
        if above.pk == team.pk:
            raise Refused("cycle", _("A team cannot be a part of itself."), "parent")
        seen.add(above.pk)
        above = above.parent
    return parent
