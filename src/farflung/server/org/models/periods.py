"""Periods of one person that the database itself keeps from overlapping.

The embedded PostgreSQL has no btree_gist, so a number is compared as a range of that one number: an exclusion
constraint needs nothing else. Two writers at once: the second waits for the first, then is refused.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db.models import DateField, DateTimeField, F, Func, Q, Value
from django.db.models.expressions import CombinedExpression


def _moment(edge: str, minutes: str, days: int) -> CombinedExpression:
    """Minutes after midnight of the first day, or of the last one (a day before the upper edge)."""
    day = Func(F("during"), function=edge, output_field=DateField())
    # By the alphabet: a migration writes them so, and Django takes another order for another constraint.
    after = Func(F(minutes), days=days, template="make_interval(0, 0, 0, %(days)s, 0, %(expressions)s)")
    return CombinedExpression(day, "+", after, output_field=DateTimeField())


MINUTES = Func(
    _moment("lower", "from_minute", 0), _moment("upper", "to_minute", -1),
    function="tsrange", output_field=DateTimeRangeField(),
)  # fmt: skip
"""From the minute on the first day to the minute on the last, on whatever clock."""


def one_number(field: str) -> Func:
    """The range that holds just that number."""
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def apart(
    name: str, *numbers: str, condition: Q | None = None, period: Any = "during"
) -> ExclusionConstraint:
    """No two rows with the same numbers may share a day (or whatever `period` is made of)."""
    same = [(one_number(field), RangeOperators.OVERLAPS) for field in numbers]
    return ExclusionConstraint(
        name=name, expressions=[*same, (period, RangeOperators.OVERLAPS)], condition=condition
    )
