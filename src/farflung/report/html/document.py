"""The page: its head, its parts in order, and the way to each."""

from farflung.draw.markup import Markup, joined, tag
from farflung.report.figures.calendar import clock_changes, days_off
from farflung.report.html import bands, lists, maps, opening, ribbons
from farflung.report.html.findings import filter_css, findings
from farflung.report.html.shell import html_page
from farflung.report.summary import Summary


def page(summary: Summary) -> str:
    """The whole report as one HTML document."""
    parts = _parts(summary)
    body = tag(
        "body",
        tag("a", "Skip to the findings", href="#findings", class_="skip"),
        opening.header(summary),
        tag("div", _nav(parts), tag("main", *(part for _, _, part in parts)), class_="layout"),
        _footer(summary),
    )
    title = f"{opening.headline(summary)} · farflung check"
    return html_page(title, summary.version, filter_css(summary), body)


Part = tuple[str, str, Markup]


def _parts(summary: Summary) -> list[Part]:
    """Key, name in the navigation, and content of each part, in the order of the page."""
    changes, days = clock_changes(summary), days_off(summary)
    found: list[tuple[str, str, Markup | None]] = [
        ("ahead", "Days ahead", opening.overview(summary, changes, days)),
        ("day", "One day", ribbons.day(summary)),
        ("findings", "Findings", findings(summary)),
        ("coverage", "Coverage", bands.coverage(summary)),
        ("overlap", "Shared hours", bands.overlap(summary)),
        ("world", "World", maps.map_of(summary)),
        ("pays", "Who pays", maps.pays(summary)),
        ("clocks", "Clock changes", lists.clock_changes(summary, changes)),
        ("holidays", "Holidays", lists.holidays(summary, days)),
        ("read", "What was read", lists.reading(summary.intake)),
        ("rules", "Rules, sources", lists.rules(summary)),
        ("how", "How to read", lists.how_to_read(summary)),
    ]
    return [(key, name, part) for key, name, part in found if part is not None]


def _nav(parts: list[Part]) -> Markup:
    links = (tag("li", tag("a", name, href=f"#{key}")) for key, name, _ in parts)
    return tag("nav", tag("ul", *links), aria_label="Parts of this report")


def _footer(summary: Summary) -> Markup:
    took = f" in {summary.took:.1f} s" if summary.took is not None else ""
    said = f"farflung {summary.version}, made{took} on this machine. Nothing was sent anywhere."
    return tag(
        "footer", tag("p", joined((said, f" Exit status {summary.ending.status}: {summary.ending.why}.")))
    )
