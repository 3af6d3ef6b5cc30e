"""Public holidays of the places that people are in, from the `holidays` package, offline."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from farflung.engine.model import Holiday, HolidayCalendar, Place
from farflung.engine.said import said
from farflung.engine.time import Span
from farflung.intake.holiday_package import country_class, source
from farflung.intake.notebook import Notebook
from farflung.intake.weekends import weekend_of

if TYPE_CHECKING:
    from holidays import HolidayBase

Key = tuple[str, str | None]
"""Country and subdivision, as an Atlas keys its calendars."""

# The package appends these to a name; the flag carries it instead, and observed days are days off as such.
_ESTIMATED: Final = re.compile(r"\s*\((?:observed, )?estimated\)", re.IGNORECASE)
_ENGLISH: Final = ("en_US", "en_GB", "en")
_BEYOND: Final = ("bank", "government")


def years_of(window: Span) -> range:
    """The years of a window and one more at either end, so that adding working time finds its holidays."""
    return range(window.start.year - 1, window.end.year + 2)


def calendars(
    places: Iterable[Place], years: Iterable[int], notebook: Notebook, *, only_public: bool = True
) -> dict[Key, HolidayCalendar]:
    """The calendars of the countries of `places`, and of those of their subdivisions that have their own.

    `only_public` leaves out days on which only banks or public offices close.
    """
    found: dict[Key, HolidayCalendar] = {}
    unknown: dict[str, int] = {}
    wanted = dict.fromkeys((place.country, place.subdivision) for place in places if place.country)
    for country, subdivision in wanted:
        if (country, None) not in found and country not in unknown:
            whole = _calendar(country, None, tuple(years), only_public=only_public)
            if whole is None:
                unknown[country] = 1
                continue
            found[country, None] = whole
        if subdivision and country not in unknown:
            own = _calendar(country, subdivision, tuple(years), only_public=only_public)
            if own is not None:
                found[country, subdivision] = own
    if unknown:
        text = said(
            "no public holidays are known for {countries} ({source}); none are planned for.",
            countries=tuple(sorted(unknown)),
            source=source(),
        )
        notebook.note("no-holidays", "", text, len(unknown))
    return found


def _calendar(
    country: str, subdivision: str | None, years: tuple[int, ...], *, only_public: bool
) -> HolidayCalendar | None:
    made = _made(country, subdivision, years, only_public=only_public)
    if made is None:
        return None
    label = _estimated_label(made)
    days = tuple(_holiday(day, name, label) for day, name in sorted(made.items()))
    return HolidayCalendar(country, subdivision, days, weekend_of(country), source())


def _made(
    country: str, subdivision: str | None, years: tuple[int, ...], *, only_public: bool
) -> "HolidayBase | None":
    kind = country_class(country)
    if kind is None or (subdivision is not None and subdivision not in kind.subdivisions):
        return None
    more = () if only_public else tuple(c for c in _BEYOND if c in kind.supported_categories)
    categories = (kind.default_category or "public", *more)
    language = next((lang for lang in _ENGLISH if lang in kind.supported_languages), None)
    return kind(years=years, subdiv=subdivision, language=language, categories=categories)


def _estimated_label(made: "HolidayBase") -> str | None:
    """How the package says "estimated" in the language it used, where that is not English."""
    template: str | None = getattr(made, "estimated_label", None)
    if template is None:
        return None
    said = made.tr(template) if hasattr(made, "tr") else template
    return said.replace("%s", "").strip() or None


@lru_cache(maxsize=65_536)
def _holiday(day: date, name: str, label: str | None) -> Holiday:
    """One day; most of them the regions of a country share."""
    estimated = _ESTIMATED.search(name) is not None or (label is not None and label in name)
    bare = _ESTIMATED.sub("", name)
    if label is not None:
        bare = bare.replace(label, "")
    return Holiday(day, " ".join(bare.split()), estimated)
