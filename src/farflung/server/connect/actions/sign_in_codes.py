"""A code to sign in with, by mail to the account. At once: whoever asks is awake, here, and waits."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from farflung.server.connect.actions.gateway import land
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Account, Message
from farflung.server.core.writing import writing
from farflung.server.org.models import Person

KIND: Final = "sign_in_code"


def send_code(*, account: Account | None, challenge: UUID, email: str, now: datetime) -> None:
    """Mails the code of a challenge to whoever has the account.

    Of an account that is not there the same is done and taken back: it takes as long, so nobody learns by the
    clock who works here.
    """
    with writing(by=None, now=now) as write:
        data = {"challenge": challenge.hex, "mail": email}
        letter = Letter(_box(account, challenge), Message.Purpose.UPKEEP, KIND, data)
        with transaction.atomic():
            land(post([letter], write=write), now)
            transaction.set_rollback(account is None)


def _box(account: Account | None, challenge: UUID) -> UUID:
    """Under which code messages come to them: their own as a person's, else the account's."""
    person = Person.objects.filter(account=account).only("code").first() if account is not None else None
    return person.code if person is not None else account.code if account is not None else challenge
