"""Passkeys: taken, used, taken out."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from farflung.server.core.actions.factors import drop_codes_if_alone, first_codes
from farflung.server.core.actions.sessions import end_other_sessions
from farflung.server.core.models import Account, Passkey
from farflung.server.core.passkeys import Here, Key, NotThis, State, answered_by
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing

MOST: Final = 10
"""Passkeys that one account may have."""


def add_passkey(
    *, account: Account, here: Here, state: State, answer: str, name: str, keep: str, now: datetime
) -> list[str] | None:
    """The passkey that a browser has made; `Refused` where the answer does not fit the question.

    Every session but that with the key `keep` ends. The codes on paper where there were none, to be shown
    this once; else None.
    """
    with writing(by=account, now=now) as write:
        Account.objects.select_for_update().get(pk=account.pk)
        if account.passkeys.count() >= MOST:
            raise Refused("too-many", _("There are %d already: remove one first.") % MOST)
        try:
            key = here.made(state, answer)
        except NotThis as error:
            raise Refused("wrong-answer", _("The browser has made no passkey. Try once more.")) from error
        if Passkey.objects.filter(key=key.id).exists():
            raise Refused("known", _("This device has a passkey for this site already."))
        made = Passkey.objects.create(
            account=account, name=name.strip(), host=here.host, key=key.id, public=key.public, created_at=now
        )
        write.audit("factor.passkey_added", "passkey", made.code)
        end_other_sessions(account=account, keep=keep, write=write)
        return first_codes(account, write)


def remove_passkey(*, passkey: Passkey, by: Account, now: datetime) -> None:
    """It lets nobody in any more; without another second step the codes on paper go with it."""
    with writing(by=by, now=now) as write:
        if Passkey.objects.filter(pk=passkey.pk).delete()[0]:
            write.audit("factor.passkey_removed", "passkey", passkey.code)
        drop_codes_if_alone(by)


def whose(*, here: Here, state: State, answer: str) -> Account | None:
    """The account whose passkey has answered; None for whatever does not fit. Nothing is written."""
    try:
        key, handle = answered_by(answer)
        found = Passkey.objects.select_related("account").filter(key=key, account__is_active=True).first()
        if found is None or handle not in (None, found.account.code.bytes):
            return None
        here.check(state, Key(bytes(found.key), bytes(found.public)), answer)
    except NotThis:
        return None
    return found.account
