"""One bounded request to somebody outside: where to is looked at before anything is said.

A name is looked up once, every address it has is checked, and the connection goes to one that was checked: a
name that answers otherwise the second time gains nothing. No redirects, no proxies, no private networks but
hosts that whoever runs the site has named; encrypted but for those.
"""

import socket
import ssl
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

PATIENCE: Final = 10.0
"""Seconds for each step."""
IN_ALL: Final = 20.0
"""Seconds for all of it: whoever answers a letter a second is cut off."""
MOST_READ: Final = 4096
"""Bytes of an answer that are read where its status is all that is wanted."""
MOST_SAID: Final = 512 * 1024
"""Bytes of an answer that is wanted itself; a longer one is none."""


_NAT64 = ip_network("64:ff9b::/96")
_UNICAST = ip_network("2000::/3")
"""What of IPv6 is given out to the open internet; the rest holds ways into one's own network (RFC 8215)."""
_LONGEST = 253
"""Letters of a name (RFC 1035), without a dot at its end."""


class TooLong(OSError):  # noqa: N818 - reads as what it says
    """More came than is read."""


class NotAllowed(ValueError):  # noqa: N818 - reads as what it says
    """An address to which nothing is sent; the text is a word for whoever entered it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    said: bytes


def checked_url(url: str, allowed: Collection[str]) -> SplitResult:
    """The parts of an address that may be sent to, as far as its text tells; raises `NotAllowed`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("address") from None
    if not parts.hostname or parts.username or parts.password or parts.fragment or port == 0:
        raise NotAllowed("address")
    if any(ord(letter) < 33 or ord(letter) > 126 for letter in url) or not _can_be_asked(parts.hostname):
        raise NotAllowed("address")
    if parts.scheme != "https" and not (parts.scheme == "http" and named(parts, allowed)):
        raise NotAllowed("https")
    return parts


def _can_be_asked(host: str) -> bool:
    """Whether a name can be looked up at all: none of its parts is empty or over 63 letters."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return len(host.removesuffix(".")) <= _LONGEST


def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Collection[str]) -> int:
    """The status of the answer. Raises `NotAllowed`, or `OSError` or `HTTPException` where none comes."""
    return _exchange("POST", url, body, headers, allowed, MOST_READ).status


def answer_of(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], allowed: Collection[str]
) -> tuple[int, bytes]:
    """The status, and what was said; raises the same, and `TooLong` for an answer without an end."""
    answer = answer_within(method, url, body, headers, allowed, MOST_SAID)
    return answer.status, answer.said


def answer_within(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], allowed: Collection[str], most: int
) -> Answer:
    """The whole answer, of at most so many bytes; raises the same."""
    answer = _exchange(method, url, body, headers, allowed, most + 1)
    if len(answer.said) > most:
        raise TooLong("a longer answer than anybody needs")
    return answer


def _exchange(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], allowed: Collection[str], most: int
) -> Answer:
    parts = checked_url(url, allowed)
    made, over = _connected(parts, allowed), threading.Event()
    watch = threading.Timer(IN_ALL, _cut, [made, over])
    watch.daemon = True
    watch.start()
    try:
        connection = HTTPConnection(parts.hostname or "", _port(parts), timeout=PATIENCE)
        connection.sock = made
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, {"User-Agent": "farflung", "Connection": "close", **headers})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        said = answer.read(most)
        if over.is_set():  # what had come until then reads like all of it, where nothing says how long it is
            raise TimeoutError("too long for an answer")
        return Answer(answer.status, told, said)
    finally:
        watch.cancel()
        made.close()


def _connected(parts: SplitResult, allowed: Collection[str]) -> socket.socket:
    host, port = parts.hostname or "", _port(parts)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not named(parts, allowed) and not all(map(_public, addresses)):
        raise NotAllowed("private network")
    made = _first(addresses, port)
    if parts.scheme == "http":
        return made
    try:
        return ssl.create_default_context().wrap_socket(made, server_hostname=host)
    except BaseException:
        made.close()
        raise


def _first(addresses: Collection[str], port: int) -> socket.socket:
    last: OSError = OSError("no address")
    for address in list(addresses)[:3]:
        try:
            return socket.create_connection((address, port), timeout=PATIENCE)
        except OSError as error:
            last = error
    raise last


def _public(address: str) -> bool:
    """Whether it is an address of the open internet, also where one of the other family is written inside."""
    found = ip_address(address.partition("%")[0])
    if found.version == 6:
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inside is None and found in _NAT64:
            inside = IPv4Address(int(found) & 0xFFFFFFFF)
        if inside is None:
            return found.is_global and found in _UNICAST
        found = inside
    return found.is_global and not found.is_multicast


def named(parts: SplitResult, allowed: Collection[str]) -> bool:
    """Whether whoever runs the site allows that host, with or without its port."""
    host = parts.hostname or ""
    return host in allowed or f"{host}:{_port(parts)}" in allowed


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _cut(made: socket.socket, over: threading.Event) -> None:
    over.set()
    try:
        made.shutdown(socket.SHUT_RDWR)
    except OSError:
        made.close()


def status_of(url: str, body: bytes, headers: Mapping[str, str], allowed: Collection[str]) -> int | str:
    """The status, or a word for why there is none: nothing of the address, which may be a secret."""
    try:
        return post(url, body, headers, allowed)
    except NotAllowed as error:
        return f"not allowed: {error}"
    except (OSError, HTTPException, ValueError) as error:
        return type(error).__name__
