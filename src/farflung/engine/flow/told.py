"""What is said of a landing: to its sender when, and never why; to its recipient both (N15, N16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.duty import Turn, turns
from farflung.engine.flow.messages import HeldBy, Landing
from farflung.engine.flow.modes import Basis
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Zone, as_instant

_AHEAD = timedelta(days=14)
_DAY = timedelta(days=1)


class Outlook(StrEnum):
    """All that a sender hears. Leave, a holiday, a rest window and an evening are one word: later."""

    NOW = "now"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ForSender:
    """`theirs` and `yours` are the landing on the recipient's clock and on the sender's; None if unknown."""

    outlook: Outlook
    at: datetime | None
    theirs: CivilTime | None
    yours: CivilTime | None


@dataclass(frozen=True, slots=True)
class ForRecipient:
    """The same for whom it is held: with what holds it, and the rules that bear on it."""

    at: datetime | None
    local: CivilTime | None
    held_by: HeldBy
    muted: bool
    called: bool
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """`now` are turns that have begun, `following` the next ones of the same duties; of those that matter.

    The duties that matter are those of the recipient and of their teams; where they have none, all.
    """

    now: tuple[Turn, ...]
    following: tuple[Turn, ...]


def for_sender(landing: Landing, sender: Zone) -> ForSender:
    """What the sender may know, in both people's time."""
    if landing.at is None:
        return ForSender(Outlook.UNKNOWN, None, None, None)
    outlook = Outlook.NOW if landing.now else Outlook.LATER
    return ForSender(outlook, landing.at, landing.local, CivilTime.of(landing.at, sender))


def for_recipient(landing: Landing) -> ForRecipient:
    """What the recipient may know: everything."""
    return ForRecipient(
        landing.at, landing.local, landing.held_by, landing.muted, landing.called, landing.basis
    )


def on_duty(atlas: Atlas, at: datetime, recipient: Person | None = None) -> OnDuty:
    """Who is on duty at an instant, and who comes next: to whom something urgent goes."""
    moment = as_instant(at)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    found = turns(atlas, Span(day, day + _AHEAD))
    near = _near(atlas, recipient) if recipient else frozenset()
    found = tuple(turn for turn in found if turn.duty in near) or found
    now = tuple(turn for turn in found if moment in turn.span)
    following: dict[str, Turn] = {}
    for turn in found:
        if turn.start > moment:
            following.setdefault(turn.duty, turn)
    return OnDuty(now, tuple(following.values()))


def _near(atlas: Atlas, recipient: Person) -> frozenset[str]:
    """The duties that the recipient holds at times, or somebody of one of their teams."""
    teams = [ids for ids in atlas.members.values() if recipient.id in ids]
    people = {recipient.id}.union(*teams)
    return frozenset(shift.duty for shift in atlas.shifts if shift.person in people)
