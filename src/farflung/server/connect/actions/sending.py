"""The other half of the gateway: what landed and is wanted elsewhere goes out, at least once, under one id.

A row is locked while it goes out, and noted in the same transaction: a worker that dies leaves it as it was,
and the next one sends it again under the same id. Between the last word of the other side and the note there
is a moment of which nobody can know; who keeps the id, as mail servers and webhooks do, has it once.
"""

import logging
import random
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.conf import settings
from django.db import transaction

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.server.clock.planning.landing import Ask, lands
from farflung.server.connect.actions.hooks import note_outcome
from farflung.server.connect.channels.chat.send import Chat
from farflung.server.connect.channels.mail.send import Mailer
from farflung.server.connect.channels.mail.server import server_of, trouble
from farflung.server.connect.channels.webhook.send import Webhook
from farflung.server.connect.channels.webhook.sign import secret_of
from farflung.server.connect.models import Delivery
from farflung.server.connect.planning.parcel import Gone, Later, Never, Parcel
from farflung.server.connect.planning.parcels import parcel_of
from farflung.server.connect.queries.log import hook_of
from farflung.server.core.sealed import Unreadable
from farflung.server.core.writing import writing
from farflung.server.org.atlas_copy import current

TRIES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60, 24 * 60)
)
"""How long to wait after each try that failed: two and a half days in all, then it is given up."""

_log = logging.getLogger(__name__)
_PATIENCE: Final = 3
"""Failures running, in one round, after which a way is left alone until the next."""

_ROUND: Final = timedelta(minutes=10)
"""After so long a round ends, and the next one asks again what was left alone: it begins within a minute."""

_PRESENCE = timedelta(minutes=10)
"""So long somebody waits for the mail that they have just asked for."""

State = Delivery.State


class Channel(Protocol):
    """What takes parcels: returns when the other side has it."""

    def send(self, parcel: Parcel) -> None:
        """`Later` or `Never` where it has not."""


def send_due(*, now: datetime, clock: Callable[[], datetime] | None = None) -> int:
    """Sends what is due, one by one; how many went out.

    `clock` tells when each of them goes, where that takes a while: meanwhile days end, and maps change (N3).
    """
    at, count = now, 0
    with ExitStack() as open_:
        channels = Channels(open_)
        while at - now < _ROUND and (sent := _send_next(current().atlas, channels, at)) is not None:
            count += sent
            at = clock() if clock is not None else now
    return count


class Channels:
    """The channel of each way, made where it is first needed and closed with the block.

    `tired` are ways that failed several times running: what goes there waits for the next round, for a server
    that is away would have everybody's mail wait for as long as it takes to find that out for each.
    """

    def __init__(self, open_: ExitStack) -> None:
        self._open, self._made = open_, dict[str, Channel]()
        self._failures = Counter[str]()

    @property
    def tired(self) -> list[str]:
        """Ways to be left alone for now."""
        return [way for way, count in self._failures.items() if count >= _PATIENCE]

    def send(self, way: str, parcel: Parcel) -> None:
        """Sends by a way; `Later` and `Never` as its channel says."""
        try:
            self.of(way).send(parcel)
        except Later:
            self._failures[way] += 1
            raise
        del self._failures[way]

    def of(self, way: str) -> Channel:
        """The channel; `Later` where none is set up, `Never` where it was ended."""
        if way not in self._made:
            self._made[way] = self._mail() if way == "mail" else _hook_channel(way)
        return self._made[way]

    def _mail(self) -> Channel:
        environment = settings.ENVIRONMENT
        if not environment.smtp_url:
            raise Later("not set up")
        return self._open.enter_context(Mailer(server_of(environment.smtp_url), environment.mail_from))


def _hook_channel(way: str) -> Channel:
    hook, allowed = hook_of(way), settings.ENVIRONMENT.hook_hosts
    if hook is None or not hook.active:
        raise Never("ended")
    try:
        url = hook.address
    except Unreadable:  # perhaps only until the site has the secret again that it should have
        raise Later("sealed") from None
    if hook.kind == hook.Kind.CHAT:
        return Chat(url, allowed)
    return Webhook(url, secret_of(hook.code, hook.generation), allowed)


def _send_next(atlas: Atlas, channels: Channels, now: datetime) -> bool | None:
    """Sends the next that is due: whether it went out. None where nothing is due."""
    with writing(by=None, now=now):
        due = Delivery.objects.filter(state=State.DUE, next_at__lte=now).exclude(way__in=channels.tired)
        row = due.order_by("next_at", "pk").select_for_update(skip_locked=True).first()
        if row is None:
            return None
        held = _held(atlas, row, now)
        if held is not None:
            row.next_at = held
            row.save(update_fields=["next_at"])
            return False
        return _sent(row, channels, now)


def _held(atlas: Atlas, row: Delivery, now: datetime) -> datetime | None:
    """Until when it must wait: a try that failed in the evening is not made again at night (N3)."""
    if row.target and now - row.made_at < _PRESENCE:
        return None
    try:
        atlas.person(str(row.recipient))
    except UnknownPersonError:  # an account without a person, of which no hours are known
        return None
    (found,) = lands(atlas, [Ask(str(row.recipient), now, row.urgent)])
    if found.at == now:
        return None
    return found.at or now + timedelta(days=1)


def _sent(row: Delivery, channels: Channels, now: datetime) -> bool:
    try:
        if not _handed(row, channels, now):
            return _settle(row, State.GIVEN_UP, now, "nothing to send")
    except Never as error:
        _note(row, now, gone=isinstance(error, Gone))
        return _settle(row, State.GIVEN_UP, now, str(error))
    except Later as error:
        _note(row, now)
        return _again(row, now, str(error))
    _note(row, now, went=True)
    return _settle(row, State.SENT, now, "")


def _handed(row: Delivery, channels: Channels, now: datetime) -> bool:
    """Whether there was something, which is on the other side now; `Later` or `Never` where it is not.

    What nobody has foreseen is `Later` too: it must not keep all that comes after it. What it says is not
    logged, as it may hold what was to be sent.
    """
    try:
        with transaction.atomic():  # so that what the database refuses spoils nothing around it
            parcel = parcel_of(row, now)
            if parcel is not None:
                channels.send(row.way, parcel)
            return parcel is not None
    except (Later, Never):
        raise
    except Exception as error:  # noqa: BLE001
        _log.error("delivery %s could not go out: %s", row.code, type(error).__name__)
        raise Later(type(error).__name__) from None


def _note(row: Delivery, now: datetime, *, went: bool = False, gone: bool = False) -> None:
    """A hook remembers since when it fails, and ends after days of it."""
    hook = hook_of(row.way)
    if hook is not None:
        note_outcome(hook=hook, went=went, gone=gone, now=now)


def _settle(row: Delivery, state: Delivery.State, now: datetime, error: str) -> bool:
    row.state, row.settled_at, row.next_at, row.error = state, now, None, error[:80]
    row.tries += 1
    row.save(update_fields=["state", "settled_at", "next_at", "error", "tries"])
    return state == State.SENT


def _again(row: Delivery, now: datetime, error: str) -> bool:
    if row.tries >= len(TRIES):
        return _settle(row, State.GIVEN_UP, now, error)
    wait = TRIES[row.tries]
    # Not all at once, when a server that was away comes back.
    row.next_at, row.error = now + wait * random.uniform(1, 1.2), error[:80]
    row.tries += 1
    row.save(update_fields=["next_at", "error", "tries"])
    return False


def mail_trouble(url: str) -> str:
    """Why the mail server cannot be used, in a word; "" where it can. Sends nothing."""
    return trouble(server_of(url))
