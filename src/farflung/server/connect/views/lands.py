"""When something lands, in words: the recipient's time with the reader's own beside it."""

from datetime import datetime

from farflung.engine.time import CivilTime, Zone
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import moment_text


def lands_text(at: datetime, zone: Zone, place: str, reader: Reader) -> str:
    """ "Tue 09:00 Lisbon (Tue 20:00 Sydney)"; once where both have the same clock."""
    there = f"{moment_text(CivilTime.of(at, zone), reader.today)} {place}"
    if zone.key == reader.zone.key:
        return there
    return f"{there} ({moment_text(reader.civil(at), reader.today)} {reader.place})"
