"""Answers for rows whose columns contradict each other: never settled without a person."""

from typing import Final

from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.options import place, zone_place
from farflung.intake.gazetteer.row import Row
from farflung.intake.gazetteer.values import Match, ResolvedPlace
from farflung.intake.gazetteer.weigh import best
from farflung.intake.gazetteer.zone_answers import offset_text
from farflung.intake.gazetteer.zone_clues import ZoneClue

_EACH: Final = 3
_MOST: Final = 12


def contradicts(row: Row) -> bool:
    """Tell whether words exclude each other. A stray word of a cell that agrees otherwise is only noted."""
    against = row.best.against
    agreeing = len(row.meant) - len(against)
    return bool(against) and (
        agreeing < 2 or any(clue.column != "place" for clue in against) or not _only_place(row)
    )


def columns_disagree(row: Row) -> Match:
    """Return the question which of the words is right, with what each of them says."""
    first, *others = row.meant
    said = [_alone(row, index) for index in range(len(row.meant))]
    known = wording.either((wording.place_name(found, row.tables) for found in said[0]), _EACH)
    rest = wording.either(wording.quote(clue.text) for clue in others)
    places = tuple(dict.fromkeys(found for places in said for found in places))[:_MOST]
    question = f"{wording.quote(first.text)} is {known}; that does not go with {rest}. Which is right?"
    brief = f"{wording.quote(first.text)} does not go with {rest}. Which is right?"
    return Match(None, places, "mismatch", question=question, brief=brief)


def zone_disagrees(row: Row, clue: ZoneClue) -> Match:
    """Return the question whether place or zone is right."""
    places = [place(option, "city, region and country", row.tables) for option in row.open_options()][:_MOST]
    stated = [zone_place(row.tables.zones[name], "zone") for name in clue.zones[:_EACH]]
    where = wording.either((f"{wording.place_name(p, row.tables)} ({p.zone})" for p in places), _EACH)
    question = f"The place says {where}; the zone says {_said(clue)}. Which is right?"
    brief = f"{wording.quote(row.subject)} does not go with the zone {_said(clue)}. Which is right?"
    return Match(None, (*places, *stated), "mismatch", question=question, brief=brief)


def _only_place(row: Row) -> bool:
    return all(clue.column == "place" for clue in row.meant)


def _said(clue: ZoneClue) -> str:
    if clue.exact:
        return clue.zones[0]
    return (
        f"{wording.quote(clue.text)} ({offset_text(clue)})"
        if clue.offset is not None
        else wording.quote(clue.text)
    )


def _alone(row: Row, index: int) -> list[ResolvedPlace]:
    clue = row.meant[index]
    options = row.merged(best([clue], row.tables).readings, None)
    return [place(option, f"{clue.column}: {clue.text}"[:80], row.tables) for option in options[:_EACH]]
