"""A problem as a short text that changes with anything a plan follows from."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any

from farflung.engine.rota.problem import Problem

_PLAIN = (str, int, float, bool, date, datetime, time, timedelta)


def digest(problem: Problem) -> str:
    """ "sha256:..." of the question: people, hours, time off, duties, rules, history, weights."""
    people = [problem.atlas.person(key) for key in problem.people]
    atlas = [
        people,
        [problem.atlas.stays_of(person) for person in people],
        [problem.atlas.absences_of(person) for person in people],
        [problem.atlas.calendar(person.place) for person in people],
        problem.atlas.zones.version,
    ]
    asked = [getattr(problem, field.name) for field in fields(problem) if field.name != "atlas"]
    return f"sha256:{sha256(_written([atlas, asked]).encode()).hexdigest()}"


def _written(value: Any) -> str:
    """One text for one value, in every run: sets and mappings have no order of their own."""
    if isinstance(value, Enum):
        return repr(value.value)
    if value is None or isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_written(k)}:{_written(v)}" for k, v in value.items())) + "}"
    if isinstance(value, Set):
        return "{" + ",".join(sorted(map(_written, value))) + "}"
    if is_dataclass(value):
        parts = (f"{f.name}={_written(getattr(value, f.name))}" for f in fields(value) if f.compare)
        return f"{type(value).__name__}({','.join(parts)})"
    return "[" + ",".join(map(_written, value)) + "]"
