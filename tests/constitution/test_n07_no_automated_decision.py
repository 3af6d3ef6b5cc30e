"""N7: a person stands behind every change; the machine alone only ends what has had its time."""

import inspect
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import pytest

from farflung.server.connect.actions import (
    calendars,
    forgetting,
    gateway,
    hooks,
    notes,
    reading,
    routing,
    sending,
    ways,
)
from farflung.server.core.actions import accounts, invitations
from farflung.server.core.jobs import sweep
from farflung.server.core.models import AuditEntry
from farflung.server.org import actions
from farflung.server.org.jobs import upkeep
from farflung.server.org.models import Person
from tests.server.company import Cast

BY_ITSELF: Mapping[str, str] = {
    "apply_import": "the body of the job of an import that somebody has accepted",
    "fail_import": "says that an accepted import did not come through",
    "close_ended_accounts": "closes what somebody has ended, on the day they said",
    "forget_what_is_past": "deletes what has had its time",
    "extend_holidays": "keeps the calendars of public holidays ahead",
    "deliver": "lets what somebody has posted land when it may",
    "land": "the last step of the same",
    "take": "counts how often somebody asks",
    "route": "the same, to where its reader wants it",
    "note_outcome": "ends a hook that fails, which is nobody",
    "route_to_calendars": "the same, for what was read in the inbox first",
    "send_due": "the same, once more",
    "keep_busy": "what a calendar says that its owner has joined",
    "drop_busy": "the same, taken away with the calendar, or once it cannot be read any more",
    "read_due": "reads such calendars as they come due",
    "is_due": "reads, and writes nothing",
    "forget": "deletes what has had its time",
    "with_meetings": "reads, and writes nothing",
    "lands": "reads, and writes nothing",
    "parcel_of": "reads, and writes nothing",
    "is_open": "reads, and writes nothing",
    "propose_holidays": "reads, and writes nothing",
    "create_first_operator": "who makes the first account is nobody yet",
}
"""Actions without a `by`, each with why nobody's judgement is in it."""


CONNECT = (calendars, forgetting, gateway, hooks, notes, reading, routing, sending, ways)


def by_nobody(*modules: ModuleType | Mapping[str, Any]) -> list[str]:
    """Actions that do not ask who acts, and are not on the list."""
    found = []
    for module in modules:
        members = module if isinstance(module, Mapping) else vars(module)
        for name, action in members.items():
            if _is_action(name, action) and name not in BY_ITSELF and "by" not in _parameters(action):
                found.append(name)
    return sorted(found)


def _is_action(name: str, action: object) -> bool:
    ours = inspect.isfunction(action) and action.__module__.startswith("farflung.server")
    return ours and not name.startswith("_") and "now" in _parameters(action)


def _parameters(action: Any) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(action).parameters


def test_every_action_says_who_does_it() -> None:
    assert by_nobody(actions, accounts, invitations, *CONNECT) == []


def test_a_planted_decision_of_the_machine_is_seen() -> None:
    def end_whoever_is_late(*, now: object) -> None:
        """Decides about people by itself."""

    end_whoever_is_late.__module__ = "farflung.server.org.actions.planted"
    planted: dict[str, Callable[..., None]] = {"end_whoever_is_late": end_whoever_is_late}
    assert by_nobody(planted) == ["end_whoever_is_late"]


def people() -> list[dict[str, Any]]:
    """Every column of everybody."""
    return [dict(row) for row in Person.objects.order_by("pk").values()]


@pytest.mark.django_db
def test_left_alone_the_machine_changes_nobody(polaris: Cast) -> None:
    before, known = people(), set(AuditEntry.objects.values_list("pk", flat=True))
    upkeep()
    sweep()
    assert people() == before
    alone = AuditEntry.objects.exclude(pk__in=known)
    assert not alone.filter(subject="person").exists()
