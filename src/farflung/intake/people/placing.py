"""Where raw people are: rows that say the same are placed together; what is unclear is asked once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from farflung.engine.model import Place
from farflung.engine.said import NOTHING, Said, in_turn, said, said_of
from farflung.intake.asking import SKIP, Asking
from farflung.intake.gazetteer import Match, ResolvedPlace, resolve_place
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import PLACES, Field
from farflung.intake.people.place_question import REASONS, label_of, question_about, spellings
from farflung.intake.people.raw import RawPerson
from farflung.intake.problem import InputQuestion

Spot = tuple[str, str, str, str, str]
"""Zone, city, region, country, location: all that a row says about the place."""

NOWHERE: Final[Spot] = ("", "", "", "", "")
_FIELDS: Final = (Field.ZONE, Field.CITY, Field.REGION, Field.COUNTRY, Field.LOCATION)
_ASKED_ALONE: Final = 12  # so many people without a place are asked about one by one; more are listed
_MOST_REMARKS: Final = 6
# What the gazetteer also remarks, and nobody would check: the zone decided between namesakes as it should,
# two zones show one clock, and a zone names no country (which is told once for all).
_ORDINARY: Final = re.compile("^The zone picks|^The country stays open|shows? the same clock until")


@dataclass(slots=True)
class _Unclear:
    """One thing that has to be asked: the gazetteer's answer (None: nothing is written), and the rows."""

    read: str
    column: str | None
    spot: Spot
    match: Match | None
    rows: list[RawPerson] = field(default_factory=list)


@dataclass(slots=True)
class Placer:
    """Places rows. `places` remembers what each spot turned out to be; None is not placed.

    `on` is the first date that matters: a country that keeps one clock since then is not asked about.
    """

    asking: Asking
    notebook: Notebook
    on: date | None = None
    places: dict[Spot, Place | None] = field(default_factory=dict)
    _remarks: dict[Spot, Said] = field(default_factory=dict)

    def place(self, raws: Sequence[RawPerson], zone_of: Mapping[int, str]) -> list[Place | None]:
        """A place for each row, in order. `zone_of` gives, by position, a zone that the hours name."""
        placed: list[Place | None] = []
        unclear: dict[tuple[str, ...], _Unclear] = {}
        waiting: list[tuple[int, tuple[str, ...]]] = []
        blank = Counter(raw.file for raw in raws if not raw.placed)
        spots = [raw.spot for raw in raws]
        for position, (raw, spot) in enumerate(zip(raws, spots, strict=True)):
            if spot == NOWHERE and position in zone_of:
                spot = (zone_of[position], *NOWHERE[1:])
            place = self._known(spot) or self._answered_alone(raw, spot)
            placed.append(place)
            if place is None:
                has_columns = bool(PLACES & raw.columns.keys())
                alone = spot == NOWHERE and has_columns and blank[raw.file] <= _ASKED_ALONE
                waiting.append((position, _add(unclear, raw, spot, self.on, alone=alone)))
        self._remark(raws, spots, zone_of)
        answers = {key: self._ask(one) for key, one in unclear.items()}
        for position, key in waiting:
            placed[position] = answers[key]
        return placed

    def _known(self, spot: Spot) -> Place | None:
        if spot == NOWHERE:
            return None
        if spot not in self.places:
            match = match_of(spot, self.on)
            self.places[spot] = place_of(match)
            if match.resolved and (remark := remark_of(match)):
                self._remarks[spot] = remark
        return self.places[spot]

    def _answered_alone(self, raw: RawPerson, spot: Spot) -> Place | None:
        """An answer about one person, `place of Ana Silva`, goes before one about all who share a text."""
        answer = self.asking.known(f"place of {raw.label}")
        return answer_in(answer, spot) if answer else None

    def _remark(self, raws: Sequence[RawPerson], spots: Sequence[Spot], zone_of: Mapping[int, str]) -> None:
        """What a person may want to check about places, each thing once with the number of its rows.

        A zone written beside hours was chosen for them, so it is not suspicious that it is UTC.
        """
        found: dict[str, Counter[Said]] = {}
        for position, (raw, spot) in enumerate(zip(raws, spots, strict=True)):
            remark = self._remarks.get(spot)
            if remark and position not in zone_of and not _in_utc_on_purpose(raw):
                found.setdefault(raw.file, Counter())[remark] += 1
        for file, remarks in found.items():
            for text, count in remarks.most_common(_MOST_REMARKS):
                self.notebook.note("place", file, text, count)
            if (more := len(remarks) - _MOST_REMARKS) > 0:
                text = said_of(
                    "{count} more remarks of this kind about places.",
                    "{count} more remarks of this kind about places.",
                    more,
                )
                self.notebook.note("place", file, text, more)

    def _ask(self, one: _Unclear) -> Place | None:
        question = question_about(one.read, one.column, one.match, one.rows)
        if one.match is None and len(one.rows) > 1 and PLACES & one.rows[0].columns.keys():
            # One answer cannot be right for many people of whom nothing is known.
            self.asking.open.append(question)
            answer = None
        else:
            answer = self.asking.answer(question, lambda text: self._answered(one, text) is not None)
        place = self._answered(one, answer) if answer and answer.casefold() != SKIP else None
        if place is None:
            self._list(one, question, left_out=answer is not None)
        return place

    def _answered(self, one: _Unclear, answer: str) -> Place | None:
        """The place that an answer names: one of the choices, its number, or any place or zone."""
        candidates = [found for found in one.match.candidates if found.zone] if one.match else []
        for number, (candidate, value) in enumerate(zip(candidates, spellings(candidates), strict=True), 1):
            if answer.strip() in {str(number), value, label_of(candidate)}:
                return _place(candidate)
        return answer_in(answer, one.spot)

    def _list(self, one: _Unclear, question: InputQuestion, *, left_out: bool) -> None:
        why = REASONS[one.match.status] if one.match else said("nothing says where")
        for raw in one.rows:
            if left_out:
                message = said("{name} is left out, as answered.", name=raw.label)
                self.notebook.warning("left-out", raw.file, message, NOTHING, line=raw.line, read=one.read)
                continue
            self.notebook.error(
                "not-placed",
                raw.file,
                said("{name} is not on the map: {why}.", name=raw.label, why=why),
                question.remedy,
                line=raw.line,
                column=one.column,
                read=one.read or None,
            )


def _add(
    unclear: dict[tuple[str, ...], _Unclear], raw: RawPerson, spot: Spot, on: date | None, *, alone: bool
) -> tuple[str, ...]:
    read = ", ".join(dict.fromkeys(text for text in spot if text))
    key = ("place", read) if read else ("row", raw.file, str(raw.line)) if alone else ("file", raw.file)
    if key not in unclear:
        column = next((raw.columns.get(f) for f, text in zip(_FIELDS, spot, strict=True) if text), None)
        unclear[key] = _Unclear(read, column, spot, match_of(spot, on) if read else None)
    unclear[key].rows.append(raw)
    return key


def _in_utc_on_purpose(raw: RawPerson) -> bool:
    return bool({Field.HOURS, Field.DAY_START} & raw.values.keys()) and raw.get(Field.ZONE).upper() == "UTC"


def match_of(spot: Spot, on: date | None = None) -> Match:
    """What the gazetteer makes of a row as of a date: its city, or else its office, the rest as context."""
    zone, city, region, country, location = (text or None for text in spot)
    match = resolve_place(city=city or location, region=region, country=country, zone=zone, on=on)
    if match.resolved or not location:
        return match
    if city:
        other = resolve_place(city=location, region=region, country=country, zone=zone, on=on)
    elif zone or country:
        # An office called "HQ 2" or "Blue House" says nothing; the columns beside it do.
        other = resolve_place(region=region, country=country, zone=zone, on=on)
    else:
        return match
    return other if other.resolved or match.status == "unknown" else match


def answer_in(answer: str, spot: Spot) -> Place | None:
    """The place that an answer names: a zone for the place that is written, or another place altogether."""
    _, city, region, country, location = (text or None for text in spot)
    tries = (
        {"city": city or location, "region": region, "country": country, "zone": answer},
        {"country": country, "zone": answer},
        {"zone": answer},
        {"city": answer},
        {"city": answer, "country": country},
    )
    return next((place for cells in tries if (place := place_of(resolve_place(**cells)))), None)


def resolve_answer(answer: str) -> Match:
    """What a text names by itself: a zone, or any place in words."""
    match = resolve_place(zone=answer)
    return match if match.resolved else resolve_place(city=answer)


def remark_of(match: Match) -> Said:
    """What a person may want to check about a place that was taken; empty where there is nothing."""
    return in_turn(*(part for part in match.note.parts if not _ORDINARY.search(part.one)))


def place_of(match: Match) -> Place | None:
    """The engine's place of an answer; None where it is a question."""
    return _place(match.place) if match.resolved and match.place else None


def _place(found: ResolvedPlace) -> Place | None:
    if found.zone is None:
        return None
    return Place(found.zone, found.country, found.subdivision, found.city, found.latitude, found.longitude)
