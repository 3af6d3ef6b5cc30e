"""Which chat systems operators let ask, and by what each is known again."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from farflung.server.core.models import CompanySetting
from farflung.server.core.sealed import Unreadable, opened, sealed

_NAME = "chat questions"
_RECORD: Final = UUID("3f2b9d54-6a0e-4a67-9d2c-5f1b7c0e8a31")
"""What Slack's signing secret is sealed for: there is one."""


class System(StrEnum):
    """How a request is known to come from it: by Slack's signature, or by Mattermost's token."""

    SLACK = "slack"
    MATTERMOST = "mattermost"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One that may ask. `known_by` is Slack's signing secret, sealed, or the digest of Mattermost's token.

    Answers are in `language`; `since` is when an operator let it in, an instant in ISO 8601.
    """

    system: System
    known_by: str
    language: str
    since: str


def allowed(system: System) -> Allowed | None:
    """The one of that kind, if operators have let it in."""
    return next((one for one in all_allowed() if one.system is system), None)


def all_allowed() -> list[Allowed]:
    """All of them."""
    row = CompanySetting.objects.filter(name=_NAME).first()
    held: Mapping[str, Any] = row.value if row is not None else {}
    return [Allowed(System(system), **values) for system, values in sorted(held.items())]


def keep(systems: list[Allowed]) -> None:
    """Writes them down; only for actions."""
    value = {
        one.system.value: {"known_by": one.known_by, "language": one.language, "since": one.since}
        for one in systems
    }
    CompanySetting.objects.update_or_create(name=_NAME, defaults={"value": value})


def sealed_secret(secret: str) -> str:
    """Slack's signing secret as it is kept: signatures are made of it, so a digest would not do."""
    return base64.b64encode(sealed(secret, _RECORD)).decode("ascii")


def signing_secret(known: Allowed) -> str | None:
    """The secret again; None where the site has another one now. Never "": all can sign with that."""
    try:
        return opened(base64.b64decode(known.known_by), _RECORD) or None
    except (Unreadable, ValueError):
        return None
