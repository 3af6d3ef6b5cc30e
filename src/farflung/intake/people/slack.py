"""Slack: the answer of `users.list`, or `users.json` of a workspace export.

A member has a zone and no country. `tz` is what the member's client set; `tz_label` and `tz_offset` are
today's name and offset of it, so they are not read. Bots, apps and deleted members are listed as left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from farflung.intake.notebook import plain_text
from farflung.intake.people.field import Field
from farflung.intake.people.flatten import lines_of, records_of
from farflung.intake.people.raw import RawPerson

SOURCE: Final = "https://docs.slack.dev/reference/methods/users.list"
COLUMNS: Final[Mapping[Field, str]] = {
    Field.ID: "id",
    Field.NAME: "profile.real_name",
    Field.EMAIL: "profile.email",
    Field.ROLE: "profile.title",
    Field.ZONE: "tz",
    Field.STATUS: "deleted, is_bot",
}
_SLACKBOT: Final = "USLACKBOT"


def is_slack(value: Any) -> bool:
    """Whether a JSON value is a list of Slack members."""
    key, records = records_of(value) or (None, [])
    first = records[0] if records else None
    marks = {"team_id", "tz", "is_bot", "profile", "deleted"}
    return key in {None, "members"} and isinstance(first, dict) and len(marks & first.keys()) >= 3


def raw_people(file: str, content: str, value: Any) -> list[RawPerson]:
    """The members, bots and deleted ones too: their status says why they are left out."""
    key, records = records_of(value) or (None, [])
    lines = lines_of(content, key, len(records))
    return [
        RawPerson(
            file,
            line,
            {field: plain_text(text).strip() for field, text in _values(member) if text.strip()},
            COLUMNS,
        )
        for line, member in zip(lines, records, strict=True)
        if isinstance(member, dict)
    ]


def _values(member: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    found = member.get("profile")
    profile: dict[str, Any] = found if isinstance(found, dict) else {}
    yield Field.ID, str(member.get("id") or "")
    names = (
        profile.get("real_name"),
        member.get("real_name"),
        profile.get("display_name"),
        member.get("name"),
    )
    yield Field.NAME, str(next(filter(None, names), ""))
    yield Field.EMAIL, str(profile.get("email") or "")
    yield Field.ROLE, str(profile.get("title") or "")
    yield Field.ZONE, str(member.get("tz") or "")
    if member.get("is_bot") or member.get("id") == _SLACKBOT:
        yield Field.STATUS, "bot"
    elif member.get("deleted"):
        yield Field.STATUS, "deactivated"
