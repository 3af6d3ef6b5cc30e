"""The question about a place that is not clear, and the answers that are offered."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from farflung.intake.gazetteer import Gazetteer, Match, ResolvedPlace
from farflung.intake.notebook import shown
from farflung.intake.people.field import PLACES
from farflung.intake.people.raw import RawPerson
from farflung.intake.problem import Choice, InputQuestion

REASONS: Final = {
    "ambiguous": "what is written can be several places",
    "unknown": "what is written is no place that is known",
    "mismatch": "the columns contradict each other",
    "refused": "what is written is an offset, not a zone",
    "resolved": "its zone is not known",
}
_ANSWER: Final = "Write a city and country, or a zone such as Europe/Lisbon."
_REMEDIES: Final = {
    "refused": "Write a zone such as Europe/Lisbon: an offset does not say when the clocks change.",
    "mismatch": "Mend the column that is wrong, or answer with the right place.",
}


def question_about(
    read: str, column: str | None, match: Match | None, rows: Sequence[RawPerson]
) -> InputQuestion:
    """One question for all the rows in which the same was read, or in which nothing was."""
    where = tuple((raw.file, raw.line) for raw in rows)
    if match is None:
        return _about_nothing(rows, where)
    candidates = [found for found in match.candidates if found.zone]
    choices = tuple(
        Choice(value, label_of(found)) for found, value in zip(candidates, spellings(candidates), strict=True)
    )
    listed = match.brief if choices else ""  # the choices stand below it, once
    asked = listed or match.question or f"Where is {shown(read)!r}?"
    remedy = _REMEDIES.get(match.status, _ANSWER)
    text = f"{asked} {lines_of(where)}"
    return InputQuestion(f"place of {shown(read, 200)}", text, where, choices, column, read, remedy)


def _about_nothing(rows: Sequence[RawPerson], where: tuple[tuple[str, int], ...]) -> InputQuestion:
    file = PurePath(rows[0].file).name
    if len(rows) == 1:
        label, line = rows[0].label, rows[0].line
        text = f"Where is {label}? Line {line} of {file} says nothing about the place."
        return InputQuestion(f"place of {label}", text, where, remedy=_ANSWER)
    if PLACES & rows[0].columns.keys():
        text = f"Where are the people of {file} whose rows say nothing about the place? {lines_of(where)}"
        remedy = "Fill in their city, country or timezone, or answer `place of NAME` for each."
    else:
        text = f"In which zone are the hours of {file} meant? It has no column that says where people are."
        remedy = "Answer with a zone (UTC, Europe/Lisbon), or add a column city, country or timezone."
    return InputQuestion(f"place of people in {file}", text, where, remedy=remedy)


def spellings(candidates: Sequence[ResolvedPlace]) -> list[str]:
    """What an answers file gets for each candidate: its place where that tells them apart, else its zone."""
    words = [_words(found) for found in candidates]
    return [
        word if word and words.count(word) == 1 else str(found.zone)
        for word, found in zip(words, candidates, strict=True)
    ]


def _words(place: ResolvedPlace) -> str:
    area = f"{place.country}-{place.subdivision}" if place.subdivision else place.country
    return ", ".join(part for part in (place.city, area) if part)


def label_of(place: ResolvedPlace) -> str:
    """A candidate as a person reads it: city, region, country, zone."""
    known = Gazetteer.load()
    country = known.country_name(place.country) if place.country else None
    region = known.subdivision_name(place.country or "", place.subdivision) if place.subdivision else None
    named = ", ".join(dict.fromkeys(part for part in (place.city, region, country) if part))
    if named and not place.city and place.zone:
        named = f"{named}, on the clock of {known.zone_city(place.zone)}"
    return f"{named} ({place.zone})" if named else str(place.zone)


def lines_of(rows: Iterable[tuple[str, int]], most: int = 5) -> str:
    """`3 rows: lines 4, 9, 12.`, with the files where there are several."""
    rows = tuple(rows)
    several = len({file for file, _ in rows}) > 1
    named = [f"{PurePath(file).name}:{line}" if several else str(line) for file, line in rows[:most]]
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    word = "line" if len(rows) == 1 else "lines"
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return f"{count}: {word} {', '.join(named)}{more}."
