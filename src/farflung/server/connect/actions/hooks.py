"""Hooks: made, ended and begun again by who runs the site; ended by themselves after days of failures."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from farflung.server.connect.channels.outside import NotAllowed, checked_url
from farflung.server.connect.channels.webhook.sign import secret_of
from farflung.server.connect.models import Choice, Delivery, Hook
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Account, Message
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing
from farflung.server.org.models import Person

PATIENCE: Final = timedelta(days=5)
"""So long a hook may fail without a success in between."""


def way_of(hook: Hook) -> str:
    """What a hook is called among the ways of `Choice` and `Delivery`."""
    return f"hook:{hook.code.hex}"


def add_hook(*, kind: str, name: str, url: str, by: Account, now: datetime) -> tuple[Hook, str]:
    """A hook and, for a webhook, its secret, which is told this once; "" for a chat room."""
    _refuse(url)
    with writing(by=by, now=now) as write:
        hook = Hook.at(url, kind=kind, name=name, now=now)
        hook.save()
        write.audit("hook.add", "hook", hook.code, kind=kind)
        return hook, _secret(hook)


def renew_secret(*, hook: Hook, by: Account, now: datetime) -> str:
    """Another secret, told this once; the one before signs nothing from now on."""
    with writing(by=by, now=now) as write:
        row = Hook.objects.select_for_update().get(pk=hook.pk)
        row.generation += 1
        row.save(update_fields=["generation"])
        write.audit("hook.secret", "hook", row.code)
        return _secret(row)


def switch_hook(*, hook: Hook, active: bool, by: Account, now: datetime) -> None:
    """Ends it, or begins it again."""
    with writing(by=by, now=now) as write:
        row = Hook.objects.select_for_update().get(pk=hook.pk)
        row.active, row.failing_since = active, None
        row.save(update_fields=["active", "failing_since"])
        write.audit("hook.on" if active else "hook.off", "hook", row.code)


def remove_hook(*, hook: Hook, by: Account, now: datetime) -> None:
    """It is gone, with what people chose of it and what was to go there."""
    with writing(by=by, now=now) as write:
        Choice.objects.filter(way=way_of(hook)).delete()
        Delivery.objects.filter(way=way_of(hook)).delete()
        write.audit("hook.remove", "hook", hook.code)
        Hook.objects.filter(pk=hook.pk).delete()


def note_outcome(*, hook: Hook, went: bool, gone: bool, now: datetime) -> None:
    """What came of a try. After days of failures, or told that it is gone, it ends; operators are told."""
    with writing(by=None, now=now) as write:
        row = Hook.objects.select_for_update().get(pk=hook.pk)
        since = None if went else row.failing_since or now
        ended = row.active and (gone or (since is not None and since <= now - PATIENCE))
        if (since, ended) == (row.failing_since, False):
            return
        row.failing_since, row.active = since, row.active and not ended
        row.save(update_fields=["failing_since", "active"])
        if ended:
            write.audit("hook.ended", "hook", row.code)
            data, about = {"hook": row.name}, f"hook:{row.code}"
            letters = (Letter(box, Message.Purpose.UPKEEP, "hook_ended", data, about) for box in _operators())
            post(letters, write=write)


def _operators() -> set[UUID]:
    """Under which codes messages come to those who run the site."""
    accounts = Account.objects.filter(operator=True, is_active=True)
    people = Person.objects.filter(
        Q(account__in=accounts) | Q(grants__role="operator"), account__is_active=True
    )
    found = {person.account_id: person.code for person in people}
    return {found.get(account.pk, account.code) for account in accounts} | set(found.values())


def _secret(hook: Hook) -> str:
    return secret_of(hook.code, hook.generation) if hook.kind == Hook.Kind.WEBHOOK else ""


def _refuse(url: str) -> None:
    try:
        checked_url(url, settings.ENVIRONMENT.hook_hosts)
    except NotAllowed as error:
        told = {
            "https": _("Only https, but for hosts that FARFLUNG_HOOK_HOSTS names."),
            "address": _("Write the whole address, without a user or a password in it."),
        }
        raise Refused("hook-address", told[str(error)], "url") from None
