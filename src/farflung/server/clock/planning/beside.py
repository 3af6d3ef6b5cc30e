"""What the clock hands to the pages about data and files of the organisation."""

import json
from typing import Final

from farflung.server.clock.classified import KEEPING, NAMES, OF_NOBODY, TABLES
from farflung.server.clock.planning.recurring import Turns, recurrence_of
from farflung.server.clock.queries.kept import KEPT, MEETINGS, sheet_rows
from farflung.server.core.beside import Beside, Record, Sheet


def check(row: Record) -> None:
    """Raises `ValueError`, `KeyError` or `TypeError` for a row of the sheet that cannot be read."""
    recurrence_of(json.loads(row["recurrence (json)"]))
    rotation = json.loads(row["rotation (json)"])
    if rotation is not None:
        Turns.of(rotation)
    int(row["of elsewhere"])
    for name in MEETINGS[-4:]:
        if not all(isinstance(one, str) for one in json.loads(row[name])):
            raise ValueError(f"{name} is a list of texts")


BESIDE: Final = Beside(
    "clock", TABLES, KEEPING, OF_NOBODY, KEPT, NAMES, {"meetings": Sheet(MEETINGS, sheet_rows, check)}
)
