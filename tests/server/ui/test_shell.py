"""The frame of every page, as strangers and as the cast see it."""

import re

import pytest
from django.test import Client

from tests.server.company import Cast

pytestmark = pytest.mark.django_db


def test_a_page_names_itself_its_language_and_its_parts(client: Client) -> None:
    text = client.get("/nowhere").content.decode()
    assert text.startswith("<!doctype html>")
    assert '<html lang="en" dir="ltr">' in text
    assert [text.count(tag) for tag in ("<header", "<main", "<footer", "<h1")] == [1, 1, 1, 1]
    assert text.index('class="skip" href="#main"') < text.index("<header")


def test_the_language_is_chosen_without_a_script_and_kept(client: Client) -> None:
    answer = client.post("/language", {"language": "ar", "next": "/nowhere"}, follow=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/nowhere")
    page = client.get("/nowhere")
    assert '<html lang="ar" dir="rtl">' in page.content.decode()
    assert page.headers["Content-Language"] == "ar"


def test_the_language_asked_for_by_the_browser_holds_until_then(client: Client) -> None:
    text = client.get("/nowhere", headers={"accept-language": "es-MX,en;q=0.5"}).content.decode()
    assert '<html lang="es" dir="ltr">' in text


def test_the_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language", {"language": "fr", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_each_language_is_called_as_its_readers_call_it(client: Client) -> None:
    text = client.get("/nowhere", headers={"accept-language": "fr"}).content.decode()
    assert re.findall(r'name="language" value="\w+" lang="(\w+)"[^>]*><bdi>(\w+)', text) == [
        ("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية"),
    ]  # fmt: skip


def test_the_bar_leads_where_the_reader_may_go(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    text = client.get("/now").content.decode()
    assert '<a href="/now" aria-current="page">' in text
    assert '<a href="/">' in text
    client.force_login(polaris.account("Mallory"))
    assert "<nav" not in client.get("/now").content.decode()


def test_nothing_is_written_into_the_page_that_its_policy_forbids(polaris: Cast, client: Client) -> None:
    client.force_login(polaris.account("Ana"))
    for path in ("/", "/now", "/nowhere"):
        text = client.get(path).content.decode()
        assert "<style" not in text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert not re.search(r"\sstyle=|\son\w+=", text)
