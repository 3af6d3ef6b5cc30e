"""Where a request comes from, as far as proxies of ours say so; used to count tries, never kept or logged."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client. With `n` proxies of ours it is the n-th of X-Forwarded-For from the right.

    What stands further left was written by the client. An IPv6 address counts as its /64: that much is one
    household's.
    """
    proxies: int = settings.ENVIRONMENT.proxies
    address = request.META.get("REMOTE_ADDR", "")
    if proxies:
        written = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = written[-proxies] if len(written) >= proxies else address
    return _household(address)


def from_this_machine(request: HttpRequest) -> bool:
    """Whether the client runs on this machine. Who came through an unknown proxy is taken for a stranger."""
    if "HTTP_X_FORWARDED_FOR" in request.META and not settings.ENVIRONMENT.proxies:
        return False
    try:
        return ip_address(client_address(request)).is_loopback
    except ValueError:
        return False


def _household(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        if not address.is_loopback:
            return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
