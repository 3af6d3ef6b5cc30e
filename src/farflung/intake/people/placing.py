"""Where raw people are: rows that say the same are placed together; what is unclear is asked once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from farflung.engine.model import Place
from farflung.intake.asking import SKIP, Asking
from farflung.intake.gazetteer import Match, ResolvedPlace, country_name, resolve_place
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson
from farflung.intake.problem import Choice, InputQuestion

Spot = tuple[str, str, str, str, str]
"""Zone, city, region, country, location: all that a row says about the place."""

_NOWHERE: Spot = ("", "", "", "", "")
_FIELDS = (Field.ZONE, Field.CITY, Field.REGION, Field.COUNTRY, Field.LOCATION)


@dataclass(slots=True)
class _Unclear:
    """One thing that has to be asked: the gazetteer's answer, and the rows in which it was read."""

    read: str
    column: str | None
    match: Match | None
    rows: list[RawPerson] = field(default_factory=list)


@dataclass(slots=True)
class Placer:
    """Places rows. `places` remembers what each spot turned out to be; None is not placed."""

    asking: Asking
    notebook: Notebook
    places: dict[Spot, Place | None] = field(default_factory=dict)
    _remarks: dict[Spot, str] = field(default_factory=dict)

    def place(self, raws: Sequence[RawPerson], zone_of: dict[int, str]) -> list[Place | None]:
        """A place for each row, in order. `zone_of` gives, by position, a zone that the hours name."""
        placed: list[Place | None] = []
        unclear: dict[tuple[str, str], _Unclear] = {}
        waiting: list[tuple[int, tuple[str, str]]] = []
        for position, raw in enumerate(raws):
            spot = raw.spot
            if spot == _NOWHERE and position in zone_of:
                spot = (zone_of[position], *_NOWHERE[1:])
            place = self._known(spot)
            placed.append(place)
            if place is None:
                key = self._add(unclear, raw, spot)
                waiting.append((position, key))
        self._remark(raws)
        answers = {key: self._ask(one) for key, one in unclear.items()}
        for position, key in waiting:
            placed[position] = answers[key]
        return placed

    def _known(self, spot: Spot) -> Place | None:
        if spot == _NOWHERE:
            return None
        if spot not in self.places:
            match = match_of(spot)
            self.places[spot] = _place(match.place) if match.resolved and match.place else None
            if match.resolved and match.note:
                self._remarks[spot] = match.note
        return self.places[spot]

    def _remark(self, raws: Sequence[RawPerson]) -> None:
        """What a person may want to check about places, each thing once with the number of its rows."""
        said = Counter((raw.file, self._remarks[raw.spot]) for raw in raws if raw.spot in self._remarks)
        for (file, text), count in said.items():
            self.notebook.note("place", file, text, count)

    def _add(self, unclear: dict[tuple[str, str], _Unclear], raw: RawPerson, spot: Spot) -> tuple[str, str]:
        if spot == _NOWHERE:
            key = ("file", raw.file)
            one = unclear.setdefault(key, _Unclear("", None, None))
        else:
            read = ", ".join(dict.fromkeys(text for text in spot if text))
            key = ("place", read)
            column = next((raw.columns.get(f) for f, text in zip(_FIELDS, spot, strict=True) if text), None)
            one = unclear.setdefault(key, _Unclear(read, column, match_of(spot)))
        one.rows.append(raw)
        return key

    def _ask(self, one: _Unclear) -> Place | None:
        question = _question(one)
        answer = self.asking.answer(question, lambda text: self._answered(one, text) is not None)
        place = self._answered(one, answer) if answer and answer.casefold() != SKIP else None
        if place is None:
            self._list(one, question, left_out=answer is not None)
        return place

    def _answered(self, one: _Unclear, answer: str) -> Place | None:
        """The place that an answer names: one of the choices, its number, or any place or zone."""
        candidates = one.match.candidates if one.match else ()
        for number, candidate in enumerate(candidates, start=1):
            if answer.strip() in {str(number), *_spellings(candidate)} and candidate.zone:
                return _place(candidate)
        match = resolve_answer(answer)
        return _place(match.place) if match.resolved and match.place else None

    def _list(self, one: _Unclear, question: InputQuestion, *, left_out: bool) -> None:
        for raw in one.rows:
            if left_out:
                message = f"{raw.label} is left out, as answered."
                self.notebook.warning("left-out", raw.file, message, "", line=raw.line, read=one.read)
                continue
            self.notebook.error(
                "not-placed",
                raw.file,
                f"{raw.label} is not on the map: {question.text}",
                question.remedy,
                line=raw.line,
                column=one.column,
                read=one.read,
            )


def match_of(spot: Spot) -> Match:
    """What the gazetteer makes of a row: its city, or else its office, with the rest as context."""
    zone, city, region, country, location = (text or None for text in spot)
    match = resolve_place(city=city or location, region=region, country=country, zone=zone)
    if not match.resolved and city and location:
        other = resolve_place(city=location, region=region, country=country, zone=zone)
        return other if other.resolved else match
    if match.status == "unknown" and location and not city and (zone or country):
        # An office called "HQ 2" or "Blue House" says nothing; the columns beside it do.
        other = resolve_place(region=region, country=country, zone=zone)
        return other if other.resolved else match
    return match


def resolve_answer(answer: str) -> Match:
    """What a person's answer names: a zone, or any place in words."""
    match = resolve_place(zone=answer)
    return match if match.resolved else resolve_place(city=answer)


def _place(found: ResolvedPlace | None) -> Place | None:
    if found is None or found.zone is None:
        return None
    return Place(found.zone, found.country, found.subdivision, found.city, found.latitude, found.longitude)


def _question(one: _Unclear) -> InputQuestion:
    rows = tuple((raw.file, raw.line) for raw in one.rows)
    where = lines_of(rows)
    if one.match is None:
        file = one.rows[0].file
        text = f"Where are the people of {file}? Nothing in {where} says it."
        remedy = "Answer with a zone (UTC, Europe/Lisbon), or add a column city, country or timezone."
        return InputQuestion(f"place of people in {file}", text, rows, (), None, None, remedy)
    asked = one.match.question or f"Where is {shown(one.read)!r}?"
    choices = tuple(Choice(_spellings(c)[0], label_of(c)) for c in one.match.candidates if c.zone)
    remedy = _REMEDIES.get(one.match.status, _ANSWER)
    return InputQuestion(
        f"place of {shown(one.read, 200)}", f"{asked} {where}", rows, choices, one.column, one.read, remedy
    )


_ANSWER = "Answer with a city and country, or with a zone such as Europe/Lisbon."
_REMEDIES = {
    "refused": "Write a zone such as Europe/Lisbon: an offset does not say when the clocks change.",
    "mismatch": "Mend the column that is wrong, or answer with the right place.",
}


def _spellings(place: ResolvedPlace) -> tuple[str, ...]:
    """How an answer may name a candidate; the first is what an answers file gets."""
    area = f"{place.country}-{place.subdivision}" if place.subdivision else place.country
    words = ", ".join(part for part in (place.city, area) if part)
    return tuple(dict.fromkeys(filter(None, (words, label_of(place), place.zone))))


def label_of(place: ResolvedPlace) -> str:
    """A candidate as a person reads it: city, region, country, zone."""
    parts = (place.city, place.subdivision, country_name(place.country) if place.country else None)
    named = ", ".join(part for part in parts if part)
    return f"{named} ({place.zone})" if named else str(place.zone)


def lines_of(rows: Iterable[tuple[str, int]], most: int = 5) -> str:
    """`3 rows: lines 4, 9, 12`, with the files where there are several."""
    rows = tuple(rows)
    several = len({file for file, _ in rows}) > 1
    named = [f"{file}:{line}" if several else str(line) for file, line in rows[:most]]
    more = f" and {len(rows) - most} more" if len(rows) > most else ""
    word = "line" if len(rows) == 1 else "lines"
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return f"{count}: {word} {', '.join(named)}{more}."
