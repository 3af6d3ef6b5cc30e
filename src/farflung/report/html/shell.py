"""What every page of ours stands in: the head, with a policy by which nothing loads, runs or is sent."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from farflung.draw.markup import Markup, style, tag, void
from farflung.draw.style import charts_css
from farflung.draw.tokens import tokens_css


def html_page(title: str, version: str, css: str, body: Markup) -> str:
    """A whole document; `css` comes after what all pages share."""
    whole = tokens_css() + charts_css() + _page_css() + css
    return f"<!doctype html>\n{tag('html', _head(title, version, whole), body, lang='en')}\n"


@cache
def _page_css() -> str:
    """The style that all pages share."""
    return (files("farflung.report") / "html" / "page.css").read_text(encoding="utf-8")


def _head(title: str, version: str, css: str) -> Markup:
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_policy(css)),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="robots", content="noindex"),
        void("meta", name="generator", content=f"farflung {version}"),
        tag("title", title),
        style(css),
    )


def _policy(css: str) -> str:
    """Nothing may load, run or be sent; the one stylesheet is named by its hash."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
