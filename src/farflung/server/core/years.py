"""The years of which dates are taken, from people and from programs."""

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2100
"""The zone database says little before, and nothing that would hold after."""


def is_near(day: date) -> bool:
    """Whether clocks of that day are known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
