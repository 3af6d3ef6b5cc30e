"""Every page answers whom it is for, in few queries; for everybody else it is not there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from farflung.server.org.models import Holiday, HolidayCalendar, LegalEntity
from tests.server.company import As, Cast

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15

MINE = ("profile", "confirm", "hours", "places", "away", "moving", "data", "data_file")
PEOPLE = (
    "company_people",
    "new_person",
    "company_teams",
    "entities",
    "roles",
    "calendars",
    "imports",
    "export",
)


def kept(polaris: Cast) -> list[str]:
    """Pages of single records."""
    entity = LegalEntity.objects.first() or LegalEntity.objects.create(name="Polaris", country="PT")
    holiday = Holiday.objects.select_related("calendar").first()
    assert holiday is not None
    return [
        reverse("company_person", args=[polaris.person("Ana").code]),
        reverse("company_team", args=[polaris.team(first_team(polaris)).code]),
        reverse("entity", args=[entity.code]),
        reverse("calendar", args=[holiday.calendar.code]),
        reverse("holiday", args=[holiday.code]),
        reverse("import", args=[polaris.batch.code]),
    ]


def first_team(polaris: Cast) -> str:
    return polaris.people["Ana"].teams.order_by("name").values_list("name", flat=True)[0]


@pytest.mark.parametrize("name", ["Ana", "Tomás", "Camille", "Omar"])
def test_everybody_has_their_own_pages(signed_in: As, name: str) -> None:
    client = signed_in(name)
    client.get("/")  # the process makes its copy of the map
    for page in MINE:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page)).status_code == 200, page
        assert len(queries) <= MOST_QUERIES, (page, *[q["sql"][:70] for q in queries])


def test_people_operations_have_the_company_s(polaris: Cast, signed_in: As) -> None:
    client = signed_in("Camille")
    client.get("/")
    for address in [*map(reverse, PEOPLE), *kept(polaris), reverse("calendars") + "?differences"]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        assert len(queries) <= MOST_QUERIES, (address, *[q["sql"][:70] for q in queries])


@pytest.mark.parametrize("name", ["Tomás", "Mallory"])
def test_nobody_else_has_those(polaris: Cast, signed_in: As, name: str) -> None:
    client = signed_in(name)
    for address in [*map(reverse, PEOPLE), *kept(polaris)]:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code in (404, 405), address


def test_mallory_has_no_page_at_all(signed_in: As) -> None:
    client = signed_in("Mallory")
    assert {client.get(reverse(page)).status_code for page in MINE} == {404}
    assert {client.post(reverse(page)).status_code for page in MINE} <= {404, 405}


def test_operators_import_and_give_roles_and_no_more(signed_in: As) -> None:
    client = signed_in("Wei")
    allowed = {page for page in PEOPLE if client.get(reverse(page)).status_code == 200}
    assert allowed == {"imports", "roles"}


def test_a_company_without_anybody_is_told_what_is_missing(signed_in: As) -> None:
    HolidayCalendar.objects.all().delete()
    client = signed_in("Camille")
    assert "No calendar is kept" in client.get(reverse("calendars")).content.decode()
