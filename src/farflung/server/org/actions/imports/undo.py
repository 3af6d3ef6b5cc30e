"""An import taken back, row by row, as though it had not been; what was changed since stays, and is told."""

from collections import defaultdict
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

_LEAVES: Final = ORDER[:7]
"""Rows about a person, which nothing else names."""

_PART: Final = 2000
_IGNORED: Final = frozenset({"imported", "account_id"})
"""Not changes that anybody made to what an import wrote: they keep no row from being taken back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were taken back, and how many stay because somebody changed or uses them since."""

    taken_back: int
    kept: int


def take_back(batch: ImportBatch) -> Undone:
    """Takes an import back; to be called inside of an action."""
    changes: dict[type[models.Model], list[ImportChange]] = {model: [] for model in ORDER}
    by_name = {model._meta.model_name: model for model in ORDER}
    for change in batch.changes.order_by("-pk"):
        changes[by_name[change.table]].append(change)
    changed = {model: [c for c in given if c.before is not None] for model, given in changes.items()}
    going, left = _going(changes, _moving(changed))
    people = {change.row for change in changes[Person]}
    for model in _LEAVES:
        _delete(model, sorted(going[model]))
    back = [_change_back(model, changed[model]) for model in reversed(ORDER)]
    for model in ORDER[len(_LEAVES) :]:
        _delete(model, sorted(going[model]))
    refresh_words(Person.objects.filter(pk__in=people))
    done = sum(map(len, going.values())) + sum(count for count, _ in back)
    return Undone(done, left + sum(kept for _, kept in back))


Moving = dict[tuple[type[models.Model], str], set[int]]
"""Rows by column that name something else again when they are changed back."""


def _moving(changed: dict[type[models.Model], list[ImportChange]]) -> Moving:
    found: Moving = defaultdict(set)
    for model, given in changed.items():
        for change in given:
            before, after = change.before or {}, change.after or {}
            for name in before:
                if name.endswith("_id") and before[name] != after.get(name):
                    found[model, name].add(change.row)
    return found


def _going(
    changes: dict[type[models.Model], list[ImportChange]], moving: Moving
) -> tuple[dict[type[models.Model], set[int]], int]:
    """Rows that the import made and that go; and how many stay, changed or used by somebody since.

    Whoever stays keeps what came with them.
    """
    rows: dict[type[models.Model], dict[int, Snapshot]] = {}
    going: dict[type[models.Model], set[int]] = {}
    for model, given in changes.items():
        made = {change.row: change.after or {} for change in given if change.before is None}
        rows[model] = {row.pk: snapshot(row) for row in model._default_manager.filter(pk__in=made)}
        going[model] = {pk for pk, now in rows[model].items() if not _differs(now, made[pk])}
    held = True
    while held:  # until nobody stays because of somebody else who does
        held = sum(_hold(model, rows, going, moving) for model in ORDER) > 0
    return going, sum(len(rows[model]) - len(going[model]) for model in ORDER)


def _hold(
    model: type[models.Model],
    rows: dict[type[models.Model], dict[int, Snapshot]],
    going: dict[type[models.Model], set[int]],
    moving: Moving,
) -> bool:
    """Takes rows out of those that go; whether there were any."""
    stays = _used(model, going, moving)
    if model in _LEAVES and model is not Mismatch:
        kept = rows[Person].keys() - going[Person]
        stays |= {pk for pk in going[model] if rows[model][pk]["person_id"] in kept}
    going[model] -= stays
    return bool(stays)


def _differs(now: Snapshot, after: Snapshot) -> bool:
    """Whether somebody changed the row. That what it names is gone by now is this undoing's own doing."""
    return any(
        now[name] != value
        for name, value in after.items()
        if name in now and name not in _IGNORED and not (name.endswith("_id") and now[name] is None)
    )


def _used(model: type[models.Model], going: dict[type[models.Model], set[int]], moving: Moving) -> set[int]:
    """Those that a row names that stays as it is; somebody with an account is here by now."""
    mine, found = going[model], set[int]()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not mine:
            continue
        other, field = relation.related_model, relation.field
        if other is Holiday:  # the days of a calendar go with it
            continue
        named = other._default_manager.filter(**{f"{field.attname}__in": mine})
        leaving = going.get(other, set()) | moving.get((other, field.attname), set())
        found |= {pk for row, pk in named.values_list("pk", field.attname) if row not in leaving}
    if model is HolidayCalendar:
        found |= _kept_somewhere(mine, going[Place])
    if model is Person:
        with_account = Person.objects.filter(pk__in=mine, account__isnull=False)
        found |= set(with_account.values_list("pk", flat=True))
    return found


def _kept_somewhere(calendars: set[int], places: set[int]) -> set[int]:
    """Calendars that are kept at a place that stays."""
    spots = set(Place.objects.exclude(pk__in=places).values_list("country", "subdivision"))
    spots |= {(country, "") for country, _ in spots}
    rows = HolidayCalendar.objects.filter(pk__in=calendars).values_list("pk", "country", "subdivision")
    return {pk for pk, *spot in rows if tuple(spot) in spots}


def _delete(model: type[models.Model], pks: list[int]) -> None:
    """Rows of one table; those that name others of them first let go."""
    for at in range(0, len(pks), _PART):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is model and field.null:
                model._default_manager.filter(pk__in=pks[at : at + _PART]).update(**{field.name: None})
    for at in range(0, len(pks), _PART):
        model._default_manager.filter(pk__in=pks[at : at + _PART]).delete()


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
