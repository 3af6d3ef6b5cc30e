"""The socket of the site: taken by the parent, so that it stays while web processes come and go."""

import socket
from http.client import HTTPConnection, HTTPException

from farflung.server.core.environment import EnvironmentProblem

_PAGE = 512 * 1024
_ALL = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not listened on


def listen(address: str) -> socket.socket:
    """Listens on host:port (port 0: any that is free); `EnvironmentProblem` where that is not possible."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # The system takes a page whole, so a thread need not wait for who reads it slowly.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _PAGE)
    try:
        taken.bind((host, int(port)))
    except OSError as error:
        taken.close()
        raise EnvironmentProblem(
            f"cannot listen on {address}: {(error.strerror or str(error)).lower()}. "
            "Another one: farflung serve --address 127.0.0.1:8080"
        ) from error
    taken.listen(512)
    taken.set_inheritable(True)
    return taken


def shown(taken: socket.socket, *, https: bool = False) -> str:
    """The address as a person types it into a browser on this machine."""
    host, port = taken.getsockname()[:2]
    if host in _ALL or host == "127.0.0.1":
        host = "localhost" if host in _ALL else host
    elif ":" in host:
        host = f"[{host}]"
    return f"{'https' if https else 'http'}://{host}:{port}/"


def answers(taken: socket.socket, seconds: float = 1.0) -> bool:
    """Whether a web process answers there by now."""
    host, port = taken.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    asking = HTTPConnection(local, port, timeout=seconds)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()
