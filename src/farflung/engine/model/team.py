"""A team: who belongs, who leads."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Team:
    """`members` are person ids; `lead` is one, in or outside the team; `parent` is another team."""

    name: str
    members: tuple[str, ...]
    lead: str | None = None
    parent: str | None = None
