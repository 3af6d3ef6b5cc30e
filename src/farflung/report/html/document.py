"""The page: its head, its parts in order, and the way to each."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from farflung.draw.markup import Markup, joined, style, tag, void
from farflung.draw.style import charts_css
from farflung.draw.tokens import tokens_css
from farflung.report.figures.calendar import clock_changes, days_off
from farflung.report.html import bands, lists, maps, opening, ribbons
from farflung.report.html.findings import filter_css, findings
from farflung.report.summary import Summary


def page(summary: Summary) -> str:
    """The whole report as one HTML document."""
    css = tokens_css() + charts_css() + _page_css() + filter_css(summary)
    parts = _parts(summary)
    body = tag(
        "body",
        tag("a", "Skip to the findings", href="#findings", class_="skip"),
        opening.header(summary),
        tag("div", _nav(parts), tag("main", *(part for _, _, part in parts)), class_="layout"),
        _footer(summary),
    )
    return f"<!doctype html>\n{tag('html', _head(summary, css), body, lang='en')}\n"


@cache
def _page_css() -> str:
    return (files("farflung.report") / "html" / "page.css").read_text(encoding="utf-8")


def _head(summary: Summary, css: str) -> Markup:
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_policy(css)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="robots", content="noindex"),
        void("meta", name="generator", content=f"farflung {summary.version}"),
        tag("title", f"{opening.headline(summary)} · farflung check"),
        style(css),
    )


def _policy(css: str) -> str:
    """Nothing may load, run or be sent; the one stylesheet is named by its hash."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


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
