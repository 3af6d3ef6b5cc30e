"""Hooks of the company, for who runs the site."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from farflung.server.connect.access import get_hook, may_keep_hooks
from farflung.server.connect.actions import hooks
from farflung.server.connect.models import Hook
from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.shapes import Flag, Given, Line, Moment, Told
from farflung.server.ui.reader import now_of

router = Router(tags=["messages"])
WRITE = needs(Scope.WRITE_COMPANY)


class HookTold(Told):
    """A hook. Of its address, once it is kept, the host is told, and its last letters where it is long.

    `readable` is false where the site has another secret than it was kept with: nothing goes there.
    """

    id: UUID
    kind: str
    name: str
    host: str
    ending: str
    active: bool
    readable: bool
    failing_since: Moment | None


class HookMade(HookTold):
    """A new one. `secret` signs what goes there, and is in this answer alone; null for a chat room."""

    secret: str | None


class HookGiven(Given):
    """A program ("webhook") or a chat room ("chat")."""

    kind: Literal["webhook", "chat"]
    name: Line = Field(min_length=1, max_length=80)
    url: str = Field(min_length=1, max_length=1000)


class HookChanged(Given):
    """Whether anything goes there."""

    active: Flag


@router.get("/company/hooks", response=list[HookTold], auth=WRITE, summary="The hooks of the company")
def all_hooks(request: HttpRequest) -> list[HookTold]:
    """By name."""
    may_keep_hooks(request)
    return [_told(hook) for hook in Hook.objects.order_by("name", "pk")]


@router.post("/company/hooks", response={201: HookMade}, auth=WRITE, summary="Add a hook")
def add(request: HttpRequest, given: HookGiven) -> Status[HookMade]:
    """Only https, but for hosts that FARFLUNG_HOOK_HOSTS names; nothing in a private network else."""
    asking = may_keep_hooks(request)
    hook, secret = hooks.add_hook(
        kind=given.kind, name=given.name, url=given.url, by=asking.account, now=now_of(request)
    )
    return Status(201, HookMade(**_told(hook).model_dump(), secret=secret or None))


@router.patch("/company/hooks/{uuid:id}", response=HookTold, auth=WRITE, summary="Switch a hook")
def switch(request: HttpRequest, id: UUID, given: HookChanged) -> HookTold:  # noqa: A002
    """On or off."""
    asking = may_keep_hooks(request)
    hook = get_hook(asking, id)
    hooks.switch_hook(hook=hook, active=given.active, by=asking.account, now=now_of(request))
    hook.refresh_from_db()
    return _told(hook)


@router.delete("/company/hooks/{uuid:id}", response={204: None}, auth=WRITE, summary="Remove a hook")
def remove(request: HttpRequest, id: UUID) -> Status[None]:  # noqa: A002
    """With what people chose of it."""
    asking = may_keep_hooks(request)
    hooks.remove_hook(hook=get_hook(asking, id), by=asking.account, now=now_of(request))
    return Status(204, None)


def _told(hook: Hook) -> HookTold:
    return HookTold(
        id=hook.code, kind=hook.kind, name=hook.name, host=hook.host, ending=hook.ending, active=hook.active,
        readable=hook.readable, failing_since=hook.failing_since,
    )  # fmt: skip
