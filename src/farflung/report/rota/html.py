"""A plan as one page of HTML: nothing is loaded, nothing runs, light and dark, desktop, phone and paper."""

from functools import cache
from importlib.resources import files

from farflung import __version__
from farflung.draw.markup import Markup, name_of, tag
from farflung.report import times
from farflung.report.html.shell import html_page
from farflung.report.rota import page_parts, words
from farflung.report.rota.page_picture import picture
from farflung.report.rota.view import PlanView


def plan_page(view: PlanView) -> str:
    """The whole plan as one HTML document."""
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
    return html_page(f"{words.headline(view)} · farflung rota", __version__, _css(), body)


@cache
def _css() -> str:
    return (files("farflung.report") / "rota" / "plan.css").read_text(encoding="utf-8")


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
