"""One place out of all the columns of a row."""

from dataclasses import replace
from datetime import date
from typing import Final

from farflung.engine.said import NOTHING, Said, either, in_turn, said
from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.country import town_for_country
from farflung.intake.gazetteer.disagree import columns_disagree, contradicts, zone_disagrees
from farflung.intake.gazetteer.notes import notes
from farflung.intake.gazetteer.options import Option, place
from farflung.intake.gazetteer.readings import Clue
from farflung.intake.gazetteer.row import Cells, Row, read_row
from farflung.intake.gazetteer.segments import is_aside
from farflung.intake.gazetteer.suggest import suggest
from farflung.intake.gazetteer.tables import Tables
from farflung.intake.gazetteer.values import Match, ResolvedPlace
from farflung.intake.gazetteer.weigh import outweighing
from farflung.intake.gazetteer.zone_answers import answer_zone, offset_brief, offset_question
from farflung.intake.gazetteer.zone_clues import ZoneClue, without_offset

_MOST_CANDIDATES: Final = 12
_OTHERWISE: Final = said("Write a larger town nearby, the country or an IANA zone.")


def resolve(cells: Cells, tables: Tables, on: date | None = None) -> Match:
    """Return the place that city, region, country and zone cells name together; cells may be empty.

    *on* is the date from which clocks are told apart.
    """
    if not any(cells):
        question = said("No place is given: write a city, a country or an IANA zone.")
        return Match(None, (), "unknown", question=question)
    row = read_row(cells, tables, on)
    if not row.best.readings:
        return _nothing_read(row)
    city, region, country, zone = cells
    if not (city or region or zone) and (town := town_for_country(country, tables)):
        return town
    if contradicts(row):
        return columns_disagree(row)
    clue = row.zone if row.zone is not None and row.zone.kind != "unknown" else None
    if clue is not None and clue.kind == "offset":
        return _beside_offset(row, clue)
    found = row.merged(row.best.readings, clue)
    if found:
        return _chosen(row, found)
    return zone_disagrees(row, clue) if clue is not None and row.open_options() else _uninhabited(row)


def resolve_zone_cell(text: str, country: str | None, tables: Tables) -> Match:
    """Return the zone a cell names, or that of a city written there; *country* (a code) narrows."""
    row = read_row(("", "", "", text), tables)
    if row.zone is None:
        question = said("No zone is given: write an IANA name such as Europe/Lisbon.")
        return Match(None, (), "unknown", question=question)
    if row.zone.kind != "unknown":
        return answer_zone(row.zone, country, tables)
    return _city_for_zone(row.zone, country, tables)


def _city_for_zone(clue: ZoneClue, country: str | None, tables: Tables) -> Match:
    """Read "Berlin" or "(UTC+02:00) Cairo time" in a zone column."""
    words = without_offset(clue.text)
    offset = ZoneClue(clue.text, "offset", offset=clue.offset) if clue.offset is not None else None
    if words and not is_aside(words):
        row = read_row((words.removesuffix(" time").removesuffix(" Time"), "", country or "", ""), tables)
        found = row.merged(row.best.readings, offset) if not contradicts(row) else []
        if found and not row.best.unread:
            answer = _chosen(row, found)
            read = said("{text} is read as a city.", text=wording.quote(clue.text))
            return replace(answer, note=in_turn(read, answer.note))
    return answer_zone(offset or clue, country, tables)


def _beside_offset(row: Row, clue: ZoneClue) -> Match:
    """Let an offset confirm a place that is certain without it, and never choose between clocks."""
    found = outweighing(row.open_options(), row.tables)
    if not found:
        return _uninhabited(row)
    fitting = [option for option in found if clue.accepts(row.tables.zones[option.zone])]
    if not fitting:
        return zone_disagrees(row, clue)
    if len(found) == 1:
        return _chosen(row, found)
    places = _places(fitting, row.tables)
    question = offset_question(clue, [p.zone for p in places if p.zone], row.tables)
    return Match(None, places, "refused", question=question, brief=offset_brief(clue))


def _uninhabited(row: Row) -> Match:
    """Ask about Bouvet Island and the like: a country's code without a zone of its own."""
    text = wording.quote(row.subject)
    question = said("{text} has no zone of its own: which city or IANA zone?", text=text)
    return Match(None, (), "unknown", question=question)


def _chosen(row: Row, every: list[Option]) -> Match:
    understood = row.unread("place") is None
    left = outweighing(every, row.tables) if understood else every
    if len(left) > 1:
        return _ask(row, left)
    missing = row.unread("country")
    if missing is not None:
        return _country_unread(row, left[0], missing)
    how = _how(row, left[0]) if len(every) == 1 else f"the largest of {len(every)} namesakes"
    return Match(place(left[0], how, row.tables), (), "resolved", note=notes(row, left[0]))


def _ask(row: Row, left: list[Option]) -> Match:
    places = _places(left, row.tables)
    if len({option.reading for option in left}) > 1 or left[0].reading.row >= 0:
        parts = [option.reading.subdivision for option in left[:_MOST_CANDIDATES]]
        question = wording.which_place(row.subject, places, row.tables, parts)
        brief = wording.which_of(row.subject)
        return Match(None, places, "ambiguous", question=question, brief=brief)
    zones = [option.zone for option in left]
    question = wording.which_clock(places[0], zones, _towns(left, row.tables), row.tables)
    brief = wording.which_clock(places[0], zones, (), row.tables)
    town = row.unread("place")
    if town is None:
        return Match(None, places, "ambiguous", question=question, brief=brief)
    near = {name: _spelled(name, row.tables) for name in suggest(town.text, row.tables)}
    here = {name: known for name, known in near.items() if known and known[0].country == places[0].country}
    spelled = [place for known in here.values() for place in known]
    return Match(
        None, (*spelled, *places), "unknown", question=in_turn(_not_known(town.text, tuple(here)), question),
        brief=in_turn(_not_known(town.text, ()), brief),
    )  # fmt: skip


def _places(found: list[Option], tables: Tables) -> tuple[ResolvedPlace, ...]:
    return tuple(place(option, "one of several", tables) for option in found[:_MOST_CANDIDATES])


def _towns(found: list[Option], tables: Tables) -> list[str]:
    return [tables.city(o.row).name if o.row >= 0 else tables.zones[o.zone].city for o in found]


def _how(row: Row, option: Option) -> str:
    names = ("city", "region", "country", "zone")
    given = [
        name for name, cell in zip(names, row.cells, strict=True) if cell and name != option.reading.kind
    ]
    return " and ".join(
        [option.reading.kind, *(name for name in given if name != "city" or row.cells[1:3] != ("", ""))]
    )


def _country_unread(row: Row, option: Option, missing: Clue) -> Match:
    """Take a misspelt country if its nearest spelling is the country the city is in anyway."""
    near = suggest(missing.text, row.tables, countries_only=True)
    here = wording.country_name(option.reading.country, row.tables)
    known = place(option, _how(row, option), row.tables)
    if here in near:
        text = wording.quote(missing.text)
        note = said("The country {text} is read as {country}.", text=text, country=here)
        return Match(known, (), "resolved", note=note)
    rest = said("The rest says {place}. Which country is it?", place=wording.place_name(known, row.tables))
    question = in_turn(wording.no_country(missing.text, near), rest)
    return Match(None, (known,), "unknown", question=question)


def _nothing_read(row: Row) -> Match:
    stray = row.best.unread[0].text if row.best.unread else ""
    if row.zone is not None:
        answer = resolve_zone_cell(row.cells[3], None, row.tables)
        note = _not_known(stray, ()) if stray and answer.resolved else NOTHING
        return replace(answer, note=in_turn(note, answer.note))
    if not stray or is_aside(stray):
        text = wording.quote(row.subject)
        question = said("{text} names no single place: which city or IANA zone?", text=text)
        return Match(None, (), "unknown", question=question)
    near = suggest(stray, row.tables)
    question = in_turn(_not_known(stray, near), _OTHERWISE)
    one_of = said("Is it one of these? If not, write a larger town nearby, the country or an IANA zone.")
    brief = in_turn(_not_known(stray, ()), one_of)
    spelled = [known for name in near for known in _spelled(name, row.tables)]
    return Match(None, tuple(spelled), "unknown", question=question, brief=brief if spelled else NOTHING)


def _spelled(name: str, tables: Tables) -> tuple[ResolvedPlace, ...]:
    """Return the place that a suggested spelling stands for, if any."""
    match = resolve((name, "", "", ""), tables)
    return (match.place,) if match.place else match.candidates[:1]


def _not_known(text: str, near: tuple[str, ...]) -> Said:
    quoted = wording.quote(text)
    if not near:
        return said("{text} is not a place we know.", text=quoted)
    return said("{text} is not a place we know; did you mean {places}?", text=quoted, places=either(near, 3))
