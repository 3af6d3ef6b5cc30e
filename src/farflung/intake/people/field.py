"""What a column of a people file can say, and how a product heads its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from farflung.intake.heading import heading_key


class Field(StrEnum):
    """Everything that is read about a person; a column that is none of these is not read at all."""

    ID = "id"
    NAME = "name"
    FIRST = "first name"
    LAST = "last name"
    PREFERRED = "preferred name"
    EMAIL = "email"
    MANAGER_ID = "manager id"
    MANAGER_EMAIL = "manager email"
    MANAGER = "manager"
    TEAM = "team"
    DEPARTMENT = "department"
    DIVISION = "division"
    ROLE = "role"
    ZONE = "time zone"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    LOCATION = "location"
    HOURS = "hours"
    DAY_START = "start time"
    DAY_END = "end time"
    DAYS = "working days"
    WEEKEND = "weekend"
    REST = "rest window"
    HOURS_FROM = "hours from"
    HOURS_UNTIL = "hours until"
    SKILLS = "skills"
    LANGUAGES = "languages"
    ENTITY = "legal entity"
    STARTED = "start date"
    ENDED = "end date"
    STATUS = "status"


PLACES = frozenset({Field.ZONE, Field.CITY, Field.REGION, Field.COUNTRY, Field.LOCATION})
NAMES = frozenset({Field.ID, Field.NAME, Field.FIRST, Field.LAST, Field.PREFERRED, Field.EMAIL})


@dataclass(frozen=True)
class SheetFormat:
    """How one product heads the columns of its export.

    `headings` lists spellings per field, the preferred first: where two columns say the same, the first
    that is filled in counts. `marks` are headings that hardly anybody else writes; `source` says where
    the names were read. The spellings of a plain sheet are understood in every format.
    """

    name: str
    headings: Mapping[Field, tuple[str, ...]]
    marks: tuple[str, ...] = ()
    source: str = ""
    address: str = ""

    @cached_property
    def by_key(self) -> dict[str, tuple[Field, int]]:
        """The field and the rank of each spelling, by its key."""
        return {
            heading_key(spelling): (what, rank)
            for what, spellings in self.headings.items()
            for rank, spelling in enumerate(spellings)
        }

    @cached_property
    def mark_keys(self) -> frozenset[str]:
        """The marks as keys."""
        return frozenset(heading_key(mark) for mark in self.marks)
