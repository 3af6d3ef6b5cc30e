"""What checks say, on pages and through the interface for programs: in the reader's language and hours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_page import shown
from farflung.server.core import clock
from farflung.server.org.atlas_copy import current
from farflung.server.ui.reader import Reader, nobody
from farflung.server.ui.told import told_kept
from tests.server.company import NOW, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "es", "ar")
ENGLISH = {"because", "the", "of", "instead", "with", "hours", "for", "nobody", "is", "are", "from", "until"}
BY_LAW = "headcount."
"""Evidence of thresholds is the text of rule packs, as its source has it."""


@pytest.fixture(autouse=True)
def checked(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    check_all(now=NOW)


def texts(row: Finding) -> Iterator[Any]:
    yield row.words.get("cause", "")
    yield row.words.get("basis", "")
    for label, value in row.words.get("proof", ()):
        yield from (label, value)
    for fix in row.fixes:
        yield from (fix["action"], fix["effect"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_finding_of_the_company_says_a_word_of_english(language: str) -> None:
    said: dict[str, set[str]] = {}
    calendars = current().atlas.holidays.values()
    holidays = {one.name for calendar in calendars for one in calendar.holidays}
    with override(language):
        for row in Finding.objects.exclude(rule__startswith=BY_LAW):
            for text in texts(row):
                found = told_kept(text, nobody(NOW))
                for name in sorted(holidays, key=len, reverse=True):
                    found = found.replace(name, "")
                words = set(re.findall(r"[a-z]+", re.sub(r"\S*[.:]\d\S*", "", found)))
                said.setdefault(row.rule, set()).update(words & ENGLISH)
    assert {rule: words for rule, words in said.items() if words} == {}
    assert len(said) > 15


def reader_in(zone: str, place: str) -> Reader:
    return replace(nobody(NOW), zone=current().atlas.zones.zone(zone), place=place, own=True)


def test_times_are_on_the_readers_clock_and_names_are_looked_up(polaris: Cast) -> None:
    row = Finding.objects.get(rule="meetings.stay", about=polaris.people["Ana"])
    there = shown(current().atlas, polaris.asker("Camille"), row, reader_in("Europe/Paris", "Paris"))
    assert there.cause.startswith("because Ana keeps the same hours on the clocks of ")
    label, value = there.proof[0]
    assert re.fullmatch(r"“.+” [A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d\d:\d\d Paris", label), label
    with override("fr"):
        here = shown(current().atlas, polaris.asker("Ana"), row, reader_in("Europe/Lisbon", "Lisbonne"))
    assert here.cause.startswith("car Ana garde les mêmes heures")
    hour = timedelta(hours=int(label[-11:-9]) - int(here.proof[0][0][-14:-12]))
    assert hour == timedelta(hours=1), (label, here.proof[0][0])
    assert here.proof[0][1] != value


def test_what_was_kept_before_is_told_as_it_was(polaris: Cast) -> None:
    row = Finding.objects.filter(whose="series").first()
    assert row is not None
    row.words = {"title": "x", "cause": "because of old", "basis": "a rule", "proof": [["one", "two"]]}
    row.fixes = [{"action": "Do it", "effect": "it helps"}, {"action": {"kind": "new"}, "effect": {"one": 3}}]
    row.save()
    with override("fr"):
        page = shown(current().atlas, polaris.asker("Camille"), row, nobody(NOW))
    assert (page.cause, page.basis, page.proof) == ("because of old", "a rule", (("one", "two"),))
    assert [(fix.action, fix.effect) for fix in page.fixes] == [("Do it", "it helps"), ("", "")]


def test_pages_and_programs_say_the_same(polaris: Cast) -> None:
    row = Finding.objects.filter(rule="holidays.meeting").first()
    assert row is not None
    client = Client(headers={"accept-language": "es"})
    client.force_login(polaris.account("Camille"))
    told = client.get(f"/api/v1/findings/{row.code}").json()
    assert told["cause"].startswith("porque el ")
    assert told["fixes"][0]["effect"]
    page = text_of(client.get(f"/findings/{row.code}"))
    assert told["cause"].removeprefix("porque") in page
    assert "In the words of the check" not in page
