"""How many people: by place, country, zone or team; never fewer than five together (N5)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Count, F, Q

from farflung.server.core.privacy import Cells, broken_down
from farflung.server.org.models import Membership, Person

_BY: Final[Mapping[str, str]] = {
    "city": "place__city", "country": "place__country", "zone": "place__zone", "entity": "entity__name",
}  # fmt: skip


def headcounts(by: str, *, on: date) -> Cells[str]:
    """People who work here on a day, by "city", "country", "zone", "entity" or "team".

    Groups under five are one, `others`. Somebody in two teams is counted in both. Raises `TooFew` where
    all together are fewer than five, `KeyError` for another word.
    """
    return broken_down(_by_team(on) if by == "team" else _by(_BY[by], on))


def _by(column: str, on: date) -> dict[str, int]:
    here = Person.objects.filter(working_here(on)).values(group=F(column)).annotate(count=Count("pk"))
    return {row["group"] or "": row["count"] for row in here}


def _by_team(on: date) -> dict[str, int]:
    rows = Membership.objects.filter(working_here(on, "person__")).values(group=F("team__name"))
    return {row["group"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def working_here(on: date, through: str = "") -> Q:
    """Who is employed on a day; `through` leads to the person ("person__")."""
    begun = Q(**{f"{through}started__isnull": True}) | Q(**{f"{through}started__lte": on})
    going = Q(**{f"{through}ended__isnull": True}) | Q(**{f"{through}ended__gte": on})
    return begun & going
