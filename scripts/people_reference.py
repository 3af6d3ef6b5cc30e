"""The page about people files, made from the maps of columns that read them."""

from collections.abc import Iterable, Mapping

from farflung.intake.absences import SPELLINGS as ABSENCES
from farflung.intake.limits import DEFAULT_LIMITS
from farflung.intake.people import scim, slack
from farflung.intake.people.columns import FORMATS
from farflung.intake.people.field import Field
from farflung.intake.people.plain import PLAIN
from farflung.intake.stays import SPELLINGS as STAYS
from farflung.intake.teams import SPELLINGS as TEAMS
from scripts.markdown import MADE_BY, table

INTRODUCTION = """\
A people file says who works where and when. Files are recognised by what is in them, never by their names:
give all of them at once, in any order.

```
name,city,hours,team,manager
Ana,Lisbon,Mon-Thu 09-18; Fri 09-13,Ledger,Mei-Ling
Wei,Taipei,,Ledger,Mei-Ling
Mei-Ling,Singapore,,Ledger,
```

The least that works is a `name` and one of `city`, `country` and `timezone`; or a `name` and hours in UTC.
"""

RULES = f"""\
## How a sheet is read

- **Delimiter**: comma, semicolon, tab or bar, whichever cuts out the most known headings. Excel's first
  line `sep=;` is obeyed. Lines above the headings (a title, a date) are passed over.
- **Encoding**: UTF-8, UTF-16 and UTF-32 by their marks; else UTF-8; else Windows-1252 or Latin-1, and a
  remark says which was assumed and where to look.
- **Headings** count without regard to case, accents, spaces, underscores and what stands in brackets. Where
  two columns say the same, the first that is filled in counts. Columns that are none of those below are not
  read, and a note lists them.
- **Cells** that begin like a formula (`=`, `@`, `+`, `-`) are read as text and told. A cell of more than
  {DEFAULT_LIMITS.cell_chars:,} characters is left out and told; so are NUL bytes.
- **Limits**: {DEFAULT_LIMITS.file_bytes // 2**20} MB a file, {DEFAULT_LIMITS.rows:,} rows a sheet.
- **Lines** in messages are those of the file, also after cells with line breaks.

## Places

The time zone, city, region, country and office of a row are read together and resolved offline. A city
counts before an office; an office that is no place (`HQ 2`) is passed over where the country or the zone
decides. Street addresses are never read.

What can be several places is a *question*, asked once for all rows in which the same was read: on the
terminal where there is one, else listed with its rows. Rows that wait for an answer are not on the map,
each is listed with its line, and the exit status is not zero. These are questions, never guesses:

- a name that several places bear (`Georgia`, `Springfield`), a country that keeps several clocks (`US`);
- a zone that is an offset (`GMT+5`) or an abbreviation of several (`CET`): neither says when clocks change;
- a place that is not known, with close spellings;
- columns that contradict each other (Japan and America/Toronto);
- nothing at all.

A zone without a country gives no public holidays: the country is not concluded from it.

## Hours

`09-18`, `9:00–17:30`, `9am-5pm`, `22:00-06:00` (over midnight), `Mon-Thu 9-18; Fri 9-13`, `Mon-Fri 09-12,
13-18`, `daily 14-22`, `24/7`; or columns for start and end. They are local: they mean the same wall-clock
hours wherever the person is.

- **Hours in UTC** (`14-22 UTC`, `14:00Z-22:00Z`, a heading `hours (UTC)`): a person without a place is
  planned in UTC; for anybody else they are turned into the local hours that they are on the first day
  looked at, and a note says so.
- **No hours**: 09:00-18:00 on the working days of the country is assumed, marked as assumed wherever it
  matters, and said in one note with the number of people. `--assume-hours` says otherwise.
- **No days**: the working days of the country (Monday to Friday where none is known, and where the law
  knows only Sunday), said in a note. `days` or `weekend` columns, or days beside the hours, say otherwise.
- **Two meanings**: `9-5` would be twenty hours, and `09-17 EST` names no one zone; both are told with what
  to write, and the default is assumed.
- **Hours for a time**: repeat the row (same id) with `hours from` and `hours until`.

## Who is who

- The id is that of the file, else the address, else the name. An id that two people share is an error; a
  repeated row is a warning, and both lines are named. Two people may share a name.
- A manager is named by id, address or name. A name that several bear is a question; a manager who is in no
  file is a warning.
- Inactive people, bots and people who left before the first day looked at are left out and listed in a
  note.
- Teams come from the team column, or the department where there is none. The lead is the manager whom all
  members share. Up to 50 people without any team or manager are looked at as one team.

## Dates

ISO dates (`2027-03-26`), `26.03.2027`, `26 March 2027`, and `26/03/2027` where only one reading is possible
in the whole column. `03/04/2027` is a question.

## Answers

An answers file keeps what was decided, so that nobody is asked again. A key is the question's id, or just
what was read; `place of NAME` speaks of one person; `skip` leaves rows out knowingly.

```yaml
place of Georgia: US-GA
place of Ana Silva: Porto, Portugal
date order of from in stays.csv: day/month/year
who is Ana: ana@example.org
```
"""

BESIDE = """\
## Stays, absences and teams

A **stay** says where somebody is when not at home: a person, a place, the first and last day there. `kind`
is home, travel (where left out), relocation or hub; no last day means until further notice. `recorded` is
when the company learnt of it (a time without a zone is UTC), and `replaces` names the id of the stay that
it corrects; both keep "where was Ana, as we knew it on Monday?" answerable. A later row with the same id
corrects the earlier one too. A move that is told late corrects what had begun by then; trips and moves that
were still ahead stay planned. The last day of a trip is over where it led before home begins.

An **absence** is a person, a first and a last day. A reason, type or comment is not read, and a note says
so.

**Teams** may be listed in a sheet of their own: team, members (parted by semicolons), lead, parent team.
"""


def _spellings(spellings: Iterable[str]) -> str:
    return ", ".join(f"`{spelling}`" for spelling in spellings)


def _fields(headings: Mapping[Field, tuple[str, ...]]) -> str:
    return table(("field", "headings"), ((what, _spellings(known)) for what, known in headings.items()))


def _sheet(spellings: Mapping[str, tuple[str, ...]]) -> str:
    return table(("column", "headings"), ((name, _spellings(known)) for name, known in spellings.items()))


def people_page() -> str:
    """The whole page."""
    parts = ["# People files\n", MADE_BY, INTRODUCTION, RULES, BESIDE]
    parts += ["### Columns of stays\n", _sheet(STAYS)]
    parts += ["### Columns of absences\n", _sheet(ABSENCES)]
    parts += ["### Columns of teams\n", _sheet(TEAMS)]
    parts += ["## Columns of a plain sheet\n", "They are understood in every other format too.\n"]
    parts.append(_fields(PLAIN.headings))
    for form in FORMATS:
        parts += [
            f"## {form.name}\n",
            f"Read from: [{form.source}]({form.address}).\n",
            _fields(form.headings),
        ]
    for name, source, columns in (
        ("Slack", slack.SOURCE, slack.COLUMNS),
        ("SCIM 2.0", scim.SOURCE, scim.COLUMNS),
    ):
        rows = ((what, f"`{path}`") for what, path in columns.items())
        parts += [f"## {name}\n", f"JSON, as [documented]({source}).\n", table(("field", "property"), rows)]
    return "\n".join(parts)
