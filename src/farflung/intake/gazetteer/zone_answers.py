"""What to say about a zone column alone."""

from typing import Final

from farflung.engine.said import NOTHING, Said, either, in_turn, said
from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.options import zone_place
from farflung.intake.gazetteer.tables import Tables, Zone
from farflung.intake.gazetteer.values import Match, ResolvedPlace
from farflung.intake.gazetteer.zone_clues import UTC_ZONE, ZoneClue

_MOST_CANDIDATES: Final = 12


def answer_zone(clue: ZoneClue, country: str | None, tables: Tables) -> Match:
    """Return the zone a clue names; *country* (a code) narrows names that several countries share."""
    if clue.kind == "utc":
        return _utc(clue)
    if clue.kind == "offset":
        return _offset(clue, country, tables)
    if clue.kind == "unknown":
        return Match(None, (), "unknown", question=_unknown(clue))
    return _named(clue, country, tables)


def offset_text(clue: ZoneClue) -> str:
    """Return the clue's offset as UTC+05:30."""
    minutes = clue.offset or 0
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def offset_question(clue: ZoneClue, zones: list[str], tables: Tables) -> Said:
    """Return why an offset is refused, and which of *zones* is meant."""
    offset, choices = offset_text(clue), either(wording.by_city(zone, tables) for zone in zones)
    which = (
        said("Zones at {offset}: {zones}. Which is it?", offset=offset, zones=choices)
        if zones
        else said("No zone is at {offset}.", offset=offset)
    )
    return in_turn(_refused(clue), which)


def offset_brief(clue: ZoneClue) -> Said:
    """Return the same for where the zones are listed below."""
    return in_turn(_refused(clue), said("Which zone at {offset} is it?", offset=offset_text(clue)))


def _refused(clue: ZoneClue) -> Said:
    text = wording.quote(clue.text)
    if clue.reversed_sign:
        return said(
            "{text} is an offset (the database counts Etc/GMT the other way round), not a zone: it does not "
            "say when the clocks change.",
            text=text,
        )
    return said("{text} is an offset, not a zone: it does not say when the clocks change.", text=text)


def _named(clue: ZoneClue, country: str | None, tables: Tables) -> Match:
    zones = _narrowed(clue, country, tables)
    if len(zones) == 1:
        return Match(zone_place(zones[0], "zone"), (), "resolved", note=_reading_note(clue, zones[0], tables))
    places = tuple(zone_place(zone, "one of several") for zone in zones[:_MOST_CANDIDATES])
    text, choices = wording.quote(clue.text), either(f"{zone.city} ({zone.name})" for zone in zones)
    if clue.kind == "abbreviation":
        question = said("{text} is an abbreviation of several clocks: {zones}?", text=text, zones=choices)
        brief = said("{text} is an abbreviation of several clocks. Which is meant?", text=text)
    else:
        question = said("{text} is used by several clocks: {zones}?", text=text, zones=choices)
        brief = said("{text} is used by several clocks. Which is meant?", text=text)
    return Match(None, places, "ambiguous", question=question, brief=brief)


def _narrowed(clue: ZoneClue, country: str | None, tables: Tables) -> list[Zone]:
    """Return the zones a name can mean: the country's own ones with such a clock, where it has any."""
    if country is None or clue.exact:
        return [tables.zones[name] for name in clue.zones]
    territory = dict(clue.territories).get(country)
    if territory is not None:
        return [tables.zones[territory]]
    known = tables.countries.get(country)
    shares = known.shares if known is not None else ()
    own: dict[str, Zone] = {}
    for share in shares:
        zone = tables.zones[share.zone]
        if zone.clock in clue.clocks:
            own.setdefault(zone.clock, zone)
    return list(own.values()) or [tables.zones[name] for name in clue.zones]


def _reading_note(clue: ZoneClue, zone: Zone, tables: Tables) -> Said:
    home = wording.country_name(zone.country, tables)
    open_country = said("The country stays open; {zone} belongs to {country}.", zone=zone.name, country=home)
    text = wording.quote(clue.text)
    if clue.kind == "alias":
        return in_turn(said("{text} is an older name of {zone}.", text=text, zone=zone.name), open_country)
    if clue.kind == "zone":
        return open_country
    return in_turn(said("{text} is read as {place}.", text=text, place=zone.name), open_country)


def _utc(clue: ZoneClue) -> Match:
    place = ResolvedPlace(None, None, None, UTC_ZONE, None, None, 0, "zone")
    note = said(
        "Suspicious: nobody lives in {text}; systems write it when nobody chose."
        " Taken as it stands; write the person's city or zone"
        " (Iceland is Atlantic/Reykjavik, Britain Europe/London).",
        text=wording.quote(clue.text),
    )
    return Match(place, (), "resolved", note=note)


def _offset(clue: ZoneClue, country: str | None, tables: Tables) -> Match:
    fitting = [zone for zone in tables.zones.values() if clue.accepts(zone)]
    own = [zone for zone in fitting if zone.country == country] if country else []
    first: dict[str, Zone] = {}
    for zone in sorted(own or fitting, key=lambda zone: (-zone.population, zone.name)):
        first.setdefault(zone.clock, zone)
    zones = [zone for zone in first.values() if zone.population] or list(first.values())
    places = tuple(zone_place(zone, "a zone of that offset") for zone in zones[:_MOST_CANDIDATES])
    question = offset_question(clue, [zone.name for zone in zones], tables)
    return Match(None, places, "refused", question=question, brief=offset_brief(clue) if places else NOTHING)


def _unknown(clue: ZoneClue) -> Said:
    text = wording.quote(clue.text)
    return said(
        "{text} is not a zone we know: write an IANA name such as Europe/Lisbon, or the city.", text=text
    )
