"""Second steps of signing in: made, used, taken out. Each code works once."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.server.core import totp
from farflung.server.core.access import digest_of
from farflung.server.core.actions.sessions import end_other_sessions
from farflung.server.core.limits import Limit, take
from farflung.server.core.models import Account, Authenticator, Passkey, RecoveryCode
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import Write, writing

RECOVERY_CODES: Final = 10
_ONCE: Final = Limit("totp", 1, timedelta(seconds=totp.STEP))


def is_right(*, account: Account, typed: str, now: datetime) -> bool:
    """Whether that is what the account's app shows; the same code is right once, in whatever process."""
    found = Authenticator.objects.filter(account=account).first()
    return found is not None and _is_right(found.code, typed, now)


def _is_right(code: UUID, typed: str, now: datetime) -> bool:
    step = totp.matching_step(totp.secret_of(code), typed, now)
    # Counted among the tries, by the instant at which the step began: after a day nothing tells of it.
    return step is not None and take(_ONCE, code.hex, now=totp.begin_of(step)).allowed


def use_recovery_code(*, account: Account, typed: str, now: datetime) -> bool:
    """Whether that is one of the account's codes on paper, which is gone then."""
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    with writing(by=account, now=now) as write:
        used = RecoveryCode.objects.filter(account=account, digest=digest_of(bare)).delete()[0]
        if used:
            write.audit("factor.recovery_used", "account", account.code)
        return bool(used)


def add_authenticator(
    *, account: Account, code: UUID, typed: str, keep: str, now: datetime
) -> list[str] | None:
    """The app with the secret of `code`, in place of an older one; `Refused` if that is not what it shows.

    Every session but that with the key `keep` ends. The codes on paper where there were none, to be shown
    this once; else None.
    """
    with writing(by=account, now=now) as write:
        Account.objects.select_for_update().get(pk=account.pk)
        if not _is_right(code, typed, now):
            raise Refused("wrong-code", _("That is not what the app shows now. Try the next one."), "code")
        Authenticator.objects.filter(account=account).delete()
        Authenticator.objects.create(account=account, code=code, created_at=now)
        write.audit("factor.app_added", "account", account.code)
        end_other_sessions(account=account, keep=keep, write=write)
        return first_codes(account, write)


def first_codes(account: Account, write: Write) -> list[str] | None:
    """The codes on paper that come with the first second step; None where there are some."""
    return None if account.recovery_codes.exists() else _codes(account, write)


def new_recovery_codes(*, account: Account, now: datetime) -> list[str]:
    """Ten new ones, to be shown this once; the older ones are worth nothing any more."""
    with writing(by=account, now=now) as write:
        Account.objects.select_for_update().get(pk=account.pk)
        return _codes(account, write)


def remove_authenticator(*, account: Account, now: datetime) -> None:
    """The app is asked for no more; without another second step the codes on paper go with it."""
    with writing(by=account, now=now) as write:
        if Authenticator.objects.filter(account=account).delete()[0]:
            write.audit("factor.app_removed", "account", account.code)
        drop_codes_if_alone(account)


def drop_codes_if_alone(account: Account) -> None:
    """Codes on paper stand in for another second step, and are none by themselves."""
    if not has_factor(account):
        RecoveryCode.objects.filter(account=account).delete()


def reset_factors(*, account: Account, by: Account | None, now: datetime) -> bool:
    """Takes every second step from an account whose owner has lost them, and ends its sessions; whether there
    was one."""
    with writing(by=by, now=now) as write:
        gone = Authenticator.objects.filter(account=account).delete()[0]
        gone += Passkey.objects.filter(account=account).delete()[0]
        gone += RecoveryCode.objects.filter(account=account).delete()[0]
        if gone:
            end_other_sessions(account=account, keep="", write=write)
            write.audit("factor.reset", "account", account.code)
        return bool(gone)


def has_factor(account: Account) -> bool:
    """Whether a second step is asked for when the account is entered."""
    by_app, by_key = (kind.objects.filter(account=account) for kind in (Authenticator, Passkey))
    return by_app.exists() or by_key.exists()


def _codes(account: Account, write: Write) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    made = [base64.b32encode(secrets.token_bytes(10)).decode() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=digest_of(one), created_at=write.now) for one in made
    )
    write.audit("factor.recovery_made", "account", account.code)
    return ["-".join(one[at : at + 4] for at in range(0, 16, 4)) for one in made]
