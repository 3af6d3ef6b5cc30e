"""Markup in every free text: rendered on every page, it stays text."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from farflung.server.org.atlas_copy import forget
from farflung.server.org.models import Mismatch, Person
from farflung.server.site.who_sees import ROWS
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
RAW = "\"'><script src=x>zyx</script><img src=x onerror=alert(1)>{{7*7}}"
SIGN = re.compile(r"<script src=x|<img src=x")
CODED = {
    "core_account.email", "core_account.password", "core_token.digest", "core_invitation.email",
    "core_bucket.key",
    "core_revision.name", "core_companysetting.name", "org_rolegrant.role", "org_place.zone",
    "org_place.country",
    "org_place.subdivision", "org_stay.kind", "org_importbatch.state", "org_legalentity.country",
    "org_person.language",
    "org_holidaycalendar.country", "org_holidaycalendar.subdivision", "org_holidaycalendar.zone",
    "org_mismatch.field",
    "org_importchange.table", "org_person.words", "core_auditentry.subject", "core_look.field",
    "core_look.through", "core_auditentry.action",
}  # fmt: skip
"""Columns in which only words of the code stand, or what no page shows."""


def free_texts() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    """Every column that holds what somebody typed, or a file said."""
    found = []
    for label in ("core", "org"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                inner = field.base_field if isinstance(field, ArrayField) else field
                text = isinstance(inner, models.CharField | models.TextField)
                if text and f"{model._meta.db_table}.{field.column}" not in CODED:
                    found.append((model._meta.db_table, field))
    return found


def poison() -> None:
    """Puts the markup into all of them, as long as it fits and told apart by the row."""
    with connection.cursor() as cursor:
        for table, field in free_texts():
            inner = field.base_field if isinstance(field, ArrayField) else field
            most = inner.max_length or 200
            value = "left(%s || id, %s)" if not isinstance(field, ArrayField) else "ARRAY[left(%s, %s)]"
            cursor.execute(f'UPDATE "{table}" SET "{field.column}" = {value}', [RAW, most])  # noqa: S608
        cursor.execute("UPDATE org_person SET email = left(%s || id, 254)", [f"{RAW}@x.example"])


class Tags(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("src") == "x" or any(name.startswith("on") for name in named):
            self.bad.append(f"{tag} {named}")


def made_of(text: str) -> list[str]:
    tags = Tags()
    tags.feed(text)
    return tags.bad


def test_free_texts_are_found() -> None:
    names = {f"{table}.{field.column}" for table, field in free_texts()}
    assert names >= {
        "org_person.name",
        "org_person.skills",
        "org_team.name",
        "org_holiday.name",
        "core_token.name",
    }
    assert made_of(RAW) != [], "planted raw, it is seen"


@pytest.mark.parametrize("name", ["Camille", "Ana", "Wei", "Tomás"])
def test_no_text_becomes_markup_on_any_page(everybody: Company, name: str) -> None:
    Mismatch.objects.update(here=RAW, there=RAW, source=RAW[:190])
    poison()
    forget()
    walker, told = everybody.walker(name), 0
    for row in ROWS:
        for path, _ in everybody.paths(row.route, walker) if row.method == "GET" else ():
            answer = walker.ask("GET", path)
            if answer.headers["Content-Type"].startswith("text/html"):
                text = answer.content.decode()
                told += "&lt;script" in text
                assert SIGN.search(text) is None, path
                assert made_of(text) == [], path
                assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\d+)", text), path
    assert told > 5
    assert Person.objects.filter(name__startswith=RAW[:20]).exists()
