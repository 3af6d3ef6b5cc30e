"""An identity provider on this machine, for tests: discovery, keys, a code for whoever comes, a token for it.

It holds sites to what OpenID Connect asks of them (client, redirect, PKCE, each code once), and says whatever
a test wants it to say.
"""

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "farflung", "a secret: with / and +"
KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
Said = dict[str, Any]


def _same(said: Said) -> Said:
    return said


@dataclass
class IdentityProvider:
    """`who` is what it says of whoever comes next; `say` changes a token's claims, `sign` makes the token."""

    port: int = 0
    who: Said = field(default_factory=dict)
    now: float = 0.0
    say: Callable[[Said], Said] = _same
    sign: Callable[[Said], str] = lambda said: jwt.encode(said, KEY, "RS256", headers={"kid": "k1"})
    discovery: Said = field(default_factory=dict)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def described(self) -> Said:
        at = self.issuer
        return {
            "issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys", "code_challenge_methods_supported": ["S256"], **self.discovery,
        }  # fmt: skip

    def keys(self) -> Said:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{"kid": "enc", "use": "enc", **public}, {"kid": "k1", "use": "sig", **public}]}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Where the browser is sent back to."""
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: Mapping[str, str], authorization: str) -> Said | None:
        """The token for a code; None where anything about the question is wrong."""
        asked = self.codes.pop(sent.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        digest = base64.urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest())
        wrong = [
            name
            for name, is_wrong in (
                ("code", asked is None),
                ("client", [unquote(part) for part in pair] != [CLIENT, SECRET]),
                ("verifier", asked is not None and digest.decode().rstrip("=") != asked["code_challenge"]),
                ("back", asked is not None and sent.get("redirect_uri") != asked["redirect_uri"]),
            )
            if is_wrong
        ]
        self.wrongs += wrong
        if wrong or asked is None:
            return None
        said = {
            "iss": self.issuer, "aud": CLIENT, "iat": self.now, "exp": self.now + 300,
            "nonce": asked["nonce"], **self.who,
        }  # fmt: skip
        return {"token_type": "Bearer", "access_token": "x", "id_token": self.sign(self.say(said))}


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """One that answers while the block lasts."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                told = {"/keys": provider.keys, "/.well-known/openid-configuration": provider.described}
                self._tell(200, told[parts.path]())

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(text).items()}
            found = provider.token(sent, self.headers.get("Authorization", ""))
            self._tell(200 if found else 400, found or {"error": "invalid_grant"})

        def _tell(self, status: int, said: Said) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()


def followed(address: str) -> str:
    """Where a browser is sent that goes there."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    found = connection.getresponse().headers["Location"]
    connection.close()
    return found
