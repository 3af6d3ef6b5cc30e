"""People typed on the command line: `Ana=Europe/Lisbon 09-18`, `San Francisco`, `Riyadh Sun-Thu 09-17`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from farflung.engine.checks.finding import Severity
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.said import NOTHING, Said, in_turn, said
from farflung.engine.time import ZoneDatabase
from farflung.intake.errors import InlineError
from farflung.intake.gazetteer import Match, ResolvedPlace, resolve_place
from farflung.intake.hours import Hours, HoursError, read_hours
from farflung.intake.notebook import shown
from farflung.intake.people.clock import same_clock
from farflung.intake.people.place_question import named_place
from farflung.intake.people.placing import place_of, remark_of
from farflung.intake.problem import Problem
from farflung.intake.weekdays import EVERY_DAY, read_weekdays
from farflung.intake.weekends import weekend_of

ASSUMED_HOURS: Final = "09:00-18:00"
_UTC: Final = frozenset({"UTC", "Z"})
_WHERE: Final = "command line"
_READ_AS_CITY: Final = "{text} is read as a city."
_REMEDY: Final = said(
    "Write NAME=PLACE HOURS, where NAME= and HOURS may be left out: Ana=Lisbon Mon-Thu 09-18."
)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What one text says: hours and days are None where it does not say; `remark` is about the place."""

    name: str
    place: Place
    hours: Hours | None
    days: frozenset[int] | None
    remark: Said


def inline_people(
    texts: Iterable[str], zones: ZoneDatabase, *, assume_hours: str = ASSUMED_HOURS
) -> tuple[Person, ...]:
    """The people that the texts name, all with names of their own; raises `InlineError`."""
    people: dict[str, Person] = {}
    for text in texts:
        person = person_inline(text, zones, assume_hours=assume_hours)
        name = _free(person.name, people)
        people[name] = replace(person, id=name, name=name)
    return tuple(people.values())


def person_inline(
    text: str, zones: ZoneDatabase, *, assume_hours: str = ASSUMED_HOURS, on: date | None = None
) -> Person:
    """The person that a text names; raises `InlineError`.

    Without a name, a person is called after the place. Hours that are left out are `assume_hours`, days
    the country's working days, and the pattern says that its hours are assumed. `on` is the first date
    that matters for telling a country's clocks apart.
    """
    typed = _typed(text, on)
    if typed.place.zone not in zones:
        why = said(
            "the zone {zone} is not in the zone database {version}.",
            zone=typed.place.zone,
            version=zones.version,
        )
        raise _error(text, why)
    days = typed.days or EVERY_DAY - weekend_of(typed.place.country)
    pattern = (typed.hours or read_hours(assume_hours)).pattern(days)
    if typed.hours is None:
        pattern = WeeklyPattern(pattern.blocks, assumed=True)
    return Person(typed.name, typed.name, typed.place, (PatternPeriod(pattern),))


def person_remark(text: str, on: date | None = None) -> Said:
    """What may be checked about the place of a person typed out: which Sydney was taken; empty: nothing."""
    return _typed(text, on).remark


def zone_named(text: str, zones: ZoneDatabase) -> str:
    """The zone that a text names, itself or by a place in it; raises `InlineError`."""
    return place_named(text, zones).zone


def place_named(text: str, zones: ZoneDatabase) -> Place:
    """The place that a text names, or its zone alone; raises `InlineError`."""
    words = text.strip()
    if _is_zone(words, zones):
        return Place("UTC" if words.upper() in _UTC else words)
    match = _match(words)
    place = place_of(match)
    if place is None or place.zone not in zones:
        raise _unplaced(text, words, match)
    return place


def zone_remark(text: str, zones: ZoneDatabase) -> Said:
    """What may be checked about the place that `zone_named` took a text for; empty where nothing."""
    words = text.strip()
    return NOTHING if _is_zone(words, zones) else _remark(_match(words))


def _remark(match: Match) -> Said:
    """That a city was written for a zone is no news where either may be."""
    return in_turn(*(part for part in remark_of(match).parts if part.one != _READ_AS_CITY))


def _is_zone(words: str, zones: ZoneDatabase) -> bool:
    return words.upper() in _UTC or words in zones.extra or ("/" in words and words in zones)


def _typed(text: str, on: date | None = None) -> _Typed:
    name, equals, rest = text.partition("=")
    words = (rest if equals else text).strip()
    if not words or (equals and not name.strip()):
        no_place, no_name = said("there is no place in it."), said("there is no name before the =.")
        raise _error(text, no_name if words else no_place)
    failed: Match | None = None
    for place_words, hours, days in _readings(words):
        place = place_of(match := _match(place_words, on))
        if place is not None:
            found = hours.zone if hours else None
            if found and not same_clock(found, place.zone):
                why = said("it names two zones, {one} and {other}.", one=place.zone, other=found)
                raise _error(text, why)
            return _Typed(name.strip() if equals else place.label, place, hours, days, _remark(match))
        failed = failed or match
    raise _unplaced(text, words, failed)


def _readings(text: str) -> Iterator[tuple[str, Hours | None, frozenset[int] | None]]:
    """Every way to cut place from hours: the shortest place before hours first, then hours before a place."""
    words = text.split()
    cuts = [(words[:cut], words[cut:]) for cut in range(1, len(words) + 1)]
    cuts += [(words[cut:], words[:cut]) for cut in range(1, len(words))]
    for place, rest in cuts:
        if any(sign.isdigit() for word in place for sign in word) and not _offset_or_zone(place):
            continue  # the gazetteer passes over numbers, as in addresses; here they are hours
        days = read_weekdays(" ".join(rest)) if rest else None
        if not rest or days is not None:
            yield " ".join(place), None, days
            continue
        try:
            yield " ".join(place), read_hours(" ".join(rest)), None
        except HoursError:
            continue


def _offset_or_zone(words: list[str]) -> bool:
    """`GMT+5` and `Etc/GMT-3` hold numbers and still stand for a zone."""
    return len(words) == 1 and ("/" in words[0] or words[0].upper().startswith(("GMT", "UTC")))


def _match(words: str, on: date | None = None) -> Match:
    """A place or a zone; a text that is neither is asked about as a place, an offset as a zone."""
    zone = resolve_place(zone=words)
    if zone.status == "unknown" or _is_city(zone, words):
        return resolve_place(city=words, on=on)
    return zone


def _is_city(zone: Match, words: str) -> bool:
    """Whether a name of a clock (Nairobi is one in Rails) is that of a city on it, which has a country."""
    if zone.place is None or zone.place.country is not None or "/" in words:
        return False
    city = resolve_place(city=words).place
    return city is not None and city.zone == zone.place.zone


def _unplaced(text: str, typed: str, match: Match | None) -> InlineError:
    words = typed.split()
    for cut in range(1, len(words)):
        # Where the place alone is fine, it is the hours that are not understood.
        place, rest = " ".join(words[:cut]), " ".join(words[cut:])
        if rest[0].isdigit() and _match(place).resolved:
            try:
                read_hours(rest)
            except HoursError as error:
                return _error(text, error.said, error.remedy)
    if match is None:
        return _error(text, said("it is no place that is known."))
    return _error(text, match.question or said("it is no place that is known."), _more_precise(match))


def _more_precise(match: Match) -> Said:
    """How to write one of the places that it could be: the first; of namesakes also the last, by its zone."""
    zoned = [found for found in match.candidates if found.zone]
    if not zoned:
        return _REMEDY
    below = _below_country(zoned[0])
    zone = str(zoned[-1].zone if below and match.status == "ambiguous" else zoned[0].zone)
    if not below:
        return said("Write it like {zone}.", zone=zone)
    return said("Write it like {place!r}, or as a zone: {zone}.", place=named_place(zoned[0]), zone=zone)


def _below_country(found: ResolvedPlace) -> bool:
    return bool(found.city or found.subdivision)


def _free(name: str, taken: dict[str, Person]) -> str:
    if name not in taken:
        return name
    number = next(n for n in range(2, len(taken) + 2) if f"{name} ({n})" not in taken)
    return f"{name} ({number})"


def _error(text: str, why: Said, remedy: Said = _REMEDY) -> InlineError:
    message = said("{text!r} cannot be understood: {why}", text=shown(text), why=why)
    return InlineError(Problem(Severity.ERROR, "inline", _WHERE, message, remedy, read=shown(text)))
