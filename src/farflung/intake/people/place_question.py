"""The question about a place that is not clear, and the answers that are offered."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from farflung.engine.said import NOTHING, Said, as_is, in_turn, listed, said, said_of
from farflung.intake.gazetteer import Gazetteer, Match, ResolvedPlace
from farflung.intake.notebook import shown
from farflung.intake.people.field import PLACES
from farflung.intake.people.raw import RawPerson
from farflung.intake.problem import Choice, InputQuestion

REASONS: Final = {
    "ambiguous": said("what is written can be several places"),
    "unknown": said("what is written is no place that is known"),
    "mismatch": said("the columns contradict each other"),
    "refused": said("what is written is an offset, not a zone"),
    "resolved": said("its zone is not known"),
}
_ANSWER: Final = said("Write a city and country, or a zone such as Europe/Lisbon.")
_REMEDIES: Final = {
    "refused": said("Write a zone such as Europe/Lisbon: an offset does not say when the clocks change."),
    "mismatch": said("Mend the column that is wrong, or answer with the right place."),
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
    brief = match.brief if choices else NOTHING  # the choices stand below it, once
    asked = brief or match.question or said("Where is {text!r}?", text=shown(read))
    remedy = _REMEDIES.get(match.status, _ANSWER)
    text = in_turn(asked, lines_of(where))
    return InputQuestion(f"place of {shown(read, 200)}", text, where, choices, column, read, remedy)


def _about_nothing(rows: Sequence[RawPerson], where: tuple[tuple[str, int], ...]) -> InputQuestion:
    file = PurePath(rows[0].file).name
    if len(rows) == 1:
        label, line = rows[0].label, rows[0].line
        text = said(
            "Where is {name}? Line {line} of {file} says nothing about the place.",
            name=label, line=line, file=file,
        )  # fmt: skip
        return InputQuestion(f"place of {label}", text, where, remedy=_ANSWER)
    if PLACES & rows[0].columns.keys():
        asked = said("Where are the people of {file} whose rows say nothing about the place?", file=file)
        text = in_turn(asked, lines_of(where))
        remedy = said("Fill in their city, country or timezone, or answer `place of NAME` for each.")
    else:
        text = said(
            "In which zone are the hours of {file} meant? It has no column that says where people are.",
            file=file,
        )
        remedy = said("Answer with a zone (UTC, Europe/Lisbon), or add a column city, country or timezone.")
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


def label_of(place: ResolvedPlace) -> Said:
    """A candidate as a person reads it: city, region, country, zone."""
    named = named_place(place)
    if not named:
        return as_is(str(place.zone))
    if place.city or not place.zone:
        return said("{place} ({zone})", place=named, zone=str(place.zone))
    city = Gazetteer.load().zone_city(place.zone)
    return said("{place}, on the clock of {city} ({zone})", place=named, city=city, zone=place.zone)


def named_place(place: ResolvedPlace) -> str:
    """City, region and country, as far as they are known."""
    known = Gazetteer.load()
    country = known.country_name(place.country) if place.country else None
    region = known.subdivision_name(place.country or "", place.subdivision) if place.subdivision else None
    return ", ".join(dict.fromkeys(part for part in (place.city, region, country) if part))


def lines_of(rows: Iterable[tuple[str, int]], most: int = 5) -> Said:
    """`3 rows: lines 4, 9, 12.`, with the files where there are several."""
    rows = tuple(rows)
    several = len({file for file, _ in rows}) > 1
    named = (f"{PurePath(file).name}:{line}" if several else str(line) for file, line in rows)
    return said_of(
        "1 row: line {lines}.", "{count:,} rows: lines {lines}.", len(rows), lines=listed(named, most)
    )
