"""What an import would do, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from farflung.server.org.views.telling import fact_name, fact_text
from farflung.server.ui.words import count_text


@dataclass(frozen=True, slots=True)
class Line:
    """A number, what it is a number of, and what becomes of them ("" where that goes without saying)."""

    count: int
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One change: who, what of them, from what to what."""

    person: str
    name: str
    here: str
    there: str
    what: str


def lines(found: Mapping[str, Any]) -> list[Line]:
    """Every number that is not nothing; how many are known and new always."""
    people = [
        _line(
            found["matched"],
            ngettext(
                "%(count)s person is here already", "%(count)s people are here already", found["matched"]
            ),
        ),
        _line(found["new"], ngettext("%(count)s person is new", "%(count)s people are new", found["new"])),
    ]
    rest = [
        *_aboutngettext(found),
        *_about_time(found),
        *_meetings(found),
        *_agreements(found),
        *_unread(found),
    ]
    return [*people, *(line for line in rest if line.count)]


def _line(count: int, text: str, note: str = "") -> Line:
    return Line(count, text % {"count": count_text(count)}, note)


def _aboutngettext(found: Mapping[str, Any]) -> list[Line]:
    return [
        _line(
            found["changed"],
            ngettext("%(count)s person changes", "%(count)s people change", found["changed"]),
        ),
        _line(
            found["ended"],
            ngettext("%(count)s person has ended", "%(count)s people have ended", found["ended"]),
        ),
        _line(
            found["missing"],
            ngettext(
                "%(count)s person here is in no file",
                "%(count)s people here are in no file",
                found["missing"],
            ),
            _("They stay as they are, unless you say that the files name everybody."),
        ),
        _line(
            found["overwritten"],
            ngettext(
                "%(count)s change made here is overwritten",
                "%(count)s changes made here are overwritten",
                found["overwritten"],
            ),
        ),
        _line(
            found["kept"],
            ngettext(
                "%(count)s change made here is kept", "%(count)s changes made here are kept", found["kept"]
            ),
            _("The files say otherwise; they win if you say so."),
        ),
        _line(
            found["mismatches"],
            ngettext(
                "%(count)s time a file says otherwise than the person did",
                "%(count)s times a file says otherwise than the person did",
                found["mismatches"],
            ),
            _("They are asked themselves, and nobody else is shown what it is about."),
        ),
        _line(
            found["questions"],
            ngettext("%(count)s question is open", "%(count)s questions are open", found["questions"]),
        ),
        _line(
            found["teams"]["new"],
            ngettext("%(count)s team is new", "%(count)s teams are new", found["teams"]["new"]),
        ),
        _line(
            found["teams"]["changed"],
            ngettext("%(count)s team changes", "%(count)s teams change", found["teams"]["changed"]),
        ),
    ]


def _about_time(found: Mapping[str, Any]) -> list[Line]:
    stays, absences = found["stays"], found["absences"]
    return [
        _line(stays["new"], ngettext("%(count)s stay is new", "%(count)s stays are new", stays["new"])),
        _line(
            stays["corrected"],
            ngettext("%(count)s stay is corrected", "%(count)s stays are corrected", stays["corrected"]),
        ),
        _line(
            stays["withdrawn"],
            ngettext("%(count)s stay is withdrawn", "%(count)s stays are withdrawn", stays["withdrawn"]),
        ),
        _line(
            absences["new"],
            ngettext("%(count)s absence is new", "%(count)s absences are new", absences["new"]),
        ),
        _line(
            absences["withdrawn"],
            ngettext(
                "%(count)s absence is withdrawn", "%(count)s absences are withdrawn", absences["withdrawn"]
            ),
        ),
    ]


def _meetings(found: Mapping[str, Any]) -> list[Line]:
    number = found.get("meetings", 0)
    text = ngettext("%(count)s series of meetings is kept", "%(count)s series of meetings are kept", number)
    return [_line(number, text, _("Titles of private ones are not."))]


def _agreements(found: Mapping[str, Any]) -> list[Line]:
    number = found.get("agreements", 0)
    text = ngettext("%(count)s working agreement is kept", "%(count)s working agreements are kept", number)
    return [_line(number, text, _("Where one of that name is here, as its next version."))]


def _unread(found: Mapping[str, Any]) -> list[Line]:
    named = {"shifts": _("shifts")}
    return [
        Line(
            one.get("count", one.get("rows", 0)) or 1,
            _("%(what)s are read, and not kept here yet")
            % {"what": named.get(one.get("kind", ""), one.get("kind", ""))},
            one.get("text", ""),
        )
        for one in found["unread"]
    ]


def examples(found: Mapping[str, Any], today: date) -> list[Example]:
    """The first changes, one by one; who is new without values."""
    return [_example(one, today) for one in found.get("examples", ()) if one["what"] != "new"]


def _example(one: Mapping[str, Any], today: date) -> Example:
    what = {"change": "", "keep": _("kept as it is here"), "overwrite": _("overwrites a change made here")}
    fact = one["field"]
    return Example(
        one["person"],
        fact_name(fact),
        fact_text(fact, one["here"], today),
        fact_text(fact, one["there"], today),
        what.get(one["what"], ""),
    )
