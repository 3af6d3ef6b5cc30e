"""The page and the JSON Schema of files of markets, made from the classes that read them."""

import json

from farflung.intake.markets.schema import MarketEntry, markets_schema
from scripts.markdown import MADE_BY, table

INTRODUCTION = """\
A market is a part of your customers: where they are, when they were promised somebody, in which language,
under which licence. One YAML file, given to the verbs of `farflung cover` beside people and rotas:

```yaml
markets:
  - name: Brazil
    country: BR
    zone: America/Sao_Paulo
    when: Mon-Sat 08:00-20:00
    languages: [pt]
    licences: [payments]
    share: 20 %
  - name: Gulf
    zone: Asia/Dubai
    when: Sun-Thu 09:00-18:00
    any_language: [ar, en]
  - {name: Everybody by phone, zone: UTC, at_least: 2, duty: Phone}
```

A market is held against the people like a rule of an [agreement](agreement.md): `farflung cover radar`,
`n-1` and `repair` tell of it, and `farflung cover who --market Brazil` who can take a customer now.
`farflung check` reads the file and says what is wrong in it; it has no findings about promises: ask the
radar for those. Languages are read by name or code. Without `when` the promise is round the clock. Supply
is the shifts of `duty` where one is named, else the working hours of `team`, else everybody's. A market
that cannot be read, or names a duty or team that the files do not know, is told with its line and left out;
the others hold.

An editor that knows JSON Schema completes and checks the keys: put
`# yaml-language-server: $schema=markets.schema.json` into the first line, with the path of
[markets.schema.json](markets.schema.json).
"""


def markets_page() -> str:
    """What every key of a market means."""
    rows = [
        (f"`{name}`", str(field.description), "yes" if field.is_required() else "")
        for name, field in MarketEntry.model_fields.items()
    ]
    keys = f"## A market\n\n{table(('key', 'means', 'needed'), rows)}"
    return "\n".join(("# Market files\n", MADE_BY, INTRODUCTION, keys))


def markets_schema_text() -> str:
    """The JSON Schema, as it is written to the file."""
    return json.dumps(markets_schema(), indent=2, ensure_ascii=False) + "\n"
