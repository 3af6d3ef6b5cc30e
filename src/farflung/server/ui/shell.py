"""The frame around every page: the links of the bar, and which of them the page is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from farflung.draw.markup import Markup, joined, tag


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the bar leads to: the name of its address, and what to call it.

    `under` is where the addresses begin that belong to it, where that is not its own.
    """

    address: str
    label: str | Promise
    under: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry on a page; `here` says that the page is it or below it."""

    href: str
    label: str | Promise
    here: bool


def links(request: HttpRequest, entries: Iterable[Entry]) -> tuple[Link, ...]:
    """The entries as links, seen from the page of a request."""
    found = ((entry, _href(entry.address)) for entry in entries)
    return tuple(Link(href, e.label, _is_here(request.path, e.under or href)) for e, href in found)


@cache
def _href(address: str) -> str:
    # The same for every page, and working it out takes longer than writing it.
    return reverse(address)


def listed(links: Iterable[Link]) -> Markup | None:
    """Links as a list, the page itself marked; None where there is none.

    Built here and not in a template: every page has two dozen of them.
    """
    found = [tag("li", _anchor(link)) for link in links]
    return tag("ul", joined(found, "\n")) if found else None


def _anchor(link: Link) -> Markup:
    return tag("a", str(link.label), href=link.href, aria_current="page" if link.here else None)


def _is_here(path: str, under: str) -> bool:
    return path == under or (under != "/" and path.startswith(f"{under.rstrip('/')}/"))
