"""The sheets of an export: their names and headings. An import knows them again by exactly these headings.

`people.csv` and `teams.csv` are written as anybody would write them, and read as anybody's. The others say
what such sheets cannot: effective dates, recorded times, minutes, places to the coordinate; and what such
sheets must not, for they go on to other tools: when people rest, and what they said yes or no to (N15).
"""

from collections.abc import Mapping
from typing import Final

PEOPLE: Final = (
    "id", "name", "email", "team", "role", "manager id", "city", "region", "country", "timezone", "hours",
    "skills", "languages", "legal entity", "start date", "end date",
)  # fmt: skip
TEAMS: Final = ("team", "lead", "parent team")

TREE: Final = ("team by name", "lead by id", "parent by name")
FORMER: Final = (
    "former person", "called", "wrote as", "did", "reported to", "employed by", "rest (json)", "came", "left",
)  # fmt: skip
DETAILS: Final = (
    "person", "full name", "zone", "country code", "subdivision code", "city name", "latitude", "longitude",
    "teams (json)", "skills (json)", "languages (json)", "page language", "rest (json)", "consents (json)",
    "own (json)", "confirmed",
)  # fmt: skip
HOURS: Final = ("person", "hours from", "hours until", "hours", "blocks (json)", "assumed", "recorded")
STAYS: Final = (
    "id", "person", "kind", "city", "region", "country", "timezone", "from", "to", "recorded", "replaces",
    "withdrawn", "latitude", "longitude",
)  # fmt: skip
ABSENCES: Final = ("person", "from", "to", "from minute", "to minute", "recorded")
SWAPS: Final = ("person", "holiday worked", "day off instead", "recorded")
ROLES: Final = ("person", "role granted", "since")
ENTITIES: Final = ("legal entity", "entity country")
CALENDARS: Final = (
    "holiday country", "holiday subdivision", "weekend (json)", "source", "first year", "last year",
)  # fmt: skip
HOLIDAYS: Final = (
    "holiday country", "holiday subdivision", "date", "holiday", "estimated", "entered here", "taken out",
)  # fmt: skip

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "details": DETAILS, "tree": TREE, "former": FORMER, "hours": HOURS, "stays": STAYS,
    "absences": ABSENCES, "swaps": SWAPS, "roles": ROLES, "entities": ENTITIES, "calendars": CALENDARS,
    "holidays": HOLIDAYS,
}  # fmt: skip
"""Those that only an import here reads, by the name of the sheet."""
