"""An import taken back, row by row, as though it had not been; what was changed since stays, and is told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

from farflung.server.core.bulk import insert
from farflung.server.org.actions.imports.rows import Snapshot, restored, snapshot
from farflung.server.org.actions.whose import refresh_words
from farflung.server.org.models import (
    Absence,
    HolidayCalendar,
    HolidaySwap,
    ImportBatch,
    ImportChange,
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
from farflung.server.org.models.holidays import Holiday

ORDER: Final[tuple[type[models.Model], ...]] = (
    Mismatch, RoleGrant, HolidaySwap, Absence, Stay, PatternPeriod, Membership, Team, Person, LegalEntity,
    Holiday, HolidayCalendar, Place,
)  # fmt: skip
"""Whatever names a row goes before it."""

_IGNORED: Final = frozenset({"imported", "account_id"})
"""Not changes that anybody made to what an import wrote: they keep no row from being taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were taken back, and how many stay because somebody changed or uses them since."""

    taken_back: int
    kept: int


def take_back(batch: ImportBatch) -> Undone:
    """Takes an import back; to be called inside of an action."""
    changes: dict[str, list[ImportChange]] = defaultdict(list)
    for change in batch.changes.order_by("-pk"):
        changes[change.table].append(change)
    undone = kept = 0
    people: set[int] = {change.row for change in changes["person"]}
    for model in ORDER:
        done, left = _remove(model, [c for c in changes[model._meta.model_name or ""] if c.before is None])
        undone, kept = undone + done, kept + left
    for model in reversed(ORDER):
        mine = changes[model._meta.model_name or ""]
        done, left = _change_back(model, [c for c in mine if c.before is not None])
        undone, kept = undone + done, kept + left
    refresh_words(Person.objects.filter(pk__in=people))
    return Undone(undone, kept)


def _remove(model: type[models.Model], made: list[ImportChange]) -> tuple[int, int]:
    """Rows that the import made, unless somebody changed them or something new names them."""
    rows = model._default_manager.in_bulk([change.row for change in made])
    after = {change.row: change.after or {} for change in made}
    going = {pk for pk, row in rows.items() if not _differs(snapshot(row), after[pk])}
    while used := _used(model, going):
        going -= used
    for group in _in_parts(sorted(going)):
        _delete(model, group)
    return len(going), len(rows) - len(going)


def _differs(now: Snapshot, after: Snapshot) -> bool:
    """Whether somebody changed the row. That what it names is gone by now is this undoing's own doing."""
    return any(
        now[name] != value
        for name, value in after.items()
        if name in now and name not in _IGNORED and not (name.endswith("_id") and now[name] is None)
    )


def _used(model: type[models.Model], going: set[int]) -> set[int]:
    """Rows that others name, which stay: an account says that somebody is here by now."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        if relation.field.many_to_many or not going:
            continue
        other, field = relation.related_model, relation.field.attname
        rows = other._default_manager.filter(**{f"{field}__in": going})
        if other is model:
            rows = rows.exclude(pk__in=going)
        if other is not Holiday:  # the days of a calendar go with it
            found |= set(rows.values_list(field, flat=True))
    if model is Person:
        found |= set(Person.objects.filter(pk__in=going, account__isnull=False).values_list("pk", flat=True))
    return found


def _delete(model: type[models.Model], pks: list[int]) -> None:
    """Rows of one table; those that name others of them first let go."""
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is model and field.null:
            model._default_manager.filter(pk__in=pks).update(**{field.name: None})
    model._default_manager.filter(pk__in=pks).delete()


def _in_parts(pks: list[int], size: int = 2000) -> Iterable[list[int]]:
    return (pks[at : at + size] for at in range(0, len(pks), size))


def _change_back(model: type[models.Model], changed: list[ImportChange]) -> tuple[int, int]:
    """Columns that the import changed, where they are still as it left them; rows that it removed."""
    rows = model._default_manager.in_bulk([change.row for change in changed])
    done = 0
    again: list[models.Model] = []
    for change in changed:
        before = restored(model, change.before or {})
        row = rows.get(change.row)
        if change.after is None:
            if row is None:
                again.append(model(pk=change.row, **_without_pk(model, before)))
            continue
        if row is not None:
            done += _columns_back(row, change, before)
    free = [row for row in again if not _crowded(row)]
    insert(free)
    return done + len(free), len(changed) - done - len(free)


def _without_pk(model: type[models.Model], values: Snapshot) -> Snapshot:
    return {name: value for name, value in values.items() if name != model._meta.pk.attname}


def _columns_back(row: models.Model, change: ImportChange, before: dict[str, Any]) -> bool:
    """Whether every column that the import changed could be given back."""
    now, old, new = snapshot(row), change.before or {}, change.after or {}
    mine = [name for name in old if old[name] != new.get(name)]
    back = [name for name in mine if now.get(name) == new.get(name)]
    for name in back:
        setattr(row, name, before[name])
    if back and not _crowded(row):
        row.save(update_fields=back)
        return len(back) == len(mine)
    return False


def _crowded(row: models.Model) -> bool:
    """Whether somebody entered something since where the row would lie again."""
    if isinstance(row, Membership):
        return Membership.objects.filter(person=row.person_id, team=row.team_id).exists()
    if isinstance(row, PatternPeriod):
        held: models.QuerySet[Any] = PatternPeriod.objects.all()
    elif isinstance(row, Stay) and row.superseded_at is None:
        held = Stay.objects.filter(superseded_at=None, kind_number=row.kind_number)
    elif isinstance(row, Absence) and row.withdrawn_at is None:
        held = Absence.objects.filter(withdrawn_at=None)
    else:
        return False
    return held.filter(person=row.person_id, during__overlap=row.during).exclude(pk=row.pk).exists()
