"""The frame around every page: the links of the bar, and which of them the page is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from farflung.draw.markup import Markup, joined, tag


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A page that the bar leads to: the name of its address, and what to call it.

    `under` is where the addresses begin that belong to it, where that is not its own.
    """

    address: str
    label: str | Promise
    under: str = ""


def links(path: str, entries: Iterable[Entry]) -> Markup | None:
    """Links to the entries as a list, the page at a path marked; None where there is none.

    Built here and not in a template: every page has two dozen of them.
    """
    found = tuple(entries)
    here = tuple(_is_here(path, entry.under or _href(entry.address)) for entry in found)
    return _listed(found, here, get_language()) if found else None


@lru_cache(maxsize=512)
def _listed(entries: tuple[Entry, ...], here: tuple[bool, ...], _language: str | None) -> Markup:
    # Kept: who has the same roles sees the same links.
    found = (tag("li", _anchor(entry, on_it)) for entry, on_it in zip(entries, here, strict=True))
    return tag("ul", joined(found, "\n"))


def _anchor(entry: Entry, here: bool) -> Markup:
    current = "page" if here else None
    return tag("a", str(entry.label), href=_href(entry.address), aria_current=current)


@cache
def _href(address: str) -> str:
    # The same for every page, and working it out takes longer than writing it.
    return reverse(address)


def _is_here(path: str, under: str) -> bool:
    return path == under or (under != "/" and path.startswith(f"{under.rstrip('/')}/"))
