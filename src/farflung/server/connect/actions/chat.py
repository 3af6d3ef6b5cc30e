"""Chat systems let in to ask, and let out again. The audit says who did it, and never the secret."""

from datetime import datetime

from farflung.server.connect.access.chat import Allowed, System, all_allowed, keep, sealed_secret
from farflung.server.connect.who.signed import digest_of_token
from farflung.server.core.models import Account
from farflung.server.core.writing import writing


def allow_chat(*, system: System, secret: str, language: str, by: Account, now: datetime) -> None:
    """Requests that the secret proves are answered from now on, in that language; an older one no more."""
    known_by = sealed_secret(secret.strip()) if system is System.SLACK else digest_of_token(secret)
    with writing(by=by, now=now) as write:
        others = [one for one in all_allowed() if one.system is not system]
        keep([*others, Allowed(system, known_by, language, now.isoformat())])
        write.audit("chat.allowed", "account", by.code, system=system.value)


def end_chat(*, system: System, by: Account, now: datetime) -> None:
    """Nothing of that kind is answered any more."""
    with writing(by=by, now=now) as write:
        keep([one for one in all_allowed() if one.system is not system])
        write.audit("chat.ended", "account", by.code, system=system.value)
