"""What a file is, told by its content: never by its name, which people and exports choose freely."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.intake.absences import REASONS, is_absences
from farflung.intake.absences import SPELLINGS as ABSENCE_SPELLINGS
from farflung.intake.agreement import looks_like_agreement
from farflung.intake.errors import NotRecognised
from farflung.intake.given import Given
from farflung.intake.heading import heading_key
from farflung.intake.ics import looks_like_ics
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.markets import looks_like_markets
from farflung.intake.meetings import SPELLINGS as MEETING_SPELLINGS
from farflung.intake.meetings import is_meetings
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people import scim, slack
from farflung.intake.people.columns import columns_of, known_heading
from farflung.intake.people.field import NAMES, PLACES, Field
from farflung.intake.people.flatten import json_table, parse_json, records_of
from farflung.intake.problem import Problem
from farflung.intake.rota import SPELLINGS as ROTA_SPELLINGS
from farflung.intake.rota import is_rota
from farflung.intake.rota_file import looks_like_rota_file
from farflung.intake.sheet import has
from farflung.intake.stays import SPELLINGS as STAY_SPELLINGS
from farflung.intake.stays import is_stays
from farflung.intake.table import Table, read_table
from farflung.intake.teams import SPELLINGS as TEAM_SPELLINGS
from farflung.intake.teams import is_teams
from farflung.intake.text import Text, decode


class Kind(StrEnum):
    """The kinds of files that are read."""

    PEOPLE = "people"
    SLACK = "people (Slack)"
    SCIM = "people (SCIM)"
    STAYS = "stays"
    ABSENCES = "absences"
    TEAMS = "teams"
    ROTA = "rota"
    MEETINGS = "meetings"
    CALENDAR = "calendar"
    AGREEMENT = "agreement"
    MARKETS = "markets"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file and what it is. `table` is there for sheets, `value` for JSON, `text` for all but calendars."""

    given: Given
    kind: Kind
    text: Text | None = None
    table: Table | None = None
    value: Any = None


_MAPPING_LINE: Final = re.compile(r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'#,;|{\[][^#:;|\n]*?)\s*:(?:\s|$)""")
_SPELLED: Final = frozenset(
    heading_key(spelling)
    for known in (STAY_SPELLINGS, ABSENCE_SPELLINGS, TEAM_SPELLINGS, ROTA_SPELLINGS, MEETING_SPELLINGS)
    for spellings in known.values()
    for spelling in spellings
)
_REMEDY: Final = said(
    "A people file begins with a line of headings such as name,city,hours; "
    "docs/reference/people-files.md lists all kinds of files."
)


def recognise(given: Given, notebook: Notebook, limits: Limits = DEFAULT_LIMITS) -> Recognised:
    """What the file is; raises `FileError` or `NotRecognised`. What was assumed goes into the notebook."""
    if looks_like_ics(given.data):
        return Recognised(given, Kind.CALENDAR)
    text = decode(given.name, given.data, limits)
    notebook.extend(text.problems)
    start = text.content.lstrip()[:1]
    if looks_like_rota_file(text.content):
        raise _no_map(given.name)
    if start and start in "{[":
        return _json(given, text, notebook, limits)
    if _is_mapping(text.content):
        return Recognised(given, _yaml_kind(text.content), text)
    table = read_table(given.name, text.content, notebook, known=_known, limits=limits)
    return _sheet(given, text, table)


def _yaml_kind(content: str) -> Kind:
    if looks_like_agreement(content):
        return Kind.AGREEMENT
    return Kind.MARKETS if looks_like_markets(content) else Kind.ANSWERS


def _known(heading: str) -> bool:
    return known_heading(heading) or heading_key(heading) in _SPELLED


def _json(given: Given, text: Text, notebook: Notebook, limits: Limits) -> Recognised:
    value = parse_json(given.name, text.content)
    if slack.is_slack(value):
        return Recognised(given, Kind.SLACK, text, value=value)
    if scim.is_scim(value):
        return Recognised(given, Kind.SCIM, text, value=value)
    if records_of(value) is None:
        raise _refused(given.name, said("this JSON holds no list of people."), text.content[:60])
    table = json_table(given.name, text.content, value, notebook, limits)
    return _sheet(given, text, table)


def _is_mapping(content: str) -> bool:
    """YAML: the first line that says something is `key: value`, which is no line of headings."""
    lines = (line for line in content.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    first = next((line for line in lines if line.strip() != "---"), "")
    return _MAPPING_LINE.match(first) is not None


def _sheet(given: Given, text: Text, table: Table) -> Recognised:
    """Which sheet it is; the more a kind asks of its headings, the earlier it is tried."""
    headings = table.headings
    kind = None
    if is_meetings(headings):
        kind = Kind.MEETINGS
    elif _is_rota(table):
        kind = Kind.ROTA
    elif _is_absences(headings):
        kind = Kind.ABSENCES
    elif is_stays(headings) and not _is_people(headings, strictly=True):
        kind = Kind.STAYS
    elif is_teams(headings):
        kind = Kind.TEAMS
    elif _is_people(headings, strictly=False):
        kind = Kind.PEOPLE
    if kind is None:
        raise _no_sheet(given.name, table)
    if not table.rows:
        message = said("the sheet has a header and no rows.")
        raise _refused(given.name, message, ", ".join(headings), "empty-sheet")
    return Recognised(given, kind, text, table)


def _is_rota(table: Table) -> bool:
    """A sheet of people with hours and places can look like a rota without duties: the place decides."""
    placed = {Field.CITY, Field.REGION, Field.COUNTRY, Field.LOCATION} & columns_of(
        table.headings
    ).positions.keys()
    duty = has(table.headings, ROTA_SPELLINGS["duty"])
    return is_rota(table.headings, table.rows) and (duty or not placed)


def _is_absences(headings: tuple[str, ...]) -> bool:
    """First and last days of employment look the same: a place, a manager or a job says that it is people."""
    fields = columns_of(headings).positions.keys()
    of_people = PLACES | {Field.HOURS, Field.MANAGER, Field.ROLE, Field.STARTED, Field.STATUS}
    plain = not (of_people & fields) or (has(headings, REASONS) and not PLACES & fields)
    return is_absences(headings) and plain


def _is_people(headings: tuple[str, ...], *, strictly: bool) -> bool:
    fields = columns_of(headings).positions.keys()
    if strictly:
        return bool({Field.HOURS, Field.MANAGER, Field.ROLE, Field.STATUS, Field.DAYS} & fields)
    named, placed = bool(NAMES & fields), bool(PLACES & fields)
    timed = bool({Field.HOURS, Field.DAY_START} & fields)
    return (named and (placed or timed)) or (placed and len(fields) == len(headings))


def _no_sheet(file: str, table: Table) -> NotRecognised:
    fields = columns_of(table.headings).positions.keys()
    read = " | ".join(table.headings[:8])
    line = table.header_line or 1
    if NAMES & fields:
        message = said("the sheet names people, and nothing says where they are or when they work.")
        remedy = said("Add a column headed timezone, city or country (and hours, if you know them).")
    elif not table.headings:
        message, remedy = said("there is nothing in the file that can be read."), _REMEDY
    else:
        message, remedy = said("no heading in line {line} is understood.", line=line), _REMEDY
    problem = Problem(Severity.ERROR, "not-recognised", file, message, remedy, line, None, shown(read, 120))
    return NotRecognised(problem)


def _no_map(file: str) -> NotRecognised:
    """A rota file asks for a plan; of what is, it says nothing."""
    message = said("this is a rota file: it says what is to be planned.")
    remedy = said("Give it to `farflung rota plan`, with the people beside it.")
    return NotRecognised(Problem(Severity.ERROR, "not-recognised", file, message, remedy, 1))


def _refused(file: str, message: Said, read: str, code: str = "not-recognised") -> NotRecognised:
    return NotRecognised(Problem(Severity.ERROR, code, file, message, _REMEDY, 1, None, shown(read)))
