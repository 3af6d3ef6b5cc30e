"""Rows that are knowingly not planned with, and what was concluded for those that are: said, never silent."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from farflung.engine.said import Said, listed, people, said
from farflung.engine.time import Span
from farflung.intake.dating import Dating
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson
from farflung.intake.people.status import is_away, reason_to_leave_out


def present(raws: Sequence[RawPerson], dating: Dating, window: Span, notebook: Notebook) -> list[RawPerson]:
    """The rows of people who are there in the window; the others are listed in notes, by reason."""
    first = window.start.date() - timedelta(days=1)
    kept: list[RawPerson] = []
    out: dict[tuple[str, Said], list[RawPerson]] = {}
    for raw in raws:
        status, end = raw.get(Field.STATUS), raw.get(Field.ENDED)
        reason = reason_to_leave_out(status) if status else None
        column = raw.columns.get(Field.ENDED, "")
        ended = dating.read(raw.file, raw.line, column, end, raw) if end and not reason else None
        if ended and ended < first:
            reason = said("left before {day}", day=window.start.date())
        if reason:
            out.setdefault((raw.file, reason), []).append(raw)
        else:
            kept.append(raw)
    for (file, reason), rows in out.items():
        names = listed((said("{name} (line {line})", name=raw.label, line=raw.line) for raw in rows), most=10)
        text = said(
            "{people} left out, {reason}: {names}.", people=people(len(rows)), reason=reason, names=names
        )
        notebook.note("left-out", file, text, len(rows))
    _say_away(kept, notebook)
    return kept


def _say_away(rows: Iterable[RawPerson], notebook: Notebook) -> None:
    away: dict[str, list[str]] = {}
    for raw in rows:
        if is_away(raw.get(Field.STATUS)):
            away.setdefault(raw.file, []).append(raw.label)
    for file, names in away.items():
        text = said(
            "{people} away by their status, without dates ({names}): they are planned with as usual; an "
            "absences file (person, from, to) says when they are not there.",
            people=people(len(names)),
            names=listed(names),
        )
        notebook.note("away-without-dates", file, text, len(names))


def say_without_country(without: Iterable[RawPerson], notebook: Notebook) -> None:
    """A zone tells no country: it is not guessed, since people live in zones named after neighbours."""
    for file, count in Counter(raw.file for raw in without).items():
        text = said(
            "{people}: a zone and no country, so no public holidays are known for them, and their weekend is "
            "taken as Saturday and Sunday; a column `country` says both.",
            people=people(count),
        )
        notebook.note("no-country", file, text, count)


def say_place_from_hours(rows: Sequence[tuple[RawPerson, str]], notebook: Notebook) -> None:
    """No place, but hours with a zone: the zone is explicit, the country stays unknown."""
    for (file, zone), count in Counter((raw.file, zone) for raw, zone in rows).items():
        text = said(
            "{people}: no place is given and the hours are in {zone}, so they are planned in {zone}, without "
            "public holidays; a column `city` or `country` adds them.",
            people=people(count),
            zone=zone,
        )
        notebook.note("place-from-hours", file, text, count)
