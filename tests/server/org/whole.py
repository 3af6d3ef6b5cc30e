"""The rows of a whole company as values that two databases can be compared by: without keys of their own."""

from typing import Any

from django.db import connection, models

from farflung.server.clock.models import Agreement, AgreementVersion, Invited, InvitedTeam, Meeting
from farflung.server.org.models import (
    Absence,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    ImportBatch,
    LegalEntity,
    Membership,
    Mismatch,
    PatternPeriod,
    Person,
    Place,
    RoleGrant,
    Stay,
    Team,
)

_OWN = frozenset(
    {"id", "code", "created_at", "account", "imported", "from_file", "key", "replaces", "batch", "before"}
)
COMPARED: tuple[type[models.Model], ...] = (
    Person, Place, LegalEntity, Team, Membership, PatternPeriod, Stay, Absence, HolidaySwap, RoleGrant,
    HolidayCalendar, Holiday, Meeting, Invited, InvitedTeam, Agreement, AgreementVersion,
)  # fmt: skip


def whole() -> dict[str, list[str]]:
    """Every row of every table as text, sorted."""
    with connection.cursor() as cursor:
        # Rows that were written a moment ago in bulk are unknown to the planner, which then loops over them.
        cursor.execute("ANALYZE (SKIP_LOCKED)")
    return {model.__name__: sorted(_text(row) for row in _rows(model)) for model in COMPARED}


def _rows(model: type[models.Model]) -> Any:
    links = [field.name for field in model._meta.concrete_fields if field.is_relation]
    rows = model._default_manager.select_related(*links) if links else model._default_manager.all()
    # A withdrawn absence is kept for a month to be seen, and is no part of the company.
    return rows.filter(withdrawn_at=None) if model is Absence else rows


def _text(row: models.Model) -> str:
    named = {"key": getattr(row, "key", None)} if isinstance(row, Person) else {}
    for field in row._meta.concrete_fields:
        if field.name not in _OWN and not field.generated:
            value = getattr(row, field.name)
            named[field.name] = _name(value) if isinstance(value, models.Model) else value
    if isinstance(row, Stay):
        named["replaces"] = row.replaces and str(row.replaces.during)
    return repr(named)


def _name(row: models.Model) -> Any:
    if isinstance(row, Person):
        return row.key
    if isinstance(row, Meeting):
        return row.title, row.recurrence["start"]
    if isinstance(row, Place):
        return row.zone, row.country, row.subdivision, row.city
    return str(row)


def empty() -> None:
    """Deletes the company, as if there never had been one."""
    Stay.objects.update(replaces=None)
    for model in (
        Agreement,
        Meeting,
        ImportBatch,
        Mismatch,
        Stay,
        Person,
        Team,
        LegalEntity,
        HolidayCalendar,
        Place,
    ):
        model._default_manager.all().delete()
