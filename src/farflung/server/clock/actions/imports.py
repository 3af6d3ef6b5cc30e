"""Meetings that files bring: kept with the import, changed where files say otherwise, taken back with it.

A series is known again by the id that its file gives it. One that was changed here since is left as it is.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from farflung.engine.model import MeetingSeries
from farflung.intake.ics.event import PRIVATE_TITLE
from farflung.server.clock.models import Invited, InvitedTeam, Meeting
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.clock.planning.recurring import kept_recurrence
from farflung.server.core.beside import Record
from farflung.server.core.bulk import insert
from farflung.server.core.writing import writing
from farflung.server.org.events import FilesHeld, ImportUndoing
from farflung.server.org.models import ImportBatch, Person, Team

_LONGEST_KEY, _LONGEST_TITLE = 300, 200
_SAID = ("title", "private", "recurrence", "rotation", "has_agenda", "outsiders", "ended_at")
"""What of a series a file says, beside who is invited."""

Guests = list[tuple[int, bool]]
"""Keys of people, or of teams, each with whether they are required."""


@dataclass(slots=True)
class Said:
    """A series as a file says it. `organizer`, people and teams are keys of rows, `goes_on` of a series."""

    key: str
    values: dict[str, Any]
    organizer: int | None
    people: Guests
    teams: Guests = field(default_factory=list)
    goes_on: str = ""


def keep_meetings(event: FilesHeld) -> None:
    """Listens: keeps what applied files hold of meetings, in the transaction that applies them."""
    codes = dict(Person.objects.values_list("code", "pk"))
    said = [_of_series(one, event.people, codes) for one in event.meetings]
    rows = event.sheets.get("meetings", ())
    said += [one for row in rows if (one := _of_row(row, event.keys, codes)) is not None]
    if not said:
        return
    by = ImportBatch.objects.select_related("by").get(code=event.batch).by
    with writing(by=by, now=event.at, changes=MEETINGS) as write:
        found = {one.key: one for one in said}
        known = {row.key: row for row in Meeting.objects.select_for_update().exclude(key="")}
        known |= {str(row.code): row for row in Meeting.objects.filter(key="")}
        new = [one for key, one in found.items() if key not in known]
        _make(new, event)
        _tie(new)
        changed = sum(_change(known[key], one, event) for key, one in found.items() if key in known)
        write.audit("meeting.import", "import", event.batch, meetings=len(found), changed=changed)


def let_go_of_meetings(event: ImportUndoing) -> None:
    """Listens: takes back what an import did to meetings, but of those that were changed here since."""
    rows = Meeting.objects.filter(batch=event.batch, changed_at=None)
    if not rows.exists():
        return
    with writing(by=None, now=event.at, changes=MEETINGS) as write:
        for row in rows.filter(before__isnull=False):
            _put_back(row)
        rows.filter(before__isnull=True, batch=event.batch).delete()
        write.audit("meeting.undo", "import", event.batch)


def _of_series(one: MeetingSeries, people: Mapping[str, UUID], codes: Mapping[UUID, int]) -> Said:
    private = one.title == PRIVATE_TITLE
    values = {
        "title": "" if private else one.title[:_LONGEST_TITLE], "private": private,
        "recurrence": kept_recurrence(one.recurrence), "rotation": None, "has_agenda": one.has_agenda,
        "outsiders": len(one.outsiders), "announced_at": one.created, "ended_at": None,
    }  # fmt: skip
    guests = [(who, True) for who in one.required] + [(who, False) for who in one.optional]
    invited = {codes[people[who]]: required for who, required in reversed(guests) if who in people}
    code = people.get(one.organizer or "")
    leads = None if code is None else codes[code]
    return Said(one.id[:_LONGEST_KEY], values, leads, list(reversed(invited.items())))


def _of_row(row: Record, keys: Mapping[str, UUID], codes: Mapping[UUID, int]) -> Said | None:
    """A row of our own sheet; nobody and no team that is not here is invited."""
    pks = {key: codes[code] for key, code in keys.items()}
    names = dict(Team.objects.values_list("name", "pk"))
    people, teams = (
        [
            (known[one], need == "required")
            for need in ("required", "optional")
            for one in json.loads(row[f"{need} {what} (json)"])
            if one in known
        ]
        for what, known in (("people", pks), ("teams", names))
    )
    private = row["private"] == "yes"
    values = {
        "title": "" if private else row["meeting called"][:_LONGEST_TITLE], "private": private,
        "recurrence": json.loads(row["recurrence (json)"]), "rotation": json.loads(row["rotation (json)"]),
        "has_agenda": {"yes": True, "no": False}.get(row["agenda"]), "outsiders": int(row["of elsewhere"]),
        "announced_at": _instant(row["announced"]), "made_at": datetime.fromisoformat(row["made"]),
        "changed_at": _instant(row["changed"]), "ended_at": _instant(row["ended"]),
        "uid": row["called in calendars"][:_LONGEST_KEY], "begun_at": _instant(row["called so since"]),
        "written_at": _instant(row["written out"]),
        "whole": json.loads(row["until it ended earlier (json)"]),
    }  # fmt: skip
    key, on = (row[name][:_LONGEST_KEY] for name in ("meeting by id", "goes on as"))
    return Said(key, values, pks.get(row["organised by"]), people, teams, on)


def _make(said: Iterable[Said], event: FilesHeld) -> None:
    rows, guests, teams = [], [], []
    for one in said:
        values = {"made_at": event.at, **one.values}
        row = Meeting(key=one.key, organizer_id=one.organizer, batch=event.batch, **values)
        rows.append(row)
        guests += [(row, who, required) for who, required in one.people]
        teams += [(row, team, required) for team, required in one.teams]
    insert(rows)
    insert(Invited(meeting=row, person_id=who, required=required) for row, who, required in guests)
    insert(InvitedTeam(meeting=row, team_id=team, required=required) for row, team, required in teams)


def _tie(said: Iterable[Said]) -> None:
    """What a series was until it was moved is of that series here too."""
    later = {one.key: one.goes_on for one in said if one.goes_on}
    heads = {row.key or str(row.code): row for row in Meeting.objects.filter(goes_on=None)} if later else {}
    for row in Meeting.objects.filter(key__in=later):
        row.goes_on = heads.get(later[row.key])
        row.save(update_fields=["goes_on"])


def _change(row: Meeting, said: Said, event: FilesHeld) -> bool:
    """Whether anything of it differs and was written; what was changed here stays as it is here."""
    here, there = _state(row), _wanted(said, row)
    if here == there or row.changed_at is not None:
        return False
    row.before = here if row.batch != event.batch else row.before
    row.batch = event.batch
    _write(row, there)
    return True


def _state(row: Meeting) -> dict[str, Any]:
    """Everything that a file may say of a series, as plain values."""
    values = {name: getattr(row, name) for name in _SAID}
    values["ended_at"] = row.ended_at and row.ended_at.isoformat()
    return {
        **values,
        "organizer": row.organizer_id,
        "people": sorted([who, need] for who, need in row.invited.values_list("person_id", "required")),
        "teams": sorted([team, need] for team, need in row.teams.values_list("team_id", "required")),
    }


def _wanted(said: Said, row: Meeting) -> dict[str, Any]:
    values = {name: said.values[name] for name in _SAID}
    ended = values["ended_at"]
    values["ended_at"] = ended and ended.isoformat()
    if row.rotation is not None and values["rotation"] is None and not said.teams:
        values["rotation"] = row.rotation  # no calendar knows of it
    return {
        **values,
        "organizer": said.organizer,
        "people": sorted([who, need] for who, need in said.people),
        "teams": sorted([team, need] for team, need in said.teams),
    }


def _put_back(row: Meeting) -> None:
    before: dict[str, Any] = row.before or {}
    row.before = row.batch = None
    _write(row, before)


def _write(row: Meeting, state: dict[str, Any]) -> None:
    for name in _SAID:
        setattr(row, name, state[name])
    row.ended_at = _instant(state["ended_at"] or "")
    row.organizer_id = state["organizer"]
    row.save()
    there = set(
        Person.objects.filter(pk__in=[who for who, _ in state["people"]]).values_list("pk", flat=True)
    )
    row.invited.all().delete()
    row.teams.all().delete()
    insert(Invited(meeting=row, person_id=w, required=need) for w, need in state["people"] if w in there)
    insert(InvitedTeam(meeting=row, team_id=team, required=need) for team, need in state["teams"])


def _instant(cell: str) -> datetime | None:
    return datetime.fromisoformat(cell).astimezone(UTC) if cell else None
