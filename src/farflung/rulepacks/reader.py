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
CITY = r"[A-Z][^\W\d_]*(?:[ .'-]+[^\W\d_]+)*"
PER = re.compile(r"(?:|shift|day|24 hours|week|[2-9] weeks|[1-9][0-9] weeks|month|year)")
NIGHTS = dict.fromkeys((Measure.CONSECUTIVE_NIGHTS, Measure.NIGHTS_IN_PERIOD), ("nights",))
DAYS = dict.fromkeys(
    (Measure.CONSECUTIVE_DAYS, Measure.WORKING_DAYS, Measure.FREE_SUNDAYS, Measure.ROTA_NOTICE), ("days",)
)
UNITS: dict[Measure, tuple[str, ...]] = {
    **dict.fromkeys(Measure, ("hours",)), **DAYS, **NIGHTS,
    Measure.EMPLOYEES: ("employees",), Measure.NIGHT_WORKER: ("nights", "hours"),
}  # fmt: skip
OF_NIGHT = frozenset(measure for measure in Measure if "night" in measure.value)
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
    defines = topic is not Topic.NIGHT or measure is Measure.NIGHT_TIME
    rule = Rule(
        id=_id(row, home),
        topic=topic,
        jurisdiction=_jurisdiction(row, home),
        measure=measure,
        effect=row.word("effect", Effect, EFFECT_OF.get(topic, "") if defines else ""),
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
    if place != home and not re.fullmatch(rf"{home}-[A-Z0-9]{{1,3}}(?:/{CITY})?", place):
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
    found = Threshold(
        measure=measure,
        unit=_unit(table, measure),
        at_least=table.number("at_least"),
        at_most=table.number("at_most"),
        per=_per(table),
        average_weeks=table.whole("average_weeks"),
        more_than=table.number("more_than"),
        nights=table.whole("nights"),
        ends_after=table.clock("ends_after") if "ends_after" in table.entries else None,
    )
    table.finish()
    if (found.at_least, found.at_most, found.more_than) == (None, None, None):
        raise table.wrong("at_least", "write at_least, at_most or both, or more_than")
    return found


def _unit(table: Table, measure: Measure) -> str:
    unit = table.text("unit")
    if unit not in UNITS[measure]:
        known = " or ".join(UNITS[measure])
        raise table.wrong("unit", f"cannot be {unit!r}; {measure} is counted in {known}")
    return unit


def _per(table: Table) -> str:
    per = table.text("per", "")
    if not PER.fullmatch(per):
        words = "shift, day, 24 hours, week, a number of weeks such as 16 weeks, month or year"
        raise table.wrong("per", f"cannot be {per!r}; write {words}")
    return per


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
    _check_place(row, rule)
    if rule.measure is Measure.NIGHT_TIME:
        return
    if bool(rule.thresholds) is (rule.effect in WITHOUT_FIGURE):
        raise row.wrong("thresholds", f'must be {"empty" if rule.thresholds else "given"} '
                                      f'where effect is "{rule.effect}"')  # fmt: skip


def _check_place(row: Table, rule: Rule) -> None:
    """Rules on nights stand in the folder of nights, and the window with the rule that says when night is."""
    if (rule.measure in OF_NIGHT) is not (rule.topic is Topic.NIGHT):
        raise row.wrong("measure", f'cannot be "{rule.measure}" in a pack of the topic "{rule.topic}"')
    if (rule.window is not None) is not (rule.measure is Measure.NIGHT_TIME):
        what = "is missing; a rule on when night is needs its start and end"
        raise row.wrong("window", what if rule.window is None else f'cannot be given for "{rule.measure}"')
