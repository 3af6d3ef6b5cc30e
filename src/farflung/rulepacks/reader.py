"""Data file -> rules. What it accepts is described in `data/README.md`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from farflung.rulepacks.rule import (
    Effect,
    Evidence,
    Measure,
    Mode,
    NightWindow,
    Precision,
    Rule,
    Scope,
    Source,
    Threshold,
    Topic,
)
from farflung.rulepacks.table import Table

ID = re.compile(r"[a-z]{2}(-[a-z0-9]+)+")
UNIT = dict.fromkeys(Measure, "hours") | {Measure.EMPLOYEES: "employees"}
MEASURE_OF = {
    Topic.HEADCOUNT: Measure.EMPLOYEES,
    Topic.NIGHT: Measure.NIGHT_TIME,
    Topic.DISCONNECT: Measure.CONTACT,
}
EFFECT_OF = {Topic.HEADCOUNT: Effect.DUTY, Topic.NIGHT: Effect.DEFINITION}
WITHOUT_FIGURE = {Effect.EFFORT, Effect.SILENT}
WITH_MODE = {Effect.DUTY, Effect.RIGHT}
ONLY_DISCONNECT = {Effect.RIGHT, Effect.AGREE}


@dataclass(frozen=True, slots=True)
class Shared:
    """What all rules of one file have in common, unless a rule says otherwise."""

    topic: Topic
    home: str
    sources: dict[str, tuple[str, str]]
    evidence: str
    checked: date
    expires: date


def read_pack(file: PurePath, entries: Mapping[str, Any], topic: Topic, home: str) -> tuple[Rule, ...]:
    """The rules of one file, `home` being the jurisdiction that the file is named after.

    Raises RulePackError at the first entry that cannot be trusted.
    """
    top = Table(file, "", dict(entries))
    pack = top.inner("pack", top.take("pack", dict))
    shared = Shared(
        topic=topic,
        home=home,
        sources=_sources(top),
        evidence=pack.text("evidence", ""),
        checked=pack.day("checked"),
        expires=pack.day("expires"),
    )
    pack.finish()
    rules = tuple(_rule(row, shared) for row in top.tables("rule"))
    top.finish()
    if not rules:
        raise top.wrong("rule", "is missing; a pack holds at least one rule")
    return rules


def _sources(top: Table) -> dict[str, tuple[str, str]]:
    found = {}
    for key, row in top.take("sources", dict).items():
        table = top.inner(f"sources.{key}", row)
        found[key] = (table.text("name"), read_url(table))
        table.finish()
    return found


def read_url(table: Table, default: str | None = None) -> str:
    """An https address."""
    url = table.text("url") if default is None else table.text("url", default)
    if not re.fullmatch(r"https://\S+\.\S+", url):
        raise table.wrong("url", f"cannot be {url!r}; write the official https address")
    return url


def _rule(row: Table, shared: Shared) -> Rule:
    topic, home = shared.topic, shared.home
    measure = row.word("measure", Measure, MEASURE_OF.get(topic, ""))
    rule = Rule(
        id=_id(row, home),
        topic=topic,
        jurisdiction=_jurisdiction(row, home),
        measure=measure,
        effect=row.word("effect", Effect, EFFECT_OF.get(topic, "")),
        title=row.text("title"),
        means=row.text("means"),
        source=_source(row, shared.sources),
        evidence=row.word("evidence", Evidence, shared.evidence),
        checked=row.day("checked", shared.checked),
        expires=row.day("expires", shared.expires),
        effective_from=row.day("from"),
        effective_until=row.day_or_none("until"),
        precision=row.word("precision", Precision, Precision.DAY),
        thresholds=tuple(_threshold(each, measure) for each in row.tables("thresholds")),
        window=_window(row),
        scope=row.word("scope", Scope) if topic is Topic.HEADCOUNT else None,
        applies_if=row.text("applies_if", ""),
        counted=row.text("counted", ""),
        notes=row.text("notes", ""),
        also=row.texts("also"),
        replaces=row.texts("replaces"),
        mode=row.word("mode", Mode) if "mode" in row.entries else None,
    )
    row.finish()
    _check(row, rule)
    return rule


def _id(row: Table, home: str) -> str:
    name = row.text("id")
    if not ID.fullmatch(name) or not name.startswith(f"{home.lower()}-"):
        raise row.wrong("id", f'write small letters, digits and hyphens after "{home.lower()}-"')
    return name


def _jurisdiction(row: Table, home: str) -> str:
    place = row.text("jurisdiction", home)
    if place != home and not re.fullmatch(rf"{home}-[A-Z0-9]{{1,3}}", place):
        raise row.wrong("jurisdiction", f"cannot be {place!r} in the file of {home}")
    return place


def _source(row: Table, sources: dict[str, tuple[str, str]]) -> Source:
    key = row.text("source")
    if key not in sources:
        raise row.wrong("source", f"{key!r} has no entry under [sources]")
    name, url = sources[key]
    return Source(name=name, article=row.text("article"), url=read_url(row, url))


def _threshold(table: Table, measure: Measure) -> Threshold:
    measure = table.word("measure", Measure, measure.value)
    unit, weeks = table.text("unit"), table.number("average_weeks")
    if unit != UNIT[measure]:
        raise table.wrong("unit", f"cannot be {unit!r}; {measure} is counted in {UNIT[measure]}")
    found = Threshold(
        measure=measure,
        unit=unit,
        at_least=table.number("at_least"),
        at_most=table.number("at_most"),
        per=table.text("per", ""),
        average_weeks=None if weeks is None else int(weeks),
    )
    table.finish()
    if found.at_least is None and found.at_most is None:
        raise table.wrong("at_least", "write at_least, at_most or both")
    return found


def _window(row: Table) -> NightWindow | None:
    entry = row.take("window", dict, None)
    if entry is None:
        return None
    table = row.inner("window", entry)
    window = NightWindow(start=table.clock("start"), end=table.clock("end"))
    table.finish()
    return window


def _check(row: Table, rule: Rule) -> None:
    if rule.expires <= rule.checked:
        raise row.wrong("expires", f"{rule.expires} is not after checked, {rule.checked}")
    if rule.effective_until is not None and rule.effective_until < rule.effective_from:
        raise row.wrong("until", f"{rule.effective_until} is before from, {rule.effective_from}")
    disconnect = rule.topic is Topic.DISCONNECT
    if (rule.mode is not None) is not (disconnect and rule.effect in WITH_MODE):
        said = "is missing" if rule.mode is None else "cannot be given"
        raise row.wrong("mode", f'{said} where the topic is "{rule.topic}" and the effect "{rule.effect}"')
    if rule.effect in ONLY_DISCONNECT and not disconnect:
        raise row.wrong("effect", f'"{rule.effect}" belongs to rules of the topic "{Topic.DISCONNECT}"')
    if disconnect:
        return
    if rule.topic is Topic.NIGHT:
        if rule.window is None:
            raise row.wrong("window", "is missing; a night rule needs its start and end")
    elif bool(rule.thresholds) is (rule.effect in WITHOUT_FIGURE):
        raise row.wrong("thresholds", f'must be {"empty" if rule.thresholds else "given"} '
                                      f'where effect is "{rule.effect}"')  # fmt: skip
