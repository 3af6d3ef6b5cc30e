"""N14: no zone, country or language is anybody's by default, and no word means a day without saying whose."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from farflung.server.site.who_sees import ROWS
from tests.constitution.sources import SERVER, texts
from tests.server.walking import Company

BARE = re.compile(
    r"\b(EOD|COB|end of day|close of business|HQ|headquarters|local time(?! of)|abroad|overseas)\b"
)
TOMORROW = re.compile(r"\btomorrow\b", re.IGNORECASE)
CENTRES = re.compile(r"[A-Z][a-z]+/[A-Z]\w+|^[A-Z]{2}$|^[a-z]{2}(-[A-Z]{2})?$")
TIME = re.compile(r"<time\b[^>]*>")


def bare(root: Path = SERVER) -> list[str]:
    """Texts with a word that has a centre in it."""
    found = []
    for where, text in texts(root):
        hit = BARE.search(text) or TOMORROW.search(text)
        found += [f"{where}: {hit[0]}"] if hit else []
    return found


def defaults(*extra: Any) -> list[str]:
    """Columns that begin with a zone, a country or a language."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("farflung."))
    fields = [*(field for model in ours for field in model._meta.concrete_fields), *extra]
    return [
        str(field.name)
        for field in fields
        if isinstance(field.default, str) and CENTRES.search(field.default)
    ]


def test_no_text_has_a_centre_in_it() -> None:
    assert bare() == []


def test_planted_words_are_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text('a = _("Send it by EOD.")\nb = _("It ends tomorrow.")\n')
    assert bare(tmp_path) == ["planted.py: EOD", "planted.py: tomorrow"]


def test_no_column_and_no_setting_begins_with_one() -> None:
    assert defaults() == []
    assert settings.TIME_ZONE == "UTC"
    planted = models.CharField(default="Europe/London", name="zone")
    assert defaults(planted) == ["zone"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Ana", "Camille", "Runner"])
def test_every_time_on_a_page_says_its_instant(everybody: Company, name: str) -> None:
    walker, seen = everybody.walker(name), 0
    for row in ROWS:
        for path, _ in everybody.paths(row.route, walker) if row.method == "GET" else ():
            for tag in TIME.findall(walker.ask("GET", path).content.decode(errors="ignore")):
                seen += 1
                assert re.search(r'datetime="\d{4}-\d\d-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d))?"', tag), (path, tag)
    assert seen or name == "Runner"
