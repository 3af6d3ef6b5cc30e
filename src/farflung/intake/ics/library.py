"""What is taken from the `icalendar` library, loaded when a file first needs it.

Loading it takes as long as reading a hundred meetings, and most calendars need none of it but the names of
Windows zones: their lines have no escapes in their parameters, and their events begin and end at a time.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from farflung.intake.apart import module_apart


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
    table: Mapping[str, str] = module_apart("icalendar.timezone.windows_to_olson").WINDOWS_TO_OLSON
    return {windows.casefold(): iana for windows, iana in table.items()}
