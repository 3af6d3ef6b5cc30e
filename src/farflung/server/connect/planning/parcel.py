"""What a channel is handed, and what it may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from farflung.server.connect.planning.invitations import Invite
from farflung.server.connect.planning.wording import Written


@dataclass(frozen=True, slots=True)
class Item:
    """One message in words, in the recipient's language; `about` is its code, `posted` when it was
    written."""

    code: UUID
    purpose: str
    says: Written
    posted: datetime
    urgent: bool


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle for one recipient. `code` names it in every try; `site` is where links lead, without a slash.

    `stop` is where the recipient stops such mail, "" where it is none that one stops. `items` is never empty.
    `made` is when it was put together, `now` when it is tried. `invite` is what goes into calendars.
    """

    code: UUID
    recipient: UUID
    to: str
    name: str
    language: str
    items: Sequence[Item]
    site: str
    stop: str
    made: datetime
    now: datetime
    invite: Invite | None = None


class Later(Exception):  # noqa: N818 - says what to do about it
    """It did not go out, and may the next time. The text is a word or a number, and nothing that was sent."""


class Never(Exception):  # noqa: N818 - the same
    """It did not go out, and never will: no such address, no such hook."""


class Gone(Never):
    """Nobody listens there any more, and never will: it says so."""
