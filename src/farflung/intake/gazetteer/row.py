"""One row of a people file, read but not yet weighed."""

from dataclasses import dataclass
from datetime import date

from farflung.intake.gazetteer.options import Option, options
from farflung.intake.gazetteer.readings import Clue, Reading
from farflung.intake.gazetteer.segments import clues
from farflung.intake.gazetteer.tables import Tables
from farflung.intake.gazetteer.weigh import Best, best, merged
from farflung.intake.gazetteer.zone_clues import ZoneClue, read_zone

Cells = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """The clues of the city, region and country cells, what fits them best, and the zone cell's clue.

    `on` is the date from which clocks are told apart, None for all the years of the data.
    """

    cells: Cells
    clues: tuple[Clue, ...]
    best: Best
    zone: ZoneClue | None
    tables: Tables
    on: date | None = None

    @property
    def meant(self) -> tuple[Clue, ...]:
        """Return the clues that mean something."""
        return tuple(clue for clue in self.clues if clue.readings)

    @property
    def subject(self) -> str:
        """Return the words a question is about."""
        return next((clue.text for clue in self.meant), next((cell for cell in self.cells if cell), ""))

    def unread(self, column: str) -> Clue | None:
        """Return the first clue of a column that means nothing."""
        return next((clue for clue in self.best.unread if clue.column == column), None)

    def open_options(self) -> list[Option]:
        """Return the places that city, region and country allow, whatever the zone."""
        return self.merged(self.best.readings, None)

    def merged(self, readings: tuple[Reading, ...], zone: ZoneClue | None) -> list[Option]:
        """Return the options of some readings that a zone clue accepts, largest first."""
        found = [option for reading in readings for option in options(reading, zone, self.tables, self.on)]
        named = [option for option in found if zone is not None and zone.exact and option.zone in zone.zones]
        return merged(named or found, self.tables)


def read_row(cells: Cells, tables: Tables, on: date | None = None) -> Row:
    """Return what city, region, country and zone cells say; an empty text is an empty cell."""
    city, region, country, zone = cells
    found = (
        *clues(city, "place", tables), *clues(region, "region", tables), *clues(country, "country", tables),
    )  # fmt: skip
    return Row(cells, found, best(found, tables), read_zone(zone, tables) if zone else None, tables, on)
