"""Events as Outlook writes them: zones by the names that Windows gives them."""

from dataclasses import replace

from farflung.example.calendars import Event, Wall

PROGRAM = "Microsoft Exchange Server 2010"

# From the windowsZones mapping of Unicode CLDR; zones that are not here keep their IANA names.
_NAMES = {
    **dict.fromkeys(
        ("Europe/Paris", "Europe/Madrid", "Europe/Brussels", "Europe/Copenhagen"), "Romance Standard Time"
    ),
    **dict.fromkeys(("Europe/London", "Europe/Lisbon", "Europe/Dublin"), "GMT Standard Time"),
    "America/Los_Angeles": "Pacific Standard Time",
    "America/New_York": "Eastern Standard Time",
    "Asia/Kolkata": "India Standard Time",
}


def as_outlook(event: Event) -> Event:
    """The same event under Windows' name of its zone."""
    return replace(
        event,
        start=_named(event.start),
        without=tuple(_named(wall) for wall in event.without),
        moved=tuple((_named(original), _named(new)) for original, new in event.moved),
    )


def _named(wall: Wall) -> Wall:
    return replace(wall, zone=_NAMES.get(wall.zone, wall.zone))
