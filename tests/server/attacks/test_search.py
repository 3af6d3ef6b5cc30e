"""What is typed into a search is looked for, and is no part of a statement."""

import pytest

from farflung.server.org.models import Person
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
TYPED = (
    "' OR 1=1 --", '"; DROP TABLE org_person; --', "%", "_", "\\", "a:*", "a & b | !c", "<->", "'':*",
    "(((", "\x00", "\u202e",
    "x" * 5000, "🙂" * 300, "$$", "%s %(a)s {0}", "\r\n", "0x27", "null", "-1",
)  # fmt: skip
FIELDS = (
    "q",
    "text",
    "team",
    "skill",
    "language",
    "place",
    "city",
    "country",
    "working",
    "hours",
    "after",
    "page",
)
PATHS = ("/people", "/company/people", "/teams", "/invitations")


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_nothing_typed_breaks_out(everybody: Company, typed: str) -> None:
    camille, people = everybody.walker("Camille"), Person.objects.count()
    for path in PATHS:
        for field in FIELDS:
            status = camille.ask("GET", path, {field: typed}).status_code
            assert status in (200, 302, 400, 404, 422), (path, field)
    assert Person.objects.count() == people


def test_a_search_that_would_be_always_true_finds_nobody(everybody: Company) -> None:
    text = everybody.walker("Camille").ask("GET", "/company/people", {"q": "' OR 1=1 --"}).content.decode()
    assert "Jack" not in text
    assert "Jack" in everybody.walker("Camille").ask("GET", "/company/people", {"q": "jack"}).content.decode()
