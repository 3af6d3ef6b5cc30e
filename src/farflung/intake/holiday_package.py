"""The `holidays` package, loaded when a country is first asked about, and of its countries only those.

Loading it takes a tenth of a second, and its own way to one country brings all 250: as long again.
"""

from functools import cache
from typing import TYPE_CHECKING

from farflung.intake.apart import module_apart

if TYPE_CHECKING:
    from holidays import HolidayBase


@cache
def country_class(country: str) -> "type[HolidayBase] | None":
    """The package's class for a country (ISO 3166-1 alpha-2); None where it knows none."""
    from holidays.registry import COUNTRIES

    module = next((name for name, known in COUNTRIES.items() if country in known[1:]), None)
    if module is None:
        return None
    found: type[HolidayBase] = getattr(module_apart(f"holidays.countries.{module}"), country)
    return found


@cache
def source() -> str:
    """Name and version of the package, as a basis to show."""
    from holidays.version import __version__

    return f"holidays {__version__}"
