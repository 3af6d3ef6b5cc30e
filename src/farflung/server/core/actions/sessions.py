"""Browsers signed out from elsewhere: one of them, or all."""

from datetime import datetime

from django.contrib.sessions.models import Session

from farflung.server.core.models import Account, SignedIn
from farflung.server.core.writing import Write, writing


def end_session(*, signed_in: SignedIn, by: Account, now: datetime) -> None:
    """That browser has to sign in anew."""
    with writing(by=by, now=now) as write:
        Session.objects.filter(pk=signed_in.session_id).delete()
        write.audit("session.ended", "account", by.code)


def end_other_sessions(*, account: Account, keep: str, write: Write) -> None:
    """Every browser of the account but the one whose session has that key has to sign in anew."""
    keys = SignedIn.objects.filter(account=account).exclude(session_id=keep)
    Session.objects.filter(pk__in=list(keys.values_list("session_id", flat=True))).delete()
    write.audit("session.others_ended", "account", account.code)


def end_sessions(*, account: Account, now: datetime, by: Account | None = None) -> int:
    """Every browser of the account has to sign in anew, the one at hand too; how many.

    `by` is who ends them, where that is not its owner.
    """
    with writing(by=by or account, now=now) as write:
        keys = SignedIn.objects.filter(account=account).values_list("session_id", flat=True)
        count = len(keys)
        Session.objects.filter(pk__in=list(keys)).delete()
        write.audit("session.all_ended", "account", account.code)
        return count
