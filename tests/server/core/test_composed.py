"""Queries that are composed once find what Django's own do, each time anew."""

import pytest
from django.db import connection
from django.db.models import Model
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from farflung.server.core.composed import Composed
from farflung.server.org.models import Person
from tests.server.company import Cast

pytestmark = pytest.mark.django_db

PERSON = Composed(lambda any_: Person.objects.filter(pk=any_), any_=-1)
LOUD = Composed(lambda any_: Person.objects.filter(pk=any_).defer("words").annotate(loud=Upper("name")), -1)


def values(record: Model) -> dict[str, object]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_it_finds_the_same_as_django(polaris: Cast) -> None:
    for name in ("Ana", "Wei"):
        own = polaris.person(name)
        found = PERSON.one(own.pk)
        assert found is not None
        assert values(found) == values(Person.objects.get(pk=own.pk))
        assert found.place == own.place


def test_a_change_is_seen(polaris: Cast) -> None:
    own = polaris.person("Ana")
    PERSON.one(own.pk)
    Person.objects.filter(pk=own.pk).update(name="Another", consents={"a": True})
    found = PERSON.one(own.pk)
    assert found is not None
    assert (found.name, found.consents) == ("Another", {"a": True})


def test_what_stands_beside_a_record_and_what_is_left_out(polaris: Cast) -> None:
    own = polaris.person("Ana")
    found = LOUD.one(own.pk)
    assert found is not None
    assert found.loud == own.name.upper()  # type: ignore[attr-defined]  # annotated
    assert found.get_deferred_fields() == {"words"}


def test_nobody_is_nobody_and_each_asking_is_one_query(polaris: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert PERSON.one(0) is None
        PERSON.one(polaris.person("Ana").pk)
    assert len(queries) == 3  # the last of them with the name by which the test finds her
