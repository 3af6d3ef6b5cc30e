"""The findings, worst first, with a filter by kind that is plain CSS."""

from collections.abc import Sequence

from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, name_of, tag, void
from farflung.draw.sky import gradient, sky
from farflung.draw.strip import strip
from farflung.engine.checks import Evidence, Finding, Fix
from farflung.engine.model import Place
from farflung.report import times
from farflung.report.figures.ahead import first_day
from farflung.report.figures.reference import coordinates
from farflung.report.html.blocks import more, pairs, section, severity, table
from farflung.report.summary import Summary

MOST_FULL, MOST_OF_A_RULE = 40, 8
"""Findings shown in full; the others are rows of a table for each kind."""

MOST_ROWS_OF_A_KIND = 60
SKY = "reader-sky"
"""The gradient of the reader's daylight, once for the strips of all findings."""

_NAMES = 6
_ALL_NAMES = 60


def findings(summary: Summary) -> Markup:
    """The section of findings."""
    full = leading(summary)
    rest = summary.others(full)
    if not full:
        return section("findings", "Findings", tag("p", "Nothing was found in the time looked at."))
    articles = tag(
        "ol", *(_article(summary, finding, n) for n, finding in enumerate(full, 1)), class_="findings"
    )
    return section(
        "findings",
        "Findings, worst first",
        _sky(summary),
        _filter(summary, full),
        articles,
        _rest(summary, rest),
        lead="Each says what happens, why, whom it hits and when. A fix was tried on a copy of your map "
        "before it is offered, and says what the trial showed.",
    )


def leading(summary: Summary) -> tuple[Finding, ...]:
    """The findings that are shown in full."""
    return summary.leading(MOST_FULL, MOST_OF_A_RULE)


def _sky(summary: Summary) -> Markup | None:
    place = coordinates(Place(summary.viewer.key)) if summary.viewer else None
    if place is None:
        return None
    stops = sky(Day(first_day(summary), summary.reader), *place)
    hidden = {"width": 0, "height": 0}
    return tag("svg", tag("defs", gradient(SKY, stops)), class_="defs", aria_hidden="true", **hidden)


def _filter(summary: Summary, full: Sequence[Finding]) -> Markup | None:
    """Radio buttons: the stylesheet hides what is not of the chosen kind."""
    kinds = summary.by_kind(full)
    if len(kinds) < 2:
        return None
    every = len(summary.findings)
    of = f"{len(full):,} of {every:,}" if every > len(full) else f"{every:,}"
    choices = [_choice("all", "All below" if every > len(full) else "All", of, chosen=True)]
    choices += [_choice(kind, summary.kind_title(kind), f"{n:,}") for kind, n in kinds.items()]
    return tag("fieldset", tag("legend", "Show"), *choices, class_="filter")


def _choice(kind: str, title: str, number: str, *, chosen: bool = False) -> Markup:
    key = f"show-{kind}"
    button = void("input", type="radio", name="show", id=key, checked=chosen)
    label = tag("label", title, " ", tag("span", number, class_="count"), for_=key)
    return tag("span", button, label, class_="choice")


def filter_css(summary: Summary) -> str:
    """A rule for each kind: with its button chosen, findings of other kinds are not shown."""
    kinds = summary.by_kind(leading(summary))
    return "".join(
        f"#findings:has(#show-{kind}:checked) .findings>li:not(.k-{kind}){{display:none}}"
        for kind in kinds
        if kind.isidentifier()
    )


def _article(summary: Summary, finding: Finding, number: int) -> Markup:
    kind = summary.kind(finding)
    key = f"f-{finding.fingerprint}"
    aside = tag(
        "div",
        severity(finding.severity),
        tag("span", summary.kind_title(kind), class_="kind"),
        class_="aside",
    )
    body = tag(
        "div",
        tag("h3", finding.title, id=f"{key}-h"),
        tag("p", _sentence(finding.cause), class_="cause"),
        _when(summary, finding, number),
        _fixes(finding.fixes),
        _proof(finding),
        class_="body",
    )
    article = tag("article", aside, body, aria_labelledby=f"{key}-h")
    return tag("li", article, id=key, class_=f"k-{kind} {finding.severity.word}")


def _sentence(text: str) -> str:
    """With a capital and a full stop: causes begin in lower case, to go on after a title elsewhere."""
    ended = text if text.endswith((".", "!", "?")) else f"{text}."
    return f"{ended[0].upper()}{ended[1:]}"


def _when(summary: Summary, finding: Finding, number: int) -> Markup:
    when = times.when(summary, finding.spans, finding.who)
    rows = [("When", _moments(when) if when else None), ("Who", _who(summary, finding))]
    if when is None:
        return tag("div", pairs(rows), class_="facts")
    drawn = strip(f"strip-{number}", finding.spans, summary.reader, SKY if summary.viewer else None)
    return tag("div", pairs(rows), tag("div", drawn, class_="hours"), class_="facts")


def _moments(when: times.When) -> Markup:
    beside = tag("span", " · ".join(when.beside), class_="local") if when.beside else None
    rest = tag("span", when.more, class_="local") if when.more else None
    return joined((tag("b", when.main), beside, rest))


def _who(summary: Summary, finding: Finding) -> Markup | None:
    people = summary.people(finding.who)
    if not people:
        return None
    names = joined((name_of(p.name) for p in people[:_NAMES]), ", ")
    rest = people[_NAMES:_ALL_NAMES]
    if not rest:
        return names
    beyond = len(people) - _ALL_NAMES
    listed = joined((name_of(p.name) for p in rest), ", ")
    tail = f" and {beyond:,} more" if beyond > 0 else ""
    return joined(
        (names, " ", more(f"and {len(people) - _NAMES:,} more", tag("p", listed, tail), css="inline"))
    )


def _fixes(fixes: Sequence[Fix]) -> Markup | None:
    if not fixes:
        return None
    items = (
        tag("li", tag("b", fix.action), tag("span", fix.effect, class_="effect") if fix.effect else None)
        for fix in fixes
    )
    word = "Fix" if len(fixes) == 1 else "Fixes, best first"
    return tag("div", tag("p", word, class_="tagline"), tag("ul", *items), class_="fix")


def _proof(finding: Finding) -> Markup:
    rows = [(item.label, _evidence(item)) for item in finding.evidence]
    read = str(finding.source) if finding.source else None
    facts = [*rows, ("Rule", joined((tag("code", finding.rule), " ", finding.basis))), ("Read in", read)]
    return more("Evidence and rule", pairs(facts))


def _evidence(item: Evidence) -> Markup:
    source = tag("span", f" ({item.source})", class_="soft") if item.source else None
    return joined((item.value, source))


def _rest(summary: Summary, rest: Sequence[Finding]) -> Markup | None:
    if not rest:
        return None
    tables = [_of_kind(summary, kind, rest) for kind in summary.by_kind(rest)]
    head = tag("h3", f"{times.count(len(rest), 'more finding')}")
    return tag("div", head, *tables, class_="rest")


def _of_kind(summary: Summary, kind: str, rest: Sequence[Finding]) -> Markup:
    mine = [finding for finding in rest if summary.kind(finding) == kind]
    title = summary.kind_title(kind)
    rows = tuple(_row(summary, finding) for finding in mine[:MOST_ROWS_OF_A_KIND])
    left = len(mine) - len(rows)
    note = f"{left:,} more of this kind are in the JSON report." if left else ""
    made = Table(title, ("Severity", "What", "When", "Who"), rows, note)
    return more(f"{title}: {times.count(len(mine), 'finding')}", table(made, caption=False))


def _row(summary: Summary, finding: Finding) -> tuple[str, ...]:
    when = times.when(summary, finding.spans, ())
    return finding.severity.word, finding.title, when.main if when else "–", summary.names(finding.who) or "–"
