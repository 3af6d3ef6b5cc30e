"""The Atlas: people x places x time in one frozen value, and the questions it answers.

Public: `Atlas`, `Whereabouts`, `CompanyGrid`, `SLOT` (the grid's 15 minutes), `expand` (occurrences
of a recurrence), `Kinds` (people alike in time, and their zone areas), `Change` (how a fix is
simulated), and the errors. Every answer that takes an instant takes it in UTC.
"""

from farflung.engine.atlas.atlas import Atlas, SeveralPeopleError, UnknownPersonError
from farflung.engine.atlas.change import Change, Item
from farflung.engine.atlas.clock import Clock, clock_of, zone_clock
from farflung.engine.atlas.expand import TooManyOccurrencesError, expand
from farflung.engine.atlas.grid import SLOT, CompanyGrid
from farflung.engine.atlas.kinds import AFTER, BEFORE, Kind, Kinds, ZoneArea, listed
from farflung.engine.atlas.presence import NoWorkingTimeError
from farflung.engine.atlas.whereabouts import Whereabouts

__all__ = [
    "AFTER",
    "BEFORE",
    "SLOT",
    "Atlas",
    "Change",
    "Clock",
    "CompanyGrid",
    "Item",
    "Kind",
    "Kinds",
    "NoWorkingTimeError",
    "SeveralPeopleError",
    "TooManyOccurrencesError",
    "UnknownPersonError",
    "Whereabouts",
    "ZoneArea",
    "clock_of",
    "expand",
    "listed",
    "zone_clock",
]
