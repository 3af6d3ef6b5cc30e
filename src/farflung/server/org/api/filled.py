"""What comes in, put through the forms of the pages: so no rule is written twice.

A form's errors are told at the place in the body that has to change.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.problems import Problem, located
from farflung.server.core.api.shapes import ClockTime, Given, Line, Weekday
from farflung.server.org.forms.place import PlaceForm

_REST = {"rest_start": "rest/start", "rest_end": "rest/end"}


class RestGiven(Given):
    """When nothing reaches the person, in times of day; an end before the start is on the next day."""

    start: ClockTime
    end: ClockTime


class HoursGiven(Given):
    """Hours of one weekday; an end at or before the start is on the next day. At most two for a weekday."""

    weekday: Weekday
    start: ClockTime
    end: ClockTime


class PlaceGiven(Given):
    """A city, with its country or region where there are several of that name, or an IANA time zone.

    Where it is still one of several, the answer has `choices`: send one of them as `which`.
    """

    place: Line
    which: Line = ""


def checked(form: forms.BaseForm, places: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The cleaned values; raises `Problem` with every error. `places`: where a field stands in the body."""
    if form.is_valid():
        found: dict[str, Any] = form.cleaned_data
        return found
    where = {"__all__": "", **_REST, **(places or {})}
    errors = [
        located(where.get(name, name), str(error["message"]), error["code"] or "invalid")
        for name, told in form.errors.get_json_data().items() for error in told
    ]  # fmt: skip
    raise Problem(INVALID, errors=[*map(_with_choices(form), errors)])


def _with_choices(form: forms.BaseForm) -> Any:
    """Adds what `which` may be to the error of a place that is one of several."""
    asked = form.fields.get("which") if isinstance(form, PlaceForm) else None
    choices = [
        {"which": value, "text": str(text)}
        for value, text in (asked.choices if asked else ())  # type: ignore[attr-defined]
    ]

    def add(error: dict[str, Any]) -> dict[str, Any]:
        return error | {"choices": choices} if choices and error["pointer"] == "/place" else error

    return add


def rest_fields(rest: RestGiven | None) -> dict[str, str]:
    """A rest window as the form's fields."""
    return {"rest_start": _clock(rest.start), "rest_end": _clock(rest.end)} if rest else {}


def words(listed: Iterable[str]) -> str:
    """A list as the form's one line."""
    return "\n".join(word.replace("\n", " ") for word in listed)


def week_fields(week: Iterable[HoursGiven]) -> tuple[dict[str, str], dict[str, str]]:
    """Hours of a week as the form's fields, and where each of them stands in the body."""
    data: dict[str, str] = {}
    places: dict[str, str] = {}
    count = [0] * 7
    for at, hours in enumerate(week):
        day, span = hours.weekday, count[hours.weekday]
        count[day] += 1
        if span > 1:
            text = "at most two spans of hours on one weekday"
            raise Problem(INVALID, errors=[located(f"week/{at}", text, "too_long")])
        for name, text, field in (("from", hours.start, "start"), ("to", hours.end, "end")):
            data[f"d{day}_{name}{span}"] = _clock(text)
            places[f"d{day}_{name}{span}"] = f"week/{at}/{field}"
    return data, places


def _clock(text: str) -> str:
    """Midnight at the end of a day is midnight, as on the pages."""
    return "00:00" if text == "24:00" else text
