"""Everything that is kept about a person: what for, who sees it, for how long. Nothing else may be kept.

A test walks the tables: a column of a person's record that is not listed here fails it. The page about data
and the job that forgets what is past its time are made of this list.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings

from farflung.server.core import beside
from farflung.server.core.classified import Column, Keeping, Sees, listed

__all__ = [
    "KEEPING", "OF_NOBODY", "WITHDRAWN_DAYS", "Column", "Keeping", "Sees", "columns", "days_of", "keeping",
    "sees",
]  # fmt: skip

_MAP = _("The map: who is at work, where and when.")
_FIND = _("To find the person who can help.")
_FILES = _("To tell a change in a file from a change made here.")
_ID = _("To name the record.")
_HISTORY = _("What was known when: thresholds of law are counted back, and corrections are seen as such.")

_TABLES: dict[str, dict[str, tuple[str, Sees]]] = {
    "person": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.EVERYBODY),
        "key": (_("The id under which files of the company know the person."), Sees.PEOPLE),
        "account": (_("To sign in."), Sees.NOBODY),
        "name": (_FIND, Sees.EVERYBODY),
        "email": (_("The address at work: to write, and to be told apart from namesakes."), Sees.EVERYBODY),
        "place": (_MAP, Sees.EVERYBODY),
        "entity": (_("Whose law of work holds."), Sees.COMPLIANCE),
        "manager": (_("The tree: who leads whom."), Sees.EVERYBODY),
        "job": (_FIND, Sees.EVERYBODY),
        "started": (_("From when on to plan with the person."), Sees.PEOPLE),
        "ended": (
            _("Until when to plan with the person; others see them as unavailable after."),
            Sees.PEOPLE,
        ),
        "rest_start": (_("Nothing reaches the person in their rest."), Sees.SELF),
        "rest_end": (_("Nothing reaches the person in their rest."), Sees.SELF),
        "skills": (_FIND, Sees.EVERYBODY),
        "languages": (_FIND, Sees.EVERYBODY),
        "language": (_("The language of the person's pages."), Sees.SELF),
        "consents": (_("What happens only if the person says so."), Sees.SELF),
        "confirmed_at": (_("To ask again when it is long ago."), Sees.PEOPLE),
        "own": (_("No file overwrites what the person said themself."), Sees.SELF),
        "imported": (_FILES, Sees.PEOPLE),
        "words": (_("What search finds the person by."), Sees.NOBODY),
        "search": (_("What search finds the person by."), Sees.NOBODY),
        "created_at": (_("To order records."), Sees.PEOPLE),
    },
    "rolegrant": {
        "id": (_ID, Sees.NOBODY),
        "person": (_ID, Sees.EVERYBODY),
        "role": (_("Who may do more here; everybody may know who can see what."), Sees.EVERYBODY),
        "granted_at": (_("Since when."), Sees.EVERYBODY),
    },
    "membership": {
        "id": (_ID, Sees.NOBODY),
        "team": (_FIND, Sees.EVERYBODY),
        "person": (_FIND, Sees.EVERYBODY),
    },
    "team": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.EVERYBODY),
        "name": (_FIND, Sees.EVERYBODY),
        "lead": (_("Who leads the team."), Sees.EVERYBODY),
        "parent": (_("The tree of teams."), Sees.EVERYBODY),
        "imported": (_FILES, Sees.PEOPLE),
    },
    "patternperiod": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.EVERYBODY),
        "person": (_MAP, Sees.EVERYBODY),
        "during": (_MAP, Sees.EVERYBODY),
        "blocks": (_MAP, Sees.EVERYBODY),
        "assumed": (_("Nobody wrote the hours down; said wherever they are shown."), Sees.EVERYBODY),
        "recorded_at": (_HISTORY, Sees.PEOPLE),
    },
    "stay": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.EVERYBODY),
        "person": (_MAP, Sees.EVERYBODY),
        "place": (_MAP, Sees.EVERYBODY),
        "kind": (_("Whether public holidays move with the person."), Sees.EVERYBODY),
        "kind_number": (_("Two journeys at once are a mistake."), Sees.NOBODY),
        "during": (_MAP, Sees.EVERYBODY),
        "recorded_at": (_HISTORY, Sees.COMPLIANCE),
        "superseded_at": (_HISTORY, Sees.COMPLIANCE),
        "withdrawn": (_HISTORY, Sees.COMPLIANCE),
        "replaces": (_HISTORY, Sees.COMPLIANCE),
        "key": (_FILES, Sees.PEOPLE),
        "from_file": (_FILES, Sees.PEOPLE),
    },
    "absence": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.EVERYBODY),
        "person": (_("Who is unavailable; there is no reason anywhere."), Sees.EVERYBODY),
        "during": (_("When; there is no reason anywhere."), Sees.EVERYBODY),
        "from_minute": (_("When; there is no reason anywhere."), Sees.EVERYBODY),
        "to_minute": (_("When; there is no reason anywhere."), Sees.EVERYBODY),
        "recorded_at": (_("To order records."), Sees.PEOPLE),
        "withdrawn_at": (_("It does not take place; kept a month, so that it can be seen why."), Sees.SELF),
        "from_file": (_FILES, Sees.PEOPLE),
    },
    "holidayswap": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "person": (_("Who works on a public holiday; others see hours and unavailable."), Sees.PEOPLE),
        "worked": (_("Who works on a public holiday; others see hours and unavailable."), Sees.PEOPLE),
        "off": (_("When; others see unavailable."), Sees.PEOPLE),
        "recorded_at": (_("To order records."), Sees.PEOPLE),
    },
    "mismatch": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "person": (_("Whose it is to settle (N10)."), Sees.SELF),
        "field": (_("What the file says otherwise."), Sees.SELF),
        "here": (_("What the person said."), Sees.SELF),
        "there": (_("What the file says."), Sees.SELF),
        "source": (_("Which file."), Sees.SELF),
        "found_at": (_("To order records."), Sees.SELF),
        "answered_at": (_("It is settled, and not asked again."), Sees.SELF),
        "taken": (_("How it was settled."), Sees.SELF),
    },
}

KEEPING: tuple[Keeping, ...] = (
    Keeping("person", 730, _("the last day of employment")),
    Keeping("rolegrant", None, _("as long as the person, or until it is taken back")),
    Keeping("membership", None, _("as long as the person, or until they leave the team")),
    Keeping("team", None, _("until it is removed; it is no record of a person")),
    Keeping("patternperiod", 400, _("the last day of the period")),
    Keeping("stay", 1827, _("the last day of the stay, for thresholds of law are counted over years")),
    Keeping("absence", 90, _("the last day of the absence; 30 days after it was withdrawn")),
    Keeping("holidayswap", 90, _("the later of the two days")),
    Keeping("mismatch", 90, _("it was settled")),
    Keeping("importfile", 7, _("it was uploaded; at once when it is applied or abandoned")),
    Keeping("importchange", 90, _("it was applied: so long it can be undone")),
)
"""By table. Backups and the audit have their own times, in core."""

WITHDRAWN_DAYS = 30
"""How long a withdrawn absence is kept."""

OF_NOBODY: Final[Mapping[str, str]] = {
    "org_place": "cities, zones, countries and regions; nobody's address",
    "org_legalentity": "who employs, and in which country or region",
    "org_holidaycalendar": "calendars of public holidays",
    "org_holiday": "public holidays",
    "org_importbatch": "what an import would change, and did; its examples go with its files",
    "org_importfile": "what was uploaded: kept for the days of `KEEPING`, read by the import alone",
    "org_importchange": "what an import wrote, to take it back: kept for the days of `KEEPING`",
}
"""Tables that are no record of a person, with what they are; those that need an end have one in `KEEPING`."""


def columns() -> Iterator[Column]:
    """Every column, by table; those of other domains after our own."""
    yield from own_columns()
    yield from beside.columns()


def own_columns() -> Iterator[Column]:
    """The same of our own tables alone."""
    return listed(_TABLES)


def keeping() -> tuple[Keeping, ...]:
    """How long the rows of each table are kept, here and in other domains."""
    return (*KEEPING, *beside.keeping())


def sees(name: str) -> Sees:
    """Who may read a column; raises `KeyError` for one that is not listed, which nobody may read."""
    table, _, column = name.partition(".")
    others = {name: columns for one in beside.others() for name, columns in one.tables.items()}
    return {**others, **_TABLES}[table][column][1]


def days_of(table: str) -> int:
    """How many days the rows of a table are kept after their time is over."""
    return next(keeping.days for keeping in KEEPING if keeping.table == table and keeping.days is not None)
