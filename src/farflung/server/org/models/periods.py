"""Periods of one person that the database itself keeps from overlapping.

The embedded PostgreSQL has no btree_gist, so a number is compared as a range of that one number: an exclusion
constraint needs nothing else. Two writers at once: the second waits for the first, then is refused.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db.models import F, Func, Q, Value


def one_number(field: str) -> Func:
    """The range that holds just that number."""
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def apart(name: str, *numbers: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with the same numbers may share a day of `during`."""
    same = [(one_number(field), RangeOperators.OVERLAPS) for field in numbers]
    return ExclusionConstraint(
        name=name, expressions=[*same, ("during", RangeOperators.OVERLAPS)], condition=condition
    )
