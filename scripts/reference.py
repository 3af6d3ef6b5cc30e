"""Writes the pages of docs/reference that are made from the code: ``python -m scripts.reference``.

To add a page, write a function that returns its text and name it in `PAGES`. A test makes every page anew and
compares, so what the reference says is what the code does.
"""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from farflung.cli.main import app
from farflung.rulepacks import Precision, Rule, Threshold, load_packs
from scripts.access_table import access_page
from scripts.agreement_reference import agreement_page, agreement_schema_text
from scripts.checks_reference import checks_page, limits_page
from scripts.cli_reference import command_line
from scripts.markdown import MADE_BY, table
from scripts.markets_reference import markets_page, markets_schema_text
from scripts.people_reference import people_page
from scripts.problems_reference import problems_page
from scripts.rota_reference import answers_schema_text, plan_schema_text, rota_page, rota_schema_text
from scripts.settings_reference import settings_page

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"

RULE_PACKS_HEAD = """\
A rule flags; it never gives a verdict. After the day in the last column its answer is *unknown* until
somebody has read the source again.

*Evidence* says what our reading was compared with: the *official* wording, a *secondary* summary that
cites it, or *unconfirmed*: taken down as known and not compared yet, so it expires sooner.
"""


def _bounds(threshold: Threshold) -> str:
    low = f"at least {threshold.at_least:g}" if threshold.at_least is not None else ""
    high = f"at most {threshold.at_most:g}" if threshold.at_most is not None else ""
    over = f"more than {threshold.more_than:g}" if threshold.more_than is not None else ""
    per = f" per {threshold.per}" if threshold.per else ""
    weeks = (
        f", on average over {_counted(threshold.average_weeks, 'week')}" if threshold.average_weeks else ""
    )
    nights = f", from {_counted(threshold.nights, 'night')} on" if threshold.nights else ""
    late = f", of nights that end after {threshold.ends_after:%H:%M}" if threshold.ends_after else ""
    bounds = " and ".join(filter(None, (low, over, high)))
    return f"{bounds} {threshold.unit}{per}{weeks}{nights}{late}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rule_row(rule: Rule) -> tuple[str, ...]:
    window = f"{rule.window.start:%H:%M} to {rule.window.end:%H:%M} local" if rule.window else ""
    mode = f"messages: {rule.mode}" if rule.mode else ""
    figures = "; ".join(filter(None, (mode, *map(_bounds, rule.thresholds), window))) or "no figure"
    condition = f" *Only if {rule.applies_if}*" if rule.applies_if else ""
    source = f"[{rule.source}]({rule.source.url})"
    where = ", ".join((rule.jurisdiction, *rule.also))
    says = " ".join(filter(None, (rule.means + condition, rule.counted, rule.notes)))
    dates = (_in_force(rule), str(rule.checked), str(rule.expires))
    return (f"`{rule.id}`", where, says, figures, source, rule.evidence.value, *dates)


def _in_force(rule: Rule) -> str:
    start = f"{rule.effective_from:%Y}" if rule.precision is Precision.YEAR else str(rule.effective_from)
    return f"{start} to {rule.effective_until}" if rule.effective_until else f"from {start}"


def _burden() -> str:
    """The bands of the default points, as hours of the attendee's own clock."""
    burden = load_packs().burden_points()
    rows = ((f"{b.start // 60:02}:00 to {b.end // 60:02}:00", str(b.points)) for b in burden.bands)
    return f"{burden.source.name}.\n\n{table(('own time', 'points per hour'), rows)}"


def rule_packs() -> str:
    """Every rule of the packs, by topic."""
    header = (
        "rule",
        "where",
        "what it says",
        "figure",
        "source",
        "evidence",
        "in force",
        "checked",
        "expires",
    )
    rules = sorted(load_packs().rules, key=lambda rule: (rule.topic.value, rule.jurisdiction, rule.id))
    parts = ["# Rule packs\n", MADE_BY, RULE_PACKS_HEAD]
    for topic, members in groupby(rules, key=lambda rule: rule.topic):
        parts.append(f"## {topic.value.replace('-', ' ').capitalize()}\n")
        parts.append(table(header, map(_rule_row, members)))
    parts.extend(("## Burden of a meeting hour\n", _burden()))
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "agreement.md": agreement_page,
    "agreement.schema.json": agreement_schema_text,
    "checks.md": checks_page,
    "cli.md": lambda: command_line(app, "farflung"),
    "limits.md": limits_page,
    "markets.md": markets_page,
    "markets.schema.json": markets_schema_text,
    "people-files.md": people_page,
    "problems.md": problems_page,
    "plan.schema.json": plan_schema_text,
    "rota-answers.schema.json": answers_schema_text,
    "rota.md": rota_page,
    "rota.schema.json": rota_schema_text,
    "rule-packs.md": rule_packs,
    "settings.md": settings_page,
    "who-sees-what.md": access_page,
}


def main() -> None:
    """Writes every page and says so."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for page, make in PAGES.items():
        (REFERENCE / page).write_text(make(), encoding="utf-8")
        print(f"docs/reference/{page}")


if __name__ == "__main__":
    main()
