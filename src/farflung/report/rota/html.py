"""A plan as one page of HTML: nothing is loaded, nothing runs, light and dark, desktop, phone and paper."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from farflung import __version__
from farflung.draw.markup import Markup, name_of, style, tag, void
from farflung.draw.style import charts_css
from farflung.draw.tokens import tokens_css
from farflung.report import times
from farflung.report.rota import page_parts, words
from farflung.report.rota.page_picture import picture
from farflung.report.rota.view import PlanView


def plan_page(view: PlanView) -> str:
    """The whole plan as one HTML document."""
    css = tokens_css() + charts_css() + _css()
    found = [
        ("picture", "People by days", picture(view)),
        ("broken", "Broken rules", page_parts.broken(view)),
        ("crowded", "Too many", page_parts.crowded(view)),
        ("open", "Open", page_parts.openings(view)),
        ("loads", "What each has", page_parts.loads(view)),
        ("why", "Why", page_parts.whys(view)),
        ("proof", "Proof, assumptions", page_parts.proof(view)),
    ]
    parts = [(key, name, part) for key, name, part in found if part is not None]
    links = (tag("li", tag("a", name, href=f"#{key}")) for key, name, _ in parts)
    nav = tag("nav", tag("ul", *links), aria_label="Parts of this plan")
    body = tag(
        "body",
        tag("a", "Skip to the plan", href="#picture", class_="skip"),
        _header(view),
        tag("div", nav, tag("main", *(part for _, _, part in parts)), class_="layout"),
        tag("footer", tag("p", f"farflung {__version__}, made on this machine. Nothing was sent anywhere.")),
    )
    return f"<!doctype html>\n{tag('html', _head(view, css), body, lang='en')}\n"


@cache
def _css() -> str:
    shared = (files("farflung.report") / "html" / "page.css").read_text(encoding="utf-8")
    return shared + (files("farflung.report") / "rota" / "plan.css").read_text(encoding="utf-8")


def _head(view: PlanView, css: str) -> Markup:
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="robots", content="noindex"),
        void("meta", name="generator", content=f"farflung {__version__}"),
        tag("title", f"{words.headline(view)} · farflung rota"),
        style(css),
    )


def _header(view: PlanView) -> Markup:
    zone = f"Your time is {times.city(view.viewer)} ({view.viewer.key})" if view.viewer else "Times are UTC"
    made = times.moment(view.record.made, view.reader, year=True)
    return tag(
        "header",
        tag("p", tag("span", "farflung", class_="brand"), " ", tag("span", "rota", class_="verb")),
        tag("h1", name_of(view.record.rota), words.headline(view).removeprefix(view.record.rota)),
        tag("p", f"{words.state(view)}.", class_="facts"),
        tag("p", f"{zone}; made {made}", class_="facts"),
        class_="top",
    )
