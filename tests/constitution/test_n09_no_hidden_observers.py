"""N9: whoever reads what is private of somebody is seen by them."""

from datetime import date
from typing import Any

import pytest

from farflung.server.core.models import Look
from farflung.server.org.access.private import may_see, private
from farflung.server.org.classified import Sees, columns, sees
from farflung.server.org.models import LegalEntity, Person
from farflung.server.org.views.company import people as people_view
from farflung.server.site.who_sees import ROWS
from tests.constitution.schema import run
from tests.server.company import NOW
from tests.server.walking import OTHER, Company

pytestmark = pytest.mark.django_db
SECRETS = {
    "person.started": ("2019-07-23", "23 July 2019", "July 23, 2019"),
    "person.ended": ("2027-11-29", "29 November 2027"),
    "person.entity": ("Zyx Entity",),
}
PRIVATE = [
    column.name.removeprefix("person.")
    for column in columns()
    if column.name.startswith("person.") and column.sees in (Sees.PEOPLE, Sees.COMPLIANCE, Sees.LEADS)
]


@pytest.fixture
def observed(everybody: Company) -> Company:
    """Somebody whose private values are like nobody else's."""
    entity = LegalEntity.objects.create(name="Zyx Entity", country="PT")
    Person.objects.filter(pk=everybody.cast.people[OTHER].pk).update(
        started=date(2019, 7, 23), ended=date(2027, 11, 29), entity=entity
    )
    return everybody


@pytest.mark.parametrize("field", PRIVATE)
def test_each_private_field_leaves_a_row_which_the_person_sees(everybody: Company, field: str) -> None:
    cast = everybody.cast
    assert may_see(cast.asker("Camille"), cast.people["Jack"], f"person.{field}")
    private(cast.asker("Camille"), cast.person("Jack"), [field], through="page test", now=NOW)
    page = everybody.walker("Jack").ask("GET", "/me/data").content.decode()
    looks = page[page.index('id="looks"') : page.index("</section>", page.index('id="looks"'))]
    assert f"person.{field}" in looks
    assert "Camille" in looks


def test_what_is_a_person_s_alone_nobody_else_reads(everybody: Company) -> None:
    cast = everybody.cast
    alone = [column.name for column in columns() if column.sees in (Sees.SELF, Sees.NOBODY)]
    for name in ("Ana", "Mei-Ling", "Camille", "Omar", "Wei", "Mallory"):
        assert [field for field in alone if may_see(cast.asker(name), cast.people["Jack"], field)] == []


def unseen(observed: Company, reader: str) -> list[str]:
    """Pages that show somebody's private value without a row of who looked."""
    walker, found = observed.walker(reader), []
    about = observed.cast.people[OTHER].code
    for row in ROWS:
        if row.method != "GET":
            continue
        for path, _ in observed.paths(row.route, walker):
            before = set(Look.objects.values_list("pk", flat=True))
            text = walker.client().get(path).content.decode(errors="ignore")
            looks = Look.objects.exclude(pk__in=before).filter(about=about, by=walker.account)
            noted = set(looks.values_list("field", flat=True)) & {*SECRETS, "everything"}
            found += [f"{path}: {field}" for field in _shown(text) - noted if "everything" not in noted]
    return found


def _shown(text: str) -> set[str]:
    return {field for field, values in SECRETS.items() if any(value in text for value in values[:2])}


PUBLIC_LISTS = ("/company/entities", "/company/people/new")
"""Where the legal entity itself stands, without anybody it employs."""


@pytest.mark.parametrize("reader", ["Camille", "Mei-Ling", "Ana", "Omar", "Wei", "Runner"])
def test_no_page_shows_it_without_a_look(observed: Company, reader: str) -> None:
    assert [one for one in unseen(observed, reader) if not one.startswith(PUBLIC_LISTS)] == []


def test_a_read_around_the_door_is_seen_when_it_is_planted(
    observed: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def around(_asker: Any, person: Person, fields: Any, **_: Any) -> dict[str, Any]:
        return {field: getattr(person, field) for field in fields}

    monkeypatch.setattr(people_view, "private", around)
    assert len(unseen(observed, "Camille")) >= 3


def test_the_database_keeps_looks(everybody: Company) -> None:
    private(everybody.cast.asker("Camille"), everybody.cast.person("Jack"), ["started"], through="x", now=NOW)
    with pytest.raises(Exception, match="only grows"):
        run("DELETE FROM core_look")
    assert sees("person.started") is Sees.PEOPLE
