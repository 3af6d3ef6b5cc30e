"""People from a rota alone: a roster with names, hours and zones is all that some companies have.

Used only where no people file was given. Their working hours are their shifts, in the zone of the row.
"""

from collections.abc import Iterable
from zlib import crc32

from farflung.engine.model import Block, PatternPeriod, Person, Place, Source, WeeklyPattern
from farflung.intake.gazetteer.fold import fold
from farflung.intake.hours import HoursError, read_hours
from farflung.intake.rota import SPELLINGS, names
from farflung.intake.row_time import clock_time, row_zone
from farflung.intake.sheet import Sheet, sheet_of
from farflung.intake.table import Row, Table
from farflung.intake.weekdays import EVERY_DAY, read_weekdays


def people_in_rota(table: Table) -> tuple[Person, ...]:
    """Everybody whom a rota names in a row with a zone of its own; nobody is placed by guessing."""
    sheet = sheet_of(table, SPELLINGS)
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        for name in names(sheet.cell(row, "person")):
            rows.setdefault(name, []).append(row)
    found = (_person(name, held, sheet) for name, held in rows.items())
    return tuple(person for person in found if person is not None)


def _person(name: str, rows: list[Row], sheet: Sheet) -> Person | None:
    zones = [zone for row in rows if isinstance(zone := _zone(row, sheet), str)]
    if not zones:
        return None
    zone = max(zones, key=zones.count)
    blocks = {block for row in rows if _zone(row, sheet) == zone for block in _blocks(row, sheet)}
    pattern = WeeklyPattern(tuple(_apart(blocks)))
    return Person(
        id=_id(name),
        name=name,
        place=Place(zone),
        patterns=(PatternPeriod(pattern),),
        email=name if "@" in name else None,
        source=Source(sheet.file, rows[0].line),
    )


def _zone(row: Row, sheet: Sheet) -> object:
    text = sheet.cell(row, "timezone")
    return row_zone(text) if text else None


def _id(name: str) -> str:
    """The name in plain letters; a name that has none gets a number that stays the same."""
    return fold(name).replace(" ", "-") or f"person-{crc32(name.encode())}"


def _blocks(row: Row, sheet: Sheet) -> Iterable[Block]:
    """The working hours of a weekly row; a dated shift says nothing about other weeks."""
    start = sheet.cell(row, "start")
    text = sheet.cell(row, "hours") or f"{start}-{sheet.cell(row, 'end')}"
    if sheet.cell(row, "date") or (start and (len(start) > len("10:00:00 pm") or not clock_time(start))):
        return
    try:
        hours = read_hours(text)
    except HoursError:
        return  # told where the shift is read
    days = read_weekdays(sheet.cell(row, "days")) if sheet.cell(row, "days") else None
    for named, first, last in hours.ranges:
        yield from (Block(day, first, last) for day in sorted(days or named or EVERY_DAY))


def _apart(blocks: set[Block]) -> Iterable[Block]:
    """Without blocks that another one of the same day covers: two duties at once are one presence."""
    return (
        block
        for block in blocks
        if not any(
            other != block
            and other.weekday == block.weekday
            and other.start <= block.start
            and block.end <= other.end
            for other in blocks
        )
    )
