"""What holds the messages that wait for somebody: told to that somebody alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from farflung.engine.flow import Basis, HeldBy
from farflung.server.clock.planning.landing import Ask, Desk, Held
from farflung.server.core.models import Message
from farflung.server.org.atlas_copy import current

REASONS: Final[Mapping[HeldBy, Any]] = {
    HeldBy.NOTHING: "",
    HeldBy.REST: _("it came in your rest"),
    HeldBy.UNAVAILABLE: _("it came while you were unavailable"),
    HeldBy.HOLIDAY: _("it came on a public holiday"),
    HeldBy.HOURS: _("it came outside your hours"),
    HeldBy.COUNTRY: _("it came outside your hours, and your country lets you off then"),
}
"""In words that go on after whom it is from."""


def held_back(rows: Sequence[Message]) -> list[Held]:
    """What held each when it was written, in their order."""
    if not rows:
        return []
    asks = (Ask(str(row.recipient), row.posted_at, row.urgency == Message.Urgency.URGENT) for row in rows)
    return Desk(current().atlas).held(asks)


def rules_of(held: Iterable[Held]) -> list[Basis]:
    """The rules of the reader's country that bear on any of them, each once."""
    return list(dict.fromkeys(rule for one in held for rule in one.rules))
