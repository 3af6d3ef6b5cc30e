"""The company's own accounts: the identity provider that the environment names, and its groups here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
_ROLES: Final = ("people", "compliance", "executive", "operator")


@dataclass(frozen=True, slots=True)
class Oidc:
    """How this site is known to the provider. `roles` are ours by the provider's groups; of those alone the
    provider decides. `trust_mail`: addresses are taken though it does not say that they are verified."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str
    scopes: str
    groups: str
    roles: Mapping[str, str]
    trust_mail: bool


def oidc_of(text: Mapping[str, str], *, trust_mail: bool) -> Oidc | None:
    """The provider out of the variables; None where none is named. Raises `ValueError` that says what to
    write, without the secret."""
    issuer = text["FARFLUNG_OIDC_ISSUER"]
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise ValueError("FARFLUNG_OIDC_ISSUER: write the provider's https address, as it says it itself")
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("FARFLUNG_OIDC_ISSUER: write an address without a user, a query or a fragment")
    for name in ("FARFLUNG_OIDC_CLIENT", "FARFLUNG_OIDC_SECRET"):
        if not text[name]:
            raise ValueError(f"{name} is missing: the provider gives it to you with the client of this site")
    scopes = text["FARFLUNG_OIDC_SCOPES"]
    if "openid" not in scopes.split():
        raise ValueError(f"FARFLUNG_OIDC_SCOPES is {scopes!r}: openid has to be among them")
    return Oidc(
        issuer=issuer,
        client=text["FARFLUNG_OIDC_CLIENT"],
        secret=text["FARFLUNG_OIDC_SECRET"],
        name=text["FARFLUNG_OIDC_NAME"] or parts.hostname,
        scopes=scopes,
        groups=text["FARFLUNG_OIDC_GROUPS"],
        roles=_roles(text["FARFLUNG_OIDC_ROLES"]),
        trust_mail=trust_mail,
    )


def _roles(text: str) -> dict[str, str]:
    found = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        group, _, role = (part.strip() for part in pair.rpartition("="))
        if not group or role not in _ROLES:
            raise ValueError(
                f"FARFLUNG_OIDC_ROLES has {pair!r}: write group=role, the role one of {', '.join(_ROLES)}"
            )
        found[group] = role
    return found
