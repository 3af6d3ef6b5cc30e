"""Of whom a second step is wanted when they sign in, from when on; and which ways in hold one already."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from farflung.server.core.models import CompanySetting

NAME: Final = "second step"
"""Under this name the rule is a setting of the company; `core/sessions.py` reads it with every session."""


class Means(StrEnum):
    """How somebody came in."""

    PASSWORD = "password"  # noqa: S105 - the word
    LINK = "link"
    MAIL = "mail"
    APP = "app"
    RECOVERY = "recovery"
    PASSKEY = "passkey"
    COMPANY = "company"
    DEMO = "demo"


PROVED: Final = frozenset({Means.APP, Means.RECOVERY, Means.PASSKEY, Means.COMPANY, Means.DEMO})
"""Those that hold a second step. The company's provider asks for one itself; in a demo nobody has any."""


class Whom(StrEnum):
    """Of whom it is wanted."""

    NOBODY = "nobody"
    ROLES = "roles"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Rule:
    """`roles` counts where `whom` says so; before `since` people are told, and nobody is held up."""

    whom: Whom
    roles: frozenset[str]
    since: datetime

    def concerns(self, roles: frozenset[str]) -> bool:
        """Whether it is about somebody with these roles."""
        return self.whom is Whom.EVERYBODY or (self.whom is Whom.ROLES and not self.roles.isdisjoint(roles))

    @property
    def value(self) -> Mapping[str, Any]:
        """As it is kept."""
        return {"whom": self.whom, "roles": sorted(self.roles), "since": self.since.isoformat()}


def rule_in(text: str | None) -> Rule | None:
    """The rule out of the text of the setting; None where there is none."""
    if not text:
        return None
    held = json.loads(text)
    return Rule(Whom(held["whom"]), frozenset(held["roles"]), datetime.fromisoformat(held["since"]))


def present_rule() -> Rule | None:
    """The rule as it is now."""
    row = CompanySetting.objects.filter(name=NAME).first()
    return rule_in(json.dumps(row.value)) if row is not None else None
