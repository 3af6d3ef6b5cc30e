"""How pictures look: one stylesheet, colours from the tokens only."""

from functools import cache
from importlib.resources import files

from farflung.draw.markup import Markup, inserted, style
from farflung.draw.tokens import tokens_css


@cache
def charts_css() -> str:
    """The stylesheet of every picture."""
    return (files("farflung.draw") / "data" / "charts.css").read_text(encoding="utf-8")


def standalone(svg: Markup) -> Markup:
    """A picture that brings its own style, for a file or a mail."""
    return inserted(svg, style(tokens_css() + charts_css()))
