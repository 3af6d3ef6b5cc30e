"""The provider, asked over the network: what it can do, its keys, and a token for a code."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from farflung.server.connect.channels.oidc.tokens import NotSaid
from farflung.server.connect.channels.outside import NotAllowed, answer_of
from farflung.server.core.oidc import Oidc

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Provider:
    """Its addresses, as it says them itself."""

    known: Oidc
    authorize: str
    token: str
    keys_at: str
    secret_in_body: bool
    """It takes the secret in the body alone, and not in a header."""

    def question(self, *, back: str, state: str, nonce: str, challenge: str) -> str:
        """Where the browser is sent to."""
        asked = {
            "response_type": "code", "client_id": self.known.client, "redirect_uri": back,
            "scope": self.known.scopes, "state": state, "nonce": nonce, "code_challenge": challenge,
            "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{self.authorize}{'&' if urlsplit(self.authorize).query else '?'}{urlencode(asked)}"

    def id_token(self, *, code: str, back: str, verifier: str) -> str:
        """The token for a code that a browser brought; raises `NotSaid`."""
        sent, headers = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}, dict(_FORM)
        sent["code_verifier"] = verifier
        if self.secret_in_body:
            sent |= {"client_id": self.known.client, "client_secret": self.known.secret}
        else:
            pair = f"{quote(self.known.client, safe='')}:{quote(self.known.secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        answer = _asked(self.known, "POST", self.token, urlencode(sent).encode(), headers)
        found = answer.get("id_token")
        if not isinstance(found, str):
            raise NotSaid("no id_token")
        return found

    def keys(self) -> Sequence[Mapping[str, Any]]:
        """Its present keys."""
        found = _asked(self.known, "GET", self.keys_at).get("keys")
        if not isinstance(found, list):
            raise NotSaid("no keys")
        return [key for key in found if isinstance(key, dict)]


def found_out(known: Oidc) -> Provider:
    """The provider, by OpenID Connect Discovery 1.0; raises `NotSaid`."""
    said = _asked(known, "GET", f"{known.issuer.rstrip('/')}/.well-known/openid-configuration")
    if said.get("issuer") != known.issuer:
        raise NotSaid("issuer")
    authorize, token, keys_at = (
        str(said.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
    )
    if not all(map(_is_address, (authorize, token, keys_at))):
        raise NotSaid("addresses")
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(known, authorize, token, keys_at, secret_in_body="client_secret_basic" not in ways)


def _is_address(address: str) -> bool:
    return urlsplit(address).scheme in ("https", "http") and bool(urlsplit(address).hostname)


def _asked(
    known: Oidc, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """The object that it answers. Its own host may lie in the company's network; any other may not."""
    own = urlsplit(known.issuer).netloc
    try:
        status, text = answer_of(method, url, body, headers or {"Accept": "application/json"}, [own])
        found = json.loads(text)
    except (NotAllowed, OSError, HTTPException, ValueError) as error:
        raise NotSaid(type(error).__name__) from None
    if status != 200 or not isinstance(found, dict):
        raise NotSaid(f"status {status}")
    return found
