"""N6: what nobody said of a person is not known here."""

import pytest

from farflung.intake.given import Given
from farflung.server.org import actions
from farflung.server.org.models import Consent, Person
from tests.constitution.schema import named, run
from tests.server.company import NOW, make_account

pytestmark = pytest.mark.django_db
GUESSES = (
    "gender", "sex", "ethnicity", "race", "religion", "sentiment", "mood", "personality", "churn", "risk",
    "age",
    "inferred", "predicted", "prediction", "likelihood", "probability", "guess", "guessed", "cluster",
    "nationality",
)  # fmt: skip
FILE = "id,name,time zone\nf,Fatima Zahra,Africa/Casablanca\nj,Jean-Pierre,Europe/Paris\n"
UNSAID = (
    "email", "entity", "manager", "job", "started", "ended", "rest_start", "rest_end", "skills", "languages",
    "language", "confirmed_at", "account",
)  # fmt: skip


def known_beside_what_was_said(person: Person) -> set[str]:
    """Fields that hold something, though nobody has said anything about them."""
    found = {name for name in UNSAID if getattr(person, name)}
    place = {f"place.{name}" for name in ("city", "subdivision") if getattr(person.place, name)}
    consents = {f"consents.{name}" for name in Consent.values if person.consents.get(name)}
    return found | place | consents


@pytest.fixture
def people() -> list[Person]:
    by = make_account("setup@polaris.example", NOW)
    actions.load_company(files=[Given("people.csv", FILE.encode())], by=by, now=NOW)
    return list(Person.objects.select_related("place").order_by("name"))


def test_nothing_is_made_of_a_name_or_a_zone(people: list[Person]) -> None:
    assert [person.name for person in people] == ["Fatima Zahra", "Jean-Pierre"]
    assert [known_beside_what_was_said(person) for person in people] == [set(), set()]


def test_a_planted_guess_is_seen(people: list[Person]) -> None:
    person = people[0]
    person.languages, person.consents = ["ar"], {"events": {"given": True}}
    assert known_beside_what_was_said(person) == {"languages", "consents.events"}


def test_no_column_is_for_a_guess() -> None:
    assert named(GUESSES) == []
    run("ALTER TABLE org_person ADD COLUMN churn_risk real")
    assert named(GUESSES) == ["org_person.churn_risk"], "planted, it is found"
