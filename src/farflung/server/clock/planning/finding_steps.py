"""What a reader can do about a finding: whose it is to do, on which page, and where to look besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from farflung.draw.world import FEWEST_FOR_RATES
from farflung.engine.model import clock_text
from farflung.server.clock.access import (
    agreeing_teams,
    agrees_for_all,
    keeps_agreement,
    keeps_meeting,
    visible_meetings,
)
from farflung.server.clock.models import Agreement, Finding, Meeting
from farflung.server.clock.planning.agreement_fix import AGREEMENT
from farflung.server.clock.planning.finding_fix import CORE, HOURS
from farflung.server.clock.planning.finding_written import SESSIONS
from farflung.server.org.access import Asker

_OF_SERIES: Final = frozenset({"turns", "anchor", "date", "leave"})
_OF_ALL_OF_IT: Final = frozenset({"turns", "anchor"})
"""What is done to a series as it goes on: what it was before it was moved only has single dates."""
_BY_AGREEMENT: Final = ("contradiction.", "coverage.", "fragility.", "meeting-rules.", "weekly.", "rest.")
"""What an agreement says, and could say otherwise."""

Fix = Mapping[str, Any]
DAY: Final = 24 * 60
"""Minutes: the end of a day is typed as its beginning."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page that leads on."""

    label: str
    href: str


def series_of(row: Finding, fix: Fix) -> Meeting | None:
    """The series that a fix changes: the one that the finding is about, or one that it names."""
    if fix.get("how") not in _OF_SERIES:
        return None
    named, found = fix.get("series"), row.meeting
    if found is None or named not in (None, str(found.code)):
        found = Meeting.objects.filter(code=named).first() if named else None
    if found is not None and found.goes_on_id is not None and fix["how"] in _OF_ALL_OF_IT:
        return None
    return found


def asked_by(fix: Fix, asker: Asker) -> tuple[Mapping[str, Any], ...]:
    """Those whose own hours a fix would change, without the asker: they can be asked, and decide."""
    if fix.get("how") != HOURS:
        return ()
    own = str(asker.person.code) if asker.person is not None else ""
    return tuple(one for one in fix["people"] if one["person"] != own)


def week_path(one: Mapping[str, Any]) -> str:
    """*My hours* with the proposed week filled in, for whoever it is."""
    week = ".".join("-".join(map(str, block)) for block in one["week"])
    return f"{reverse('hours')}?week={week}"


def page_of(asker: Asker, row: Finding, number: int) -> str:
    """The page on which the reader does it, with the form filled in; "" where it is not theirs to do."""
    fix = row.fixes[number]
    how = fix.get("how", "")
    if how == HOURS:
        own = str(asker.person.code) if asker.person is not None else ""
        mine = next((one for one in fix["people"] if one["person"] == own), None)
        return week_path(mine) if mine else ""
    query = f"?finding={row.code}&fix={number}"
    if how == AGREEMENT:
        found = Agreement.objects.filter(name=fix["named"], ended_at=None).first()
        if found is None:
            return ""
        edits = keeps_agreement(asker, found)
        return reverse("clock:edit_agreement", args=[found.code]) + query if edits else ""
    if how == SESSIONS:
        return sessions_page(asker, row, fix)
    if how == CORE and row.team is not None:
        may = agrees_for_all(asker) or agreeing_teams(asker).filter(pk=row.team.pk).exists()
        return reverse("clock:new_agreement") + query if may else ""
    return ""


def sessions_page(asker: Asker, row: Finding, fix: Fix) -> str:
    """Where sessions are found, filled in: for those who are invited to a series, for a team or everybody.

    Of fewer people than a share may be told of, a time is asked for by name: that page proposes sessions too.
    """
    if row.meeting is not None:
        there = visible_meetings(asker).filter(pk=row.meeting.pk).exists()
        return (
            f"{reverse('clock:all_hands')}?{urlencode({'meeting': str(row.meeting.code)})}" if there else ""
        )
    people = {"people": row.team.name} if row.team is not None else {}
    if row.team is not None and row.team.people.count() < FEWEST_FOR_RATES:
        return f"{reverse('clock:find')}?{urlencode(people)}"
    hours = {name: clock_text(fix[name] % DAY) for name in ("low", "high") if isinstance(fix.get(name), int)}
    return f"{reverse('clock:all_hands')}?{urlencode({**people, **hours})}"


def steps(asker: Asker, row: Finding) -> tuple[Step, ...]:
    """Where to look next: there is always something that its reader may open."""
    found = []
    meeting = row.meeting
    if meeting is not None and visible_meetings(asker).filter(pk=meeting.pk).exists():
        found.append(Step(_("Look at the meeting and at taking turns"), _at("meeting", meeting.code)))
        if keeps_meeting(asker, meeting) and meeting.ended_at is None:
            found.append(Step(_("Change the series"), _at("change_meeting", meeting.code)))
    if row.rule == "burden.one-session":
        found.append(Step(_("Find sessions that reach everybody"), sessions_page(asker, row, {})))
    if row.agreement is not None:
        found.append(Step(_("Read the agreement"), _at("agreement", row.agreement.code)))
    elif row.rule.startswith(_BY_AGREEMENT):
        found.append(Step(_("Look at the working agreements"), reverse("clock:agreements")))
    if row.team is not None:
        found.append(Step(_("Look at the hours of the team"), _at("team", row.team.code)))
    if row.about is not None:
        found.append(Step(_("Look at the person"), _at("person", row.about.code)))
    return tuple(found) or (Step(_("Look at the people"), reverse("clock:people")),)


def _at(name: str, code: UUID) -> str:
    return reverse(f"clock:{name}", args=[code])
