"""The tag that keeps what a template writes again and again, and lets nothing else of a page into it."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe

from farflung.server.ui.templatetags.kept import MOST, KeptNode
from tests.server.company import Cast


class Counted:
    """Says how often it has been written."""

    def __init__(self) -> None:
        self._said = count(1)

    def __str__(self) -> str:
        return str(next(self._said))


def test_the_same_values_are_written_once() -> None:
    shown = Template("{% kept one=one %}{{ one }}{% endkept %}")
    once = Counted()
    assert [shown.render(Context({"one": once})) for _ in range(3)] == ["1", "1", "1"]
    assert shown.render(Context({"one": "other"})) == "other"


def test_each_language_has_its_own() -> None:
    shown = Template("{% load i18n %}{% kept %}{% get_current_language as code %}{{ code }}{% endkept %}")
    for code in ("en", "ar", "fr", "en"):
        with translation.override(code):
            assert shown.render(Context()) == code


@pytest.mark.parametrize("secret", ["csrf_token", "request", "asker", "secret"])
def test_what_is_not_named_is_not_in_it(secret: str) -> None:
    shown = Template("{% kept %}[{{ " + secret + " }}{% csrf_token %}]{% endkept %}")
    assert shown.render(Context({secret: "told to one"})) == "[]"


def test_a_text_that_reads_like_markup_is_not_taken_for_it() -> None:
    shown = Template("{% kept one=one %}{{ one }}{% endkept %}")
    assert shown.render(Context({"one": mark_safe("<b>")})) == "<b>"
    assert shown.render(Context({"one": "<b>"})) == "&lt;b&gt;"


def test_values_that_are_equal_and_not_the_same_are_told_apart() -> None:
    shown = Template("{% kept one=one %}{{ one }}{% endkept %}")
    values: list[Any] = [1, True, 1.0]
    assert [shown.render(Context({"one": value})) for value in values] == ["1", "True", "1.0"]


def test_no_more_is_kept_than_so_much() -> None:
    template = Template("{% kept one=one %}{{ one }}{% endkept %}")
    for number in range(MOST + 10):
        assert template.render(Context({"one": number})) == str(number)
    (node,) = template.nodelist.get_nodes_by_type(KeptNode)
    assert isinstance(node, KeptNode)
    assert len(node._kept) <= MOST


def test_values_have_names() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% kept reader %}{% endkept %}")


@pytest.mark.django_db
def test_everybody_has_their_own_frame(polaris: Cast, client: Client) -> None:
    """Name, roles, clock and tokens of forms: whoever came before."""
    said = {}
    for name in ("Ana", "Camille", "Jack", "Ana"):
        client.force_login(polaris.account(name))
        text = client.get("/now").content.decode()
        assert f"<summary><bdi>{polaris.person(name).name}</bdi></summary>" in text
        assert ('href="/company/people"' in text) == (name == "Camille")
        assert polaris.person(name).place.city in text.split("<footer>")[1]
        tokens = set(text.split('name="csrfmiddlewaretoken" value="')[1:])
        assert len({token.split('"')[0] for token in tokens}) == 1
        said[tokens.pop().split('"')[0]] = name
    assert len(said) == 4


@pytest.mark.django_db
def test_the_frame_shows_the_minute(polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(polaris.account("Ana"))
    for minute in (5, 6):
        at = datetime(2027, 3, 1, 9, minute, 30, tzinfo=UTC)
        monkeypatch.setattr("farflung.server.core.clock.now", lambda at=at: at)
        assert f">09:0{minute}</time>" in client.get("/now").content.decode()
