"""What is taken from the `icalendar` library, loaded when a file first needs it.

Loading it takes as long as reading a hundred meetings, and calendars in plain form need none of it: lines
without escapes in their parameters, and zones by their IANA names.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache


def parts_of(text: str) -> tuple[str, dict[str, str], str]:
    """Name, parameters and value of a content line of any form; raises `ValueError`."""
    from icalendar.parser import Contentline

    name, params, value = Contentline(text).raw_parts()  # type: ignore[no-untyped-call]
    flat = {str(key): v if isinstance(v, str) else ",".join(v) for key, v in params.items()}
    return name, flat, value


def length_of(text: str) -> timedelta:
    """The length that a DURATION in capitals gives; raises `ValueError`."""
    from icalendar.prop import vDuration

    length: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
    return length


@cache
def windows_zones() -> Mapping[str, str]:
    """IANA names by the Windows names in lower case: Unicode CLDR's windowsZones (territory 001)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {windows.casefold(): iana for windows, iana in WINDOWS_TO_OLSON.items()}
