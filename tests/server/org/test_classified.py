"""Everything kept about a person has a purpose, a reader and an end; reading what is private is noted."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.http import Http404

from farflung.server.core.models import Look
from farflung.server.org import actions, classified
from farflung.server.org.access import may_see, private
from farflung.server.org.classified import Sees, columns, keeping, sees
from farflung.server.org.models import Person
from farflung.server.org.queries import looks_at
from tests.server.company import NOW, Cast

LATER = NOW + timedelta(hours=1)


def of_people() -> Iterator[type[models.Model]]:
    """Person, and every table with a link to it, in every domain."""
    for model in apps.get_models():
        links = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
        if model is Person or Person in links:
            yield model


def unclassified() -> set[str]:
    found = {
        f"{model._meta.model_name}.{field.name}"
        for model in of_people()
        for field in model._meta.concrete_fields
    }
    return found - {column.name for column in columns()}


def test_every_column_about_a_person_is_classified() -> None:
    assert unclassified() == set()
    assert {column.name for column in columns()} >= {"absence.during", "person.rest_start"}
    assert all(column.purpose for column in columns())


def test_a_column_fails_until_it_is_classified(monkeypatch: pytest.MonkeyPatch) -> None:
    # A copy: what is taken out of a table and put back stands at its end, and pages go by the order.
    person = {name: told for name, told in classified._TABLES["person"].items() if name != "rest_start"}
    tables = {name: rows for name, rows in classified._TABLES.items() if name != "absence"}
    monkeypatch.setattr(classified, "_TABLES", {**tables, "person": person})
    assert "person.rest_start" in unclassified()
    assert "absence.during" in unclassified()


def test_every_table_about_people_has_an_end() -> None:
    kept = {one.table for one in keeping()}
    assert {str(model._meta.model_name) for model in of_people()} <= kept


@pytest.mark.parametrize(
    ("who", "field", "may"),
    [
        ("Ana", "person.name", True), ("Ana", "person.skills", True), ("Ana", "person.started", False),
        ("Camille", "person.started", True), ("Camille", "person.entity", True),
        ("Camille", "person.rest_start", False), ("Camille", "mismatch.there", False),
        ("Wei", "person.rest_start", True), ("Wei", "mismatch.there", True), ("Wei", "person.started", True),
        ("Wei", "person.words", False), ("Omar", "person.entity", False), ("Mallory", "person.name", False),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_who_may_read_what_of_wei(polaris: Cast, who: str, field: str, may: bool) -> None:
    assert may_see(polaris.asker(who), polaris.people["Wei"], field) is may


@pytest.mark.django_db
def test_reading_what_is_private_leaves_a_row_that_the_person_sees(polaris: Cast) -> None:
    wei = polaris.people["Wei"]
    read = private(polaris.asker("Camille"), wei, ["name", "started"], through="page people", now=LATER)
    assert read["started"] == wei.started
    (look,) = looks_at(wei)
    assert (look.by, look.field, look.through, look.at) == (
        polaris.account("Camille"), "person.started", "page people", LATER,
    )  # fmt: skip
    private(polaris.asker("Wei"), wei, ["started", "rest_start"], through="page me", now=LATER)
    assert Look.objects.count() == 1


@pytest.mark.django_db
def test_what_may_not_be_read_is_not_there_and_leaves_nothing(polaris: Cast) -> None:
    with pytest.raises(Http404):
        private(polaris.asker("Ana"), polaris.people["Wei"], ["name", "ended"], through="page", now=LATER)
    assert not Look.objects.exists()
    with pytest.raises(KeyError):
        sees("person.shoe_size")
    assert sees("person.rest_start") is Sees.SELF


@pytest.mark.django_db
def test_an_export_is_a_look_at_everybody(polaris: Cast) -> None:
    actions.export_company(by=polaris.account("Camille"), now=LATER)
    assert looks_at(polaris.people["Wei"]).get().field == "everything"
