"""What the clock hands to the pages about data and files of the organisation."""

import json
from datetime import datetime
from typing import Final
from uuid import UUID

from farflung.server.clock.classified import KEEPING, NAMES, OF_NOBODY, TABLES
from farflung.server.clock.planning.agreements import read
from farflung.server.clock.planning.recurring import Turns, recurrence_of
from farflung.server.clock.queries.kept import AGREEMENTS, KEPT, MEETINGS, agreement_rows, sheet_rows
from farflung.server.core.beside import Beside, Record, Sheet


def check(row: Record) -> None:
    """Raises `ValueError`, `KeyError` or `TypeError` for a row of the sheet that cannot be read."""
    recurrence_of(json.loads(row["recurrence (json)"]))
    rotation = json.loads(row["rotation (json)"])
    if rotation is not None:
        Turns.of(rotation)
    whole = json.loads(row["until it ended earlier (json)"])
    if whole is not None:
        recurrence_of(whole)
    int(row["of elsewhere"])
    for name in MEETINGS[-4:]:
        if not all(isinstance(one, str) for one in json.loads(row[name])):
            raise ValueError(f"{name} is a list of texts")


def check_agreement(row: Record) -> None:
    """The same for a row of the sheet of agreements."""
    UUID(row["agreement by code"])
    int(row["version"])
    for name in ("agreed since", "version since"):
        datetime.fromisoformat(row[name])
    if row["agreement ended"]:
        datetime.fromisoformat(row["agreement ended"])
    if read(row["agreement text"], team=row["of the team"] or None).agreement is None:
        raise ValueError("the text is no agreement")


BESIDE: Final = Beside(
    "clock", TABLES, KEEPING, OF_NOBODY, KEPT, NAMES,
    {"meetings": Sheet(MEETINGS, sheet_rows, check),
     "agreements": Sheet(AGREEMENTS, agreement_rows, check_agreement)},
)  # fmt: skip
