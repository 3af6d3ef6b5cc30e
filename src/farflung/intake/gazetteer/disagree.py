"""Answers for rows whose columns contradict each other: never settled without a person."""

from typing import Final

from farflung.engine.said import Said, as_is, either, said
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
    alone = [_alone(row, index) for index in range(len(row.meant))]
    known = either((wording.place_name(found, row.tables) for found in alone[0]), _EACH)
    rest = either(wording.quote(clue.text) for clue in others)
    places = tuple(dict.fromkeys(found for places in alone for found in places))[:_MOST]
    text = wording.quote(first.text)
    question = said(
        "{text} is {known}; that does not go with {rest}. Which is right?", text=text, known=known, rest=rest
    )
    brief = said("{text} does not go with {rest}. Which is right?", text=text, rest=rest)
    return Match(None, places, "mismatch", question=question, brief=brief)


def zone_disagrees(row: Row, clue: ZoneClue) -> Match:
    """Return the question whether place or zone is right."""
    places = [place(option, "city, region and country", row.tables) for option in row.open_options()][:_MOST]
    stated = [zone_place(row.tables.zones[name], "zone") for name in clue.zones[:_EACH]]
    where = either((f"{wording.place_name(p, row.tables)} ({p.zone})" for p in places), _EACH)
    zone = _said(clue)
    question = said("The place says {place}; the zone says {zone}. Which is right?", place=where, zone=zone)
    text = wording.quote(row.subject)
    brief = said("{text} does not go with the zone {zone}. Which is right?", text=text, zone=zone)
    return Match(None, (*places, *stated), "mismatch", question=question, brief=brief)


def _only_place(row: Row) -> bool:
    return all(clue.column == "place" for clue in row.meant)


def _said(clue: ZoneClue) -> Said:
    if clue.exact:
        return as_is(clue.zones[0])
    text = wording.quote(clue.text)
    if clue.offset is None:
        return text
    return said("{text} ({offset})", text=text, offset=offset_text(clue))


def _alone(row: Row, index: int) -> list[ResolvedPlace]:
    clue = row.meant[index]
    options = row.merged(best([clue], row.tables).readings, None)
    return [place(option, f"{clue.column}: {clue.text}"[:80], row.tables) for option in options[:_EACH]]
