"""People typed on the command line: `Ana=Europe/Lisbon 09-18`, `San Francisco`, `Riyadh Sun-Thu 09-17`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from farflung.engine.checks.finding import Severity
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.time import Span
from farflung.intake.errors import InlineError
from farflung.intake.gazetteer import Match, resolve_place
from farflung.intake.holidays import calendars, weekend, years_of
from farflung.intake.hours import Hours, HoursError, read_hours
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.clock import same_clock
from farflung.intake.people.place_question import label_of
from farflung.intake.people.placing import place_of
from farflung.intake.problem import Problem
from farflung.intake.weekdays import EVERY_DAY, read_weekdays

_WHERE: Final = "command line"
_REMEDY: Final = "Write NAME=PLACE HOURS, where NAME= and HOURS may be left out: Ana=Lisbon Mon-Thu 09-18."


@dataclass(frozen=True, slots=True)
class _Typed:
    """What one text says: hours and days are None where it does not say."""

    name: str
    place: Place
    hours: Hours | None
    days: frozenset[int] | None


def inline_people(
    texts: Iterable[str], *, window: Span, assume_hours: str = "09:00-18:00"
) -> tuple[Person, ...]:
    """The people that the texts name; raises `InlineError`.

    A person without a name is called after the place, with a number where that is taken. Hours that are
    left out are `assume_hours`, days the country's working days, and the pattern says that it is assumed.
    """
    typed = [_typed(text) for text in texts]
    known = calendars((one.place for one in typed), years_of(window), Notebook())
    assumed = read_hours(assume_hours)
    people: dict[str, Person] = {}
    for one in typed:
        days = one.days or EVERY_DAY - weekend(known, one.place)
        pattern = (one.hours or assumed).pattern(days)
        if one.hours is None:
            pattern = WeeklyPattern(pattern.blocks, assumed=True)
        name = _free(one.name, people)
        people[name] = Person(name, name, one.place, (PatternPeriod(pattern),))
    return tuple(people.values())


def _typed(text: str) -> _Typed:
    name, equals, rest = text.partition("=")
    said = (rest if equals else text).strip()
    if not said or (equals and not name.strip()):
        raise _error(text, "there is no place in it." if not said else "there is no name before the =.")
    failed: Match | None = None
    for words, hours, days in _readings(said):
        place = place_of(match := _match(words))
        if place is not None:
            found = hours.zone if hours else None
            if found and not same_clock(found, place.zone):
                raise _error(text, f"it names two zones, {place.zone} and {found}.")
            return _Typed(name.strip() if equals else place.label, place, hours, days)
        failed = failed or match
    raise _unplaced(text, said, failed)


def _readings(said: str) -> Iterator[tuple[str, Hours | None, frozenset[int] | None]]:
    """Every way to cut place from hours: the shortest place before hours first, then hours before a place."""
    words = said.split()
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


def _match(words: str) -> Match:
    """A place or a zone; a text that is neither is asked about as a place, an offset as a zone."""
    zone = resolve_place(zone=words)
    if zone.status != "unknown":
        return zone
    return resolve_place(city=words)


def _unplaced(text: str, said: str, match: Match | None) -> InlineError:
    words = said.split()
    for cut in range(1, len(words)):
        # Where the place alone is fine, it is the hours that are not understood.
        place, rest = " ".join(words[:cut]), " ".join(words[cut:])
        if rest[0].isdigit() and _match(place).resolved:
            try:
                read_hours(rest)
            except HoursError as error:
                return _error(text, str(error), error.remedy)
    if match is None:
        return _error(text, "it is no place that is known.")
    choices = "; ".join(label_of(found) for found in match.candidates[:4] if found.zone)
    remedy = f"Be more precise: {choices}." if choices else _REMEDY
    return _error(text, match.question or "it is no place that is known.", remedy)


def _free(name: str, taken: dict[str, Person]) -> str:
    if name not in taken:
        return name
    number = next(n for n in range(2, len(taken) + 2) if f"{name} ({n})" not in taken)
    return f"{name} ({number})"


def _error(text: str, why: str, remedy: str = _REMEDY) -> InlineError:
    message = f"{shown(text)!r} is no person that can be planned with: {why}"
    return InlineError(Problem(Severity.ERROR, "inline", _WHERE, message, remedy, read=shown(text)))
