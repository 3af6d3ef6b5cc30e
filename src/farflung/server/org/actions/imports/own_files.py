"""The sheets of an export that only an import here reads: exact where a plain sheet is vague."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from farflung.engine.checks.finding import Severity
from farflung.engine.model import Absence, Block, Place, Stay, StayKind, WeeklyPattern
from farflung.engine.said import SaidError, said
from farflung.intake.given import Given
from farflung.intake.problem import Problem
from farflung.server.core import beside
from farflung.server.org.actions.imports.facts import Facts, place_fact
from farflung.server.org.queries.sheets import OWN

Row = Mapping[str, str]
_SHEETS: Final = {headings: name for name, headings in OWN.items()}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An absence, with the instant at which it was asked for."""

    absence: Absence
    recorded: datetime | None


@dataclass(slots=True)
class OwnFiles:
    """What these sheets say, by person's key where it is of a person."""

    facts: dict[str, Facts] = field(default_factory=dict)
    former: set[str] = field(default_factory=set)
    tree: dict[str, dict[str, str]] = field(default_factory=dict)
    extras: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)
    hours_recorded: dict[tuple[str, str], datetime] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    absences: list[Recorded] = field(default_factory=list)
    swaps: list[tuple[str, date, date, datetime | None]] = field(default_factory=list)
    roles: list[tuple[str, str, datetime | None]] = field(default_factory=list)
    entities: dict[str, str] = field(default_factory=dict)
    calendars: list[dict[str, Any]] = field(default_factory=list)
    holidays: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[tuple[str, str, int]] = field(default_factory=list)
    besides: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there was any such sheet with a row."""
        return any(rows for _, _, rows in self.files)


def is_own(given: Given) -> bool:
    """Whether a file is one of these, or of those of another domain, by its first line."""
    return _name_of(_headings(given)) is not None


def _name_of(headings: tuple[str, ...]) -> str | None:
    besides = {sheet.headings: name for name, sheet in beside.sheets().items()}
    return _SHEETS.get(headings) or besides.get(headings)


def _headings(given: Given) -> tuple[str, ...]:
    try:
        first = given.data.partition(b"\n")[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return ()
    return tuple(next(csv.reader([first.rstrip("\r")]), []))


def read_own(files: Iterable[Given]) -> OwnFiles:
    """Everything in them; what cannot be read is a problem with its line, and the row is left out."""
    own = OwnFiles()
    for given in files:
        name = _name_of(_headings(given))
        if name is None:
            continue
        rows = _rows(given)
        for number, row in enumerate(rows, start=2):
            try:
                _read(own, name, row)
            except (ValueError, KeyError, TypeError) as error:
                own.problems.append(_problem(given, number, error))
        own.files.append((given.name, name, len(rows)))
    if any(name == "hours" for _, name, _ in own.files):
        for facts in own.facts.values():
            facts.setdefault("hours", [])  # nobody said when they work, and nothing is to be assumed
    return own


def _read(own: OwnFiles, name: str, row: Row) -> None:
    """A row of ours into its place; one of another domain is looked at, and kept for who listens."""
    if name in _READERS:
        _READERS[name](own, row)
    else:
        beside.sheets()[name].check(row)
        own.besides.setdefault(name, []).append(row)


def _rows(given: Given) -> Sequence[Row]:
    text = given.data.decode("utf-8-sig", errors="replace")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _problem(given: Given, line: int, error: Exception) -> Problem:
    message = (
        said("the row cannot be read ({why}); it is not used.", why=error.said)
        if isinstance(error, SaidError)
        else said("the row cannot be read ({english}); it is not used.", english=str(error))
    )
    remedy = said("Export again, or leave the row as it was written.")
    return Problem(Severity.ERROR, "own-sheet", given.name, message, remedy, line)


def _details(own: OwnFiles, row: Row) -> None:
    place = _place(row, "zone", "country code", "subdivision code", "city name")
    own.places[tuple(place_fact(place))] = place
    own.facts.setdefault(row["person"], {}).update(
        name=row["full name"],
        place=place_fact(place),
        teams=sorted(_texts(row["teams (json)"])),
        skills=_texts(row["skills (json)"]),
        languages=_texts(row["languages (json)"]),
        rest=_rest(row),
    )
    own.extras[row["person"]] = {
        "language": row["page language"],
        "consents": dict(json.loads(row["consents (json)"])),
        "own": _texts(row["own (json)"]),
        "confirmed_at": _instant(row["confirmed"]),
    }


def _place(row: Row, zone: str, country: str, subdivision: str, city: str) -> Place:
    north, east = (float(row[name]) if row[name] else None for name in ("latitude", "longitude"))
    return Place(row[zone], row[country] or None, row[subdivision] or None, row[city] or None, north, east)


def _rest(row: Row) -> list[int] | None:
    rest = json.loads(row["rest (json)"])
    return rest and [int(minute) for minute in rest]


def _former(own: OwnFiles, row: Row) -> None:
    own.former.add(row["former person"])
    own.facts.setdefault(row["former person"], {}).update(
        name=row["called"],
        email=row["wrote as"],
        job=row["did"],
        manager=row["reported to"] or None,
        entity=row["employed by"],
        rest=_rest(row),
        started=row["came"] or None,
        ended=date.fromisoformat(row["left"]).isoformat(),
    )


def _tree(own: OwnFiles, row: Row) -> None:
    said = {"lead": row["lead by id"], "parent": row["parent by name"]}
    own.tree[row["team by name"]] = {what: value for what, value in said.items() if value}


def _hours(own: OwnFiles, row: Row) -> None:
    pattern = WeeklyPattern(tuple(Block(*map(int, block)) for block in json.loads(row["blocks (json)"])))
    start, end = _day(row["hours from"]), _day(row["hours until"])
    period = [
        start and start.isoformat(),
        end and end.isoformat(),
        [[b.weekday, b.start, b.end] for b in pattern.blocks],
        _yes(row["assumed"]),
    ]
    facts = own.facts.setdefault(row["person"], {})
    facts["hours"] = sorted([*facts.get("hours", []), period], key=lambda one: one[0] or "")
    recorded = _instant(row["recorded"])
    if recorded is not None:
        own.hours_recorded[row["person"], row["hours from"]] = recorded


def _stay(own: OwnFiles, row: Row) -> None:
    place = _place(row, "timezone", "country", "region", "city")
    own.places[tuple(place_fact(place))] = place
    first = _day(row["from"])
    if first is None:
        raise SaidError(said("a stay needs its first day"))
    own.stays.append(
        Stay(
            row["person"], place, StayKind(row["kind"]), first, _day(row["to"]), _instant(row["recorded"]),
            row["id"], row["replaces"] or None, _yes(row["withdrawn"]),
        )
    )  # fmt: skip


def _absence(own: OwnFiles, row: Row) -> None:
    first, last = _day(row["from"]), _day(row["to"])
    if first is None or last is None:
        raise SaidError(said("an absence needs its days"))
    absence = Absence(row["person"], first, last, int(row["from minute"]), int(row["to minute"]))
    own.absences.append(Recorded(absence, _instant(row["recorded"])))


def _swap(own: OwnFiles, row: Row) -> None:
    worked, off = _day(row["holiday worked"]), _day(row["day off instead"])
    if worked is None or off is None or worked == off:
        raise SaidError(said("a swap needs two days"))
    own.swaps.append((row["person"], worked, off, _instant(row["recorded"])))


def _role(own: OwnFiles, row: Row) -> None:
    own.roles.append((row["person"], row["role granted"], _instant(row["since"])))


def _entity(own: OwnFiles, row: Row) -> None:
    own.entities[row["legal entity"]] = row["entity country"]


def _calendar(own: OwnFiles, row: Row) -> None:
    own.calendars.append({
        "country": row["holiday country"],
        "subdivision": row["holiday subdivision"],
        "weekend": sorted(map(int, json.loads(row["weekend (json)"]))),
        "source": row["source"],
        "first_year": int(row["first year"]),
        "last_year": int(row["last year"]),
    })  # fmt: skip


def _holiday(own: OwnFiles, row: Row) -> None:
    own.holidays.append({
        "calendar": (row["holiday country"], row["holiday subdivision"]),
        "date": date.fromisoformat(row["date"]),
        "name": row["holiday"],
        "estimated": _yes(row["estimated"]),
        "by_hand": _yes(row["entered here"]),
        "dropped": _yes(row["taken out"]),
    })  # fmt: skip


_READERS: Final[Mapping[str, Callable[[OwnFiles, Row], None]]] = {
    "details": _details, "tree": _tree, "former": _former, "hours": _hours, "stays": _stay,
    "absences": _absence, "swaps": _swap, "roles": _role, "entities": _entity, "calendars": _calendar,
    "holidays": _holiday,
}  # fmt: skip


def _texts(cell: str) -> list[str]:
    return [str(text) for text in json.loads(cell)]


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _instant(cell: str) -> datetime | None:
    if not cell:
        return None
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        raise SaidError(said("{text!r} is no instant: its zone is missing", text=cell))
    return moment.astimezone(UTC)


def _yes(cell: str) -> bool:
    return cell == "yes"
