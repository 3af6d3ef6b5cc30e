"""How often turns change, as people write it: `day`, `weekly`, `2 weeks`, `month`, `6h`."""

import re
from typing import Final

from farflung.engine.rotation import Cadence, Unit
from farflung.engine.said import SaidError, said

_EVERY: Final = re.compile(r"(?:(?P<count>[1-9]\d*)\s*)?(?P<unit>hour|day|week|month|h|d|w)s?", re.IGNORECASE)
_WORDS: Final = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_UNITS: Final = {"h": Unit.HOUR, "d": Unit.DAY, "w": Unit.WEEK}


def read_cadence(text: str) -> Cadence:
    """The cadence in a text; raises `SaidError` where it is none."""
    plain = text.strip().casefold()
    match = _EVERY.fullmatch(_WORDS.get(plain, plain))
    if match is None:
        raise SaidError(said("{text!r} is not understood: write day, week, month, 6h, 2d or 2w", text=text))
    unit = match["unit"]
    return Cadence(_UNITS.get(unit) or Unit(unit), int(match["count"] or 1))
