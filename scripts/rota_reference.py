"""The page and the JSON Schemas of rota files and plans, made from the classes that read them."""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from farflung.cli.rota.schema import answers_schema
from farflung.intake.plans.schema import plan_schema
from farflung.intake.rota_file import rules, schema
from farflung.intake.rota_file.parts import Part, written
from farflung.intake.rota_file.schema import rota_schema
from scripts.markdown import MADE_BY, table

INTRODUCTION = """\
A rota file says what is to be planned: one file in YAML or JSON, given to `farflung rota plan` beside the
people files that `farflung check` reads. Nothing in it is passed over: a key that is not known, a name that
nobody has, a rule that cannot be read are told with their line, and nothing is planned until they are
mended.

```yaml
rota: follow the sun
from: 2027-03-01
weeks: 4
in: UTC
teams: Withdrawals Ops
duties:
  - duty: watch
    exactly: 1
    shifts: {length: 8h, every: 30m, between: "06:00-14:00"}
  - duty: payments
    demand:
      - {at least: 2, when: "Mon-Fri 08:00-20:00", in: Europe/Warsaw}
      - {at least: 1, when: "Sat, Sun 10:00-16:00", in: Europe/Warsaw, skills: payments}
    shifts:
      - {name: early, hours: "08:00-16:00", in: Europe/Warsaw, break: 30m}
      - {name: late, hours: "12:00-20:00", in: Europe/Warsaw, break: 30m}
    eligible: {teams: Withdrawals Ops, languages: en}
rules:
  rest: [11h, {at least: 12h, countries: PL, because: team agreement}]
  hours per week: 40h
  days in a row: 5
  not after: {shift: late, never: early}
volunteers: [Kasia, Chidi]
unavailable: {person: Priya, from: 2027-03-08, until: 2027-03-12}
wishes: {person: Jun, date: 2027-03-19, wants: false}
```

An editor that knows JSON Schema completes and checks the keys: put `# yaml-language-server:
$schema=rota.schema.json` into the first line, with the path of [rota.schema.json](rota.schema.json). A plan
that is stored is described by [plan.schema.json](plan.schema.json), and what `farflung rota check`,
`compare`, `explain` and `repair` print with `--json` by [rota-answers.schema.json](rota-answers.schema.json).
"""

VALUES = """\
## How values are written

- **Keys** may be written with spaces, underscores or hyphens: `at least`, `at_least`, `at-least`.
- **One or several**: what may be a list may be one entry without a list around it. A rule that needs one
  value may be that value: `rest: 11h` is `rest: {at least: 11h}`.
- **People** are named by name, id or address; **teams** as the people files name them; several are a list,
  or one text with commas.
- **Lengths** are a number and a unit: `30m`, `8h`, `1h30`, `1 week`. Rest and limits are counted in elapsed
  time.
- **Hours** are of a clock: `06:00-14:00`, over midnight `22:00-06:00`. Shifts follow the wall clock of
  `in`, or the own clock of whoever works them where there is no `in`; `when` of a demand needs an `in`.
- **Zones** are IANA names (`Europe/Warsaw`) or `UTC`. There is no default zone.
- **Weights** are held against one another: an hour with one too few of a demand of 300 counts as three of
  100.
"""


def rota_page() -> str:
    """What every key of a rota file means."""
    parts = ["# Rota files\n", MADE_BY, INTRODUCTION, VALUES, _keys("The file", schema.RotaFile)]
    sections = (
        ("`duties`", schema.Duty),
        ("`demand`", schema.Wanted),
        ("`shifts`", schema.Shifts),
        ("`eligible`", schema.Who),
        ("`rotation`", schema.Turning),
        ("`second`", schema.Second),
        ("`joins`", schema.Joins),
        ("`overrides`", schema.Overrides),
        ("`unavailable`", schema.Unavailable),
        ("`wishes`", schema.Wish),
        ("`fixed`", schema.Fixed),
        ("`call outs`", schema.CalledOut),
        ("`shares`", schema.Share),
        ("`burden`", schema.Burden),
    )
    parts += [_keys(title, part) for title, part in sections]
    return "\n".join([*parts, _rules(), ENDING])


ENDING = """\
## Files beside it

`published`, `history` and `ledger` are named from the folder of the rota file. The first two may be plans
(JSON of `farflung rota plan`) or rotas as CSV or ICS. Of `published` shifts the new plan moves as few as it
can; from `history` rest, runs and averages go on. `ledger` is written by `farflung rota plan --ledger`:
what each carried in earlier plans, which the next one evens out.
"""


def _rules() -> str:
    rows = [row for key in rules.Rules.model_fields for row in _rule(key)]
    scope = table(
        ("key of every rule", "means"),
        [(f"`{written(name)}`", str(field.description)) for name, field in rules.Rule.model_fields.items()],
    )
    return (
        "## `rules`\n\nWhat every plan keeps to. In any case nobody is in two places, or planned while away."
        f"\n\n{table(('rule', 'key', 'means', 'needed'), rows)}\n{scope}"
    )


def _rule(key: str) -> Iterator[tuple[str, ...]]:
    part = rule_class(key)
    first = f"`{written(key)}`: {part.__doc__}"
    for name, field in part.model_fields.items():
        if name not in rules.Rule.model_fields:
            needed = "yes" if field.is_required() else ""
            short = ", or alone" if part.short == written(name) else ""
            yield first, f"`{written(name)}`{short}", str(field.description), needed
            first = ""


def rule_class(key: str) -> type[Part]:
    """The class of one rule under a key of `rules`."""
    found: list[object] = [rules.Rules.model_fields[key].annotation]
    while found:
        one = found.pop()
        if isinstance(one, type) and issubclass(one, Part):
            return one
        found += getattr(one, "__args__", ())
    raise LookupError(key)


def _keys(title: str, part: type[BaseModel]) -> str:
    rows = [
        (f"`{written(name)}`", str(field.description), "yes" if field.is_required() else "")
        for name, field in part.model_fields.items()
    ]
    return f"## {title}\n\n{part.__doc__}\n\n{table(('key', 'means', 'needed'), rows)}"


def rota_schema_text() -> str:
    """The JSON Schema of rota files, as it is written to the file."""
    return json.dumps(rota_schema(), indent=2, ensure_ascii=False) + "\n"


def plan_schema_text() -> str:
    """The JSON Schema of stored plans."""
    return json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"


def answers_schema_text() -> str:
    """The JSON Schema of what is said of plans."""
    return json.dumps(answers_schema(), indent=2, ensure_ascii=False) + "\n"
