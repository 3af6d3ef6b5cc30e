"""A message and its landing: the values that go in and come out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from farflung.engine.flow.modes import Basis
from farflung.engine.time import CivilTime
from farflung.rulepacks import Mode


class Urgency(StrEnum):
    """How much it matters that it is read now. Urgent reaches whoever is on duty, and nobody else sooner."""

    ORDINARY = "ordinary"
    URGENT = "urgent"


class HeldBy(StrEnum):
    """Why a message does not land at the moment it is posted. For the recipient alone: see `told`."""

    NOTHING = "nothing"
    REST = "rest window"
    UNAVAILABLE = "unavailable"
    HOLIDAY = "public holiday"
    HOURS = "outside own hours"
    COUNTRY = "country mode"


@dataclass(frozen=True, slots=True)
class Message:
    """`recipient` is a person's id, `posted` an instant. What it says is nobody's business here."""

    recipient: str
    posted: datetime
    urgency: Urgency = Urgency.ORDINARY


@dataclass(frozen=True, slots=True)
class Landing:
    """When a message may be delivered: at `at` (an instant), which the recipient's clock shows as `local`.

    Both are None where there is no such time within `HORIZON` of the posting: it goes on waiting, and is
    asked about again when the recipient's hours change. `muted`: without a sound, where it can wait.
    `called`: it is urgent and lands because the recipient is on duty. `held_by` is what holds it at the
    moment of posting; `mode` is what holds then outside own hours, and `basis` are the rules of the country
    that bear on it.
    """

    message: Message
    at: datetime | None
    local: CivilTime | None
    held_by: HeldBy
    muted: bool = False
    called: bool = False
    mode: Mode = Mode.HOLD
    basis: tuple[Basis, ...] = ()

    @property
    def now(self) -> bool:
        """Whether it lands the moment it is posted."""
        return self.at == self.message.posted

    @property
    def waits(self) -> bool:
        """Whether it lands later, or nobody knows when."""
        return not self.now
