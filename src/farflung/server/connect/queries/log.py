"""What went out lately, for who runs the site: which way, with what result; not to whom, nor what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from farflung.server.connect.models import Delivery, Hook

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Went:
    """One bundle. `name` is the hook's, "" for mail; `at` when it was settled. Pages show the day alone: the
    hour would tell of somebody when they rest."""

    name: str
    state: str
    tries: int
    error: str
    at: datetime | None


def lately() -> list[Went]:
    """The last of them."""
    names = {f"hook:{code.hex}": name for code, name in Hook.objects.values_list("code", "name")}
    rows = Delivery.objects.order_by("-made_at", "-pk")[:SHOWN]
    return [Went(names.get(row.way, ""), row.state, row.tries, row.error, row.settled_at) for row in rows]


def active_hooks() -> dict[str, str]:
    """The ways that people may choose beside mail: each with its name."""
    found = Hook.objects.filter(active=True).order_by("name", "pk").values_list("code", "name")
    return {f"hook:{code.hex}": name for code, name in found}


def hook_of(way: str) -> Hook | None:
    """The hook that a way means; None where it is gone."""
    kind, _, code = way.partition(":")
    return Hook.objects.filter(code=UUID(hex=code)).first() if kind == "hook" else None
