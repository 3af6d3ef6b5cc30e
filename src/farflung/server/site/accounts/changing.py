"""What changes how somebody signs in, with the message that tells them: if it was not they, they see it."""

from datetime import datetime
from uuid import UUID

from farflung.server.core.access import get_passkey
from farflung.server.core.actions import factors, passkeys
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Account, Message
from farflung.server.core.passkeys import Here, State
from farflung.server.core.writing import Write, writing
from farflung.server.org.models import Person

KIND = "sign_in_changed"


def take_app(*, account: Account, code: UUID, typed: str, keep: str, now: datetime) -> list[str] | None:
    """The new app; recovery codes where there were none."""
    with writing(by=account, now=now) as write:
        codes = factors.add_authenticator(account=account, code=code, typed=typed, keep=keep, now=now)
        _tell(account, "app_added", write)
        return codes


def drop_app(*, account: Account, now: datetime) -> None:
    """The app no more."""
    with writing(by=account, now=now) as write:
        factors.remove_authenticator(account=account, now=now)
        _tell(account, "app_removed", write)


def take_passkey(
    *, account: Account, here: Here, state: State, answer: str, name: str, keep: str, now: datetime
) -> list[str] | None:
    """The new passkey; recovery codes where there were none."""
    with writing(by=account, now=now) as write:
        codes = passkeys.add_passkey(
            account=account, here=here, state=state, answer=answer, name=name, keep=keep, now=now
        )
        _tell(account, "passkey_added", write)
        return codes


def drop_passkey(*, account: Account, code: UUID, now: datetime) -> None:
    """One's own passkey no more; 404 for another's."""
    with writing(by=account, now=now) as write:
        passkeys.remove_passkey(passkey=get_passkey(account, code), by=account, now=now)
        _tell(account, "passkey_removed", write)


def use_recovery_code(*, account: Account, typed: str, now: datetime) -> bool:
    """Whether it is one of theirs, which is used up then."""
    with writing(by=account, now=now) as write:
        used = factors.use_recovery_code(account=account, typed=typed, now=now)
        if used:
            _tell(account, "recovery_used", write)
        return used


def reset(*, account: Account, by: Account, now: datetime) -> bool:
    """Takes every second step from whoever has lost them; whether there was one."""
    with writing(by=by, now=now) as write:
        gone = factors.reset_factors(account=account, by=by, now=now)
        if gone:
            _tell(account, "reset", write)
        return gone


def _tell(account: Account, what: str, write: Write) -> None:
    """In their own hours: what is done is done, and waking them would undo none of it."""
    person = Person.objects.filter(account=account).only("code").first()
    box = person.code if person is not None else account.code
    post([Letter(box, Message.Purpose.QUESTION, KIND, {"what": what})], write=write)
