"""The page and the JSON Schema of agreement files, made from the classes that read them."""

import json

from pydantic import BaseModel

from farflung.intake.agreement.messages import PARTS
from farflung.intake.agreement.schema import SECTIONS, Head, agreement_schema
from farflung.intake.packs import starter_packs
from scripts.markdown import MADE_BY, table

INTRODUCTION = """\
A working agreement is what a team or a company promised itself: one YAML file, given to `farflung check`
beside people, rotas and meetings. Every section may be left out; every section may hold one rule or a list of
rules. A rule that cannot be read is told with its line and left out; the others hold.

```yaml
agreement: Support
owner: Mei-Ling
expires: 2027-12-31

coverage:
  - at least 2 at all times
  - name: Payments in the Gulf's day
    at_least: 1
    duty: Payments
    when: Sun-Thu 09:00-18:00
    zone: Asia/Dubai
    languages: [ar]

core_hours: {team: Ledger, days: Mon-Thu, hours: "14:00-16:00", zone: UTC}

responses:
  - {channel: chat, within: 4 working hours, to: Ledger}
  - {channel: page, within: 15 minutes}

meetings:
  earliest: "08:00"
  latest: "19:00"
  notice: 24 hours
  agenda: required
  no_meetings: [Fri]
  at_most: 6 hours a week

shifts: {at_most: 9 hours, rest: 11 hours, week: 48 hours}
decisions: {window: 4 working hours}
leave: {notice: 14 days}
messages: {outside_hours: mute, team: Ledger}

exceptions:
  - {countries: [FR, DE], rules: [meetings], until: 2027-06-30}
```

An editor that knows JSON Schema completes and checks the keys: put
`# yaml-language-server: $schema=agreement.schema.json` into the first line, with the path of
[agreement.schema.json](agreement.schema.json).
"""

VALUES = """\
## How values are written

- **Times of day** are local and in quotes: `"08:00"`. Without quotes some YAML programs read 14:00 as 840;
  Farflung does not.
- **Lengths** are a number and a unit: `30 min`, `4 hours`, `1h30`, `2 days`, `1 week`. *Working hours* are
  those of the person concerned; without *working*, a length runs on the wall clock, nights and holidays
  included. A *working day* is refused: it is not equally long for everybody.
- **When** is `always`, or days and hours: `Mon-Fri 09:00-18:00`, `Sat, Sun 10:00-14:00`,
  `daily 22:00-06:00` (over midnight). Hours need a `zone` beside them: no zone could be meant without one.
- **Zones** are IANA names (`Europe/Lisbon`) or `UTC`; never an offset, which hides when clocks change.
- **Countries** are ISO 3166-1 codes: `FR`, `BR`.

## Coverage in a sentence

In the file, and after `--rule` on the command line, a coverage rule may be a sentence:

- `at least 2 at all times`
- `exactly 1 on Payments, Mon-Fri 09:00-18:00 Europe/Lisbon`
- `at least two watch the queue at all times`
- `between 1 and 3 in Ledger, daily 08-20 UTC`

It says how many, about what, and when; nothing else. What it is about is looked for among the duties of the
rotas and then among the teams. A sentence that names neither holds for every duty; where there are no rotas,
for the working hours of everybody.
"""


def agreement_page() -> str:
    """What every key of an agreement means."""
    parts = ["# Agreement files\n", MADE_BY, INTRODUCTION, _keys("The file", Head), VALUES]
    parts += [_keys(f"`{section}`", PARTS[section]) for section in SECTIONS]
    parts.append(_packs())
    return "\n".join(parts)


def agreement_schema_text() -> str:
    """The JSON Schema, as it is written to the file."""
    return json.dumps(agreement_schema(), indent=2, ensure_ascii=False) + "\n"


def _keys(title: str, part: type[BaseModel]) -> str:
    rows = [
        (f"`{field.alias or name}`", str(field.description), "yes" if _needed(name, part) else "")
        for name, field in part.model_fields.items()
    ]
    return f"## {title}\n\n{part.__doc__}\n\n{table(('key', 'means', 'needed'), rows)}"


def _needed(name: str, part: type[BaseModel]) -> bool:
    """A file without a name is called after itself, so no key of the head is needed."""
    return part is not Head and part.model_fields[name].is_required()


def _packs() -> str:
    rows = [(f"`{pack.name}`", pack.summary) for pack in starter_packs()]
    return (
        "## Starter agreements\n\n"
        "`farflung check FILES --try NAME` shows what one of these would flag before you adopt it.\n\n"
        + table(("name", "for"), rows)
    )
