"""Values as they come in and go out: dates, instants and times of day that cannot be mistaken for another."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)

from farflung.server.core.years import FIRST_YEAR, LAST_YEAR, is_near

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)


class Given(BaseModel):
    """What comes in: a field that nobody knows is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What goes out; every field is always there, so that a program need not ask which are."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


def _written_day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("write a date like 2027-03-15")
    if not isinstance(value, str | date):
        raise ValueError("write a date like 2027-03-15")
    return value


def _written_instant(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _INSTANT.fullmatch(value)):
        return value
    raise ValueError("write a date and time with its offset, like 2027-03-15T09:30:00+01:00 or …Z")


def _near(value: date) -> date:
    if not is_near(value):
        raise ValueError(f"the year lies between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def _instant(value: datetime) -> datetime:
    # The offset may push an instant out of the calendar: so the year is looked at first.
    _near(value)
    return value.astimezone(UTC)


def _plain(text: str) -> str:
    """No NUL, which no table holds, and no half of a character."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds a character that cannot be kept")
    return text


def _zulu(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


Day = Annotated[date, BeforeValidator(_written_day), AfterValidator(_near)]
"""A date, which has no zone: on whose calendar is said where it is used."""

Instant = Annotated[AwareDatetime, BeforeValidator(_written_instant), AfterValidator(_instant)]
"""A moment that comes in; without an offset it is refused."""

Moment = Annotated[
    datetime, PlainSerializer(_zulu, return_type=str), Field(json_schema_extra={"format": "date-time"})
]
"""A moment that goes out, in UTC."""

Text = Annotated[str, AfterValidator(_plain), Field(max_length=2000)]
Line = Annotated[str, AfterValidator(_plain), Field(max_length=254)]
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
"""A time of day on the clocks of the person's own place, like 09:30."""

Weekday = Annotated[int, Field(ge=0, le=6, strict=True, description="0 is Monday")]
Flag = Annotated[bool, Field(strict=True)]

Item = TypeVar("Item")


class Page(Told, Generic[Item]):
    """A page of a list; `next` is the cursor to ask the next one with (`after`), null on the last."""

    items: list[Item]
    next: str | None
