"""People, messages and instants that the tests of landings share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from farflung.engine.flow import Message, Mode, Modes, Urgency
from farflung.engine.model import Person, RestWindow
from farflung.rulepacks import RulePacks, Topic, load_packs

PACKS = load_packs()
NO_LAW = replace(PACKS, rules=tuple(r for r in PACKS.rules if r.topic is not Topic.DISCONNECT))


def instant(text: str) -> datetime:
    """An instant from "2027-03-16T02:40Z"."""
    return datetime.fromisoformat(text).astimezone(UTC)


def resting(name: str, zone: str, start: int = 9, end: int = 18, country: str | None = None) -> Person:
    """Somebody with a rest window from 22:00 to 07:00, working on weekdays."""
    person = Person.simple(name, zone, start * 60, end * 60)
    return replace(person, rest=RestWindow(), place=replace(person.place, country=country))


def modes(company: Mode = Mode.HOLD, packs: RulePacks = NO_LAW) -> Modes:
    """What the company says, by default without any country's rule."""
    return Modes(packs, company)


def ordinary(to: Person, *posted: str) -> list[Message]:
    """Ordinary messages to one person."""
    return [Message(to.id, instant(text)) for text in posted]


def urgent(to: Person, *posted: str) -> list[Message]:
    """Urgent messages to one person."""
    return [Message(to.id, instant(text), Urgency.URGENT) for text in posted]


def shown(landings: Sequence[object]) -> list[str]:
    """When each lands, on the recipient's own clock: "2027-03-16 09:00"; "never" where nobody knows."""
    return [str(getattr(item, "local", None) or "never").rsplit(" ", 1)[0] for item in landings]
