"""Whose a finding is: the team concerned and its lead; where nobody leads, one of the two desks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding
from farflung.server.clock.access.findings import Whose
from farflung.server.clock.models import Agreement, Meeting
from farflung.server.clock.models import Finding as Row
from farflung.server.org.models import Person, Team

Desk = Row.Desk
_BY_LAW = ("weekly.", "rest.", "headcount.unknown", "meeting-rules.", "contradiction.")
"""What compliance looks after where no lead does; the rest is people operations'."""


OF_THE_LEAD = "overlap.manager"
"""What is about a lead: theirs as long as it is about them, whoever leads the team."""


def desk_of(rule: str, *, of_meeting: bool) -> Row.Desk:
    """Who looks after a finding that nobody leads the team of."""
    # What is about a series is for who may open that, which compliance may not.
    return Desk.COMPLIANCE if not of_meeting and rule.startswith(_BY_LAW) else Desk.PEOPLE


@dataclass(frozen=True, slots=True)
class Place:
    """Keys of rows: what it is about, the team concerned, and who looks after it."""

    meeting: int | None = None
    agreement: int | None = None
    about: int | None = None
    subject: str = ""
    team: int | None = None
    owner: int | None = None
    desk: Row.Desk = Desk.NONE


class Known:
    """The rows that findings are about, read once for a run."""

    def __init__(self, atlas: Atlas, today: date) -> None:
        self._atlas = atlas
        here = {one.id for one in atlas.people if not (one.ended and one.ended < today)}
        self.people = {str(code): pk for code, pk in Person.objects.values_list("code", "pk")}
        self._here = {pk for code, pk in self.people.items() if code in here}
        self.meetings = {str(one.code): one for one in Meeting.objects.all()}
        self.turned = frozenset(code for code, one in self.meetings.items() if one.rotation is not None)
        self._attendees = {one.id: one.attendees for one in atlas.meetings}
        self._required = {one.id: len(set(one.required)) for one in atlas.meetings}
        self._agreements = {one.name: one for one in Agreement.objects.filter(ended_at=None)}
        self.teams = {one.name: one for one in Team.objects.all()}

    @cached_property
    def _teams_of(self) -> Mapping[str, list[str]]:
        """The teams of everybody, the smallest first: its people matter most to each other."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._atlas.members, key=lambda team: (len(self._atlas.members[team]), team)):
            for one in self._atlas.members[name]:
                found.setdefault(one, []).append(name)
        return found

    def required(self, series: str) -> int:
        """How many people must come to a series."""
        return self._required.get(series, 0)

    def name(self, subject: str) -> str:
        """What the subject of a finding is called by that does not change: a code where it is a record."""
        if subject in self.teams:
            return f"team {self.teams[subject].code}"
        if subject in self._agreements:
            return f"agreement {self._agreements[subject].code}"
        return subject

    def place(self, one: Finding, whose: Whose) -> Place:
        """What the finding is about, and whose it is."""
        meeting = self.meetings.get(one.subject)
        about, agreement = self.people.get(one.subject), self._agreements.get(one.subject)
        named = meeting or about or agreement or one.subject in self.teams
        found = Place(
            meeting.pk if meeting else None, agreement.pk if agreement else None, about,
            "" if named else one.subject[:300],
        )  # fmt: skip
        if meeting is not None and meeting.private:
            return self._for(found, None, meeting.organizer_id, one)
        if whose in (Whose.COMPANY, Whose.STARTS, Whose.PERSON):
            return self._for(found, None, None, one)
        if one.rule.startswith(OF_THE_LEAD):
            return self._for(found, self._led(about, one.who), about, one)
        team = self._team(one, meeting, agreement)
        return self._for(found, team, team.lead_id if team else None, one)

    def _for(self, found: Place, team: Team | None, owner: int | None, one: Finding) -> Place:
        there = owner if owner in self._here else None
        desk = desk_of(one.rule, of_meeting=found.meeting is not None)
        return Place(
            found.meeting, found.agreement, found.about, found.subject, team.pk if team else None, there,
            Desk.NONE if there else desk,
        )  # fmt: skip

    def _team(self, one: Finding, meeting: Meeting | None, agreement: Agreement | None) -> Team | None:
        if one.subject in self.teams:
            return self.teams[one.subject]
        if agreement is not None:
            return next((team for team in self.teams.values() if team.pk == agreement.team_id), None)
        if meeting is not None:
            return self._most(self._attendees.get(str(meeting.code), one.who))
        return self._most(one.who)

    def _most(self, people: Iterable[str]) -> Team | None:
        """The smallest team that two of three of them are in: of fewer it is not that team's business."""
        asked = tuple(dict.fromkeys(people))
        counts = Counter(name for one in asked for name in self._teams_of.get(one, ()))
        large = [name for name, count in counts.items() if 3 * count >= 2 * len(asked)]
        name = min(large, key=lambda team: (len(self._atlas.members[team]), team), default=None)
        return self.teams.get(name) if name is not None else None

    def _led(self, manager: int | None, people: Iterable[str]) -> Team | None:
        """The team of a manager that has the most of the people in it."""
        asked = set(people)
        led = [team for team in self.teams.values() if team.lead_id == manager]
        return max(
            led, key=lambda t: len(asked.intersection(self._atlas.members.get(t.name, ()))), default=None
        )
