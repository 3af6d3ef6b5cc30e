"""Parameters of addresses that several operations have."""

from typing import Annotated
from uuid import UUID

from ninja.params.functions import Query
from pydantic import BeforeValidator

from farflung.server.core.api.shapes import Instant, Line


def _yes_or_no(value: object) -> object:
    if value in (True, False, "true", "false"):
        return value
    raise ValueError("write true or false")


Yes = Annotated[bool, BeforeValidator(_yes_or_no)]

Limit = Annotated[int, Query(50, ge=1, le=200, description="how many on a page")]
After = Annotated[UUID | None, Query(None, description="`next` of the page before")]
DryRun = Annotated[Yes, Query(False, description="tells the effect and changes nothing")]
Since = Annotated[Instant, Query(..., alias="from", description="with its offset")]
Until = Annotated[Instant, Query(..., description="with its offset")]
Word = Annotated[Line, Query("")]
