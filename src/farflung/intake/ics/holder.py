"""Who holds a shift, and on which duty: read from the titles that pagers and people give to shifts.

Shapes met in the wild: PagerDuty "On Call - Ana Silva - Payments" with the address as attendee;
Grafana OnCall "[L1] ana@example.com" or "Payments: [L1] ana"; GoAlert "On-Call (GoAlert: Payments)" in a
personal feed; Opsgenie "Payments: Ana Silva"; by hand "Ana", "Ana / Wei", "Support: Ana", "Ana (late)".
So a title is cut into pieces, the pieces that name somebody are the holders, the rest is the duty.
"""

import re
from dataclasses import dataclass

from farflung.intake.gazetteer.fold import fold
from farflung.intake.ics.event import Event
from farflung.intake.people_index import PeopleIndex

_LEVEL = re.compile(r"\[L(\d)\]\s*", re.IGNORECASE)
_CUTS = re.compile(
    r"\s+(?:-|–|—|\||→)\s+|\s*:\s+|:$|\s*[()]\s*|\s+(?:is\s+)?on[- ]?call\s+for\s+|\s+is\s+on[- ]?call\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s*(?:,|&|\+|/|;)\s*|\s+and\s+|\s+(?=@)", re.IGNORECASE)
_NOISE = re.compile(
    r"(?:on[- ]?call|onduty|on duty|shift|on[- ]?call shift|begins\*?|goalert|pagerduty|opsgenie|override"
    r"|schedule|on[- ]?call schedule|rota|rotation)\*?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:nobody|no one(?: on[- ]?call)?|none|unassigned|unfilled|open shift|vacant|empty|tb[ad]|n/?a|\?+|-+)",
    re.IGNORECASE,
)
_CALENDAR_PREFIX = re.compile(r"^on[- ]?call(?: schedule)?(?: for)?\s+", re.IGNORECASE)
_CALENDAR_SUFFIX = re.compile(
    r"(?<=\w)[ _-]+(?:on[- _]?call|schedule|rota|roster|shifts?|calendar)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Held:
    """`people` are ids, `unknown` names that nobody is known by; both are empty where the title names nobody.

    `nobody` tells that the title says so: an open shift, and not a personal feed that leaves names out.
    """

    duty: str | None
    people: tuple[str, ...] = ()
    nobody: bool = False
    unknown: tuple[str, ...] = ()
    level: int | None = None


def calendar_duty(name: str, people: PeopleIndex) -> str | None:
    """The duty that a calendar's name means: "Support" of "Support rota"; not a person's name."""
    plain = _CALENDAR_PREFIX.sub("", name).strip()
    while (shorter := _CALENDAR_SUFFIX.sub("", plain)) != plain:
        plain = shorter
    return None if not plain or _NOISE.fullmatch(plain) or people.named(plain) else plain


def calendar_owner(name: str, people: PeopleIndex) -> str | None:
    """The person in "On Call Schedule for Ana Silva", the name of a personal feed."""
    return people.find(_CALENDAR_PREFIX.sub("", name).strip()) if name else None


def titled(event: Event, people: PeopleIndex) -> tuple[str, ...]:
    """The people whom the title names."""
    return _split(_pieces(_LEVEL.sub("", event.title or "")), people)[0]


def held(event: Event, people: PeopleIndex, calendar_name: str = "") -> Held:
    """Who holds the shift, and the duty where the title names one; a plan of ours says both by themselves."""
    if event.duty and event.person:
        person = people.find(event.person)
        return Held(event.duty, (person,)) if person else Held(event.duty, unknown=(event.person,))
    title = event.title or ""
    match = _LEVEL.search(title)
    level = int(match[1]) if match else None
    pieces = [piece for piece in _pieces(_LEVEL.sub("", title)) if not _NOISE.fullmatch(piece)]
    invited = tuple(dict.fromkeys(_invited(event, people)))
    named, strangers, rest = _split(pieces, people)
    holders = invited or named
    if holders:
        if len(rest) > 1 and _sounds_like(rest[0], holders, people):
            rest = rest[1:]  # "On Call - A. Silva - Payments": how the pager calls the holder
        return Held(_duty(rest), holders, unknown=() if invited else strangers, level=level)
    if not title.strip() or any(_NOBODY.fullmatch(piece) for piece in rest):
        rest = [piece for piece in rest if not _NOBODY.fullmatch(piece)]
        return Held(_duty(rest), nobody=True, level=level)
    return _unknown(event, rest, people, calendar_name, level)


def _unknown(
    event: Event, rest: list[str], people: PeopleIndex, calendar_name: str, level: int | None
) -> Held:
    addresses = tuple(one.name or one.address for one in event.attendees)
    if addresses:
        return Held(_duty(rest[1:] or rest), unknown=addresses, level=level)
    owner = calendar_owner(calendar_name, people)
    if owner:
        return Held(_duty(rest), (owner,), level=level)
    personal = re.match(r"on[- ]?call\b(?:\s*shift)?\s*(?:\(|$)", event.title or "", re.IGNORECASE)
    if not rest or personal:
        return Held(_duty(rest), level=level)
    names = tuple(_parts(rest[0])) if rest[0].startswith("@") else (rest[0],)
    return Held(_duty(rest[1:]), unknown=names, level=level)


def _pieces(title: str) -> list[str]:
    return [piece for piece in (part.strip(" *") for part in _CUTS.split(title)) if piece]


def _invited(event: Event, people: PeopleIndex) -> list[str]:
    found = (
        people.find(attendee.address) or (people.find(attendee.name) if attendee.name else None)
        for attendee in event.attendees
        if attendee.partstat != "DECLINED"
    )
    return [person for person in found if person is not None]


def _split(pieces: list[str], people: PeopleIndex) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """The people named in the pieces, the strangers named beside them, and the pieces that name nobody."""
    named: dict[str, None] = {}
    strangers: dict[str, None] = {}
    rest: list[str] = []
    for piece in pieces:
        whole = people.find(piece)
        parts = [piece] if whole else _parts(piece)
        found = {part: people.find(part) for part in parts}
        known = [person for person in found.values() if person is not None]
        named |= dict.fromkeys(known)
        if known:
            strangers |= dict.fromkeys(part for part, person in found.items() if person is None)
        else:
            rest.append(piece)
    return tuple(named), tuple(strangers), rest


def _parts(piece: str) -> list[str]:
    return [part.strip() for part in _SEVERAL.split(piece) if part.strip()]


def _sounds_like(piece: str, holders: tuple[str, ...], people: PeopleIndex) -> bool:
    """Whether a piece shares a word with a holder's name or address; only to leave it out of the duty."""
    words = set(fold(piece).split())
    known = (fold(f"{people.people[one].name} {people.people[one].email or ''}") for one in holders)
    return any(words & set(text.split()) for text in known)


def _duty(rest: list[str]) -> str | None:
    return " - ".join(rest) or None
