"""The mail server that the environment names: `smtp://user:password@host:port`, or `smtps://`."""

import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPResponseException
from urllib.parse import unquote, urlsplit

PATIENCE = 20.0
"""Seconds for each answer of the server."""

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over. `secret`: from the first byte on; else with STARTTLS, which is asked for
    everywhere but on this very machine."""

    host: str
    port: int
    user: str
    password: str
    secret: bool

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"


def server_of(url: str) -> Server:
    """The server of an address; raises `ValueError` that says what is wrong, without the password."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("write smtp://user:password@host:port or smtps://user:password@host:port")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError:
        raise ValueError("the port is a number up to 65535") from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, parts.scheme == "smtps")


def connected(server: Server) -> SMTP:
    """A session with the server, encrypted, and signed in where a user is named."""
    context = ssl.create_default_context()
    if server.secret:
        session: SMTP = SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        session = SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        session.ehlo_or_helo_if_needed()
        if not server.secret and not _is_here(server.host):
            session.starttls(context=context)
            session.ehlo_or_helo_if_needed()
        if server.user:
            session.login(server.user, server.password)
    except BaseException:
        session.close()
        raise
    return session


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def trouble(server: Server) -> str:
    """Why no session comes about, in a word; "" where one does."""
    try:
        connected(server).quit()
    except SMTPResponseException as error:
        return str(error.smtp_code)
    except (SMTPException, OSError) as error:
        return type(error).__name__
    return ""
