"""The ID token, looked at for all that OpenID Connect Core 1.0, section 3.1.3.7, says, its signature too.

Its section 3.1.3.7 (6) would let TLS stand for the signature; here it does not. Signatures by a shared secret
(HS256) and none at all are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any, Final

import jwt

ALGORITHMS: Final = {
    "RSA": ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
    "EC": ["ES256", "ES384", "ES512"],
    "OKP": ["EdDSA"],
}
"""By the kind of key, so that no key is used for what it was not made for."""

_APART: Final = timedelta(minutes=1)
"""How far the clocks of the provider and of this machine may be apart."""
_REQUIRED: Final = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotSaid(Exception):  # noqa: N818 - reads as what it says
    """The provider has not said who it is: the text is a word for the log."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who it is, as the provider says. `groups` is None where it says nothing of groups at all."""

    issuer: str
    subject: str
    email: str
    verified: bool
    groups: frozenset[str] | None


def checked(
    token: str,
    *,
    keys: Sequence[Mapping[str, Any]],
    issuer: str,
    client: str,
    nonce: str,
    groups: str,
    now: datetime,
) -> Claims:
    """What the token says; raises `NotSaid` unless the provider said it to this site, now, in answer."""
    said = _verified(token, keys, issuer, client)
    parties = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
    if (len(parties) > 1 or "azp" in said) and said.get("azp") != client:
        raise NotSaid("azp")
    if not compare_digest(str(said["nonce"]).encode(), nonce.encode()):
        raise NotSaid("nonce")
    _in_time(said, now)
    held = said.get(groups)
    return Claims(
        issuer=issuer,
        subject=str(said["sub"])[:255],
        email=str(said.get("email") or "").strip().lower(),
        verified=said.get("email_verified") in (True, "true"),
        groups=frozenset(map(str, held)) if isinstance(held, list) else None,
    )


def _verified(token: str, keys: Sequence[Mapping[str, Any]], issuer: str, client: str) -> Mapping[str, Any]:
    try:
        key = _key(keys, jwt.get_unverified_header(token).get("kid"))
        # When it was signed and until when it holds is looked at below, by the clock that everybody reads.
        timeless = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
        options: Any = {"require": _REQUIRED, **timeless}
        found: Mapping[str, Any] = jwt.decode(
            token,
            key=jwt.PyJWK(dict(key)).key,
            algorithms=ALGORITHMS[str(key["kty"])],
            audience=client,
            issuer=issuer,
            options=options,
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise NotSaid(type(error).__name__) from None
    return found


def _key(keys: Sequence[Mapping[str, Any]], name: object) -> Mapping[str, Any]:
    """The key of that name; where none is named, the only one that there is."""
    fit = [key for key in keys if key.get("use", "sig") == "sig" and key.get("kty") in ALGORITHMS]
    named = [key for key in fit if key.get("kid") == name] if name is not None else fit
    if len(named) != 1:
        raise NotSaid("key")
    return named[0]


def _in_time(said: Mapping[str, Any], now: datetime) -> None:
    instant, apart = now.timestamp(), _APART.total_seconds()
    try:
        begins, ends = max(float(said["iat"]), float(said.get("nbf", 0))), float(said["exp"])
    except (TypeError, ValueError):
        raise NotSaid("time") from None
    if not begins - apart <= instant < ends + apart:
        raise NotSaid("time")
