"""N4: no home address, position, passport or reason of an absence is kept or shown."""

import re

import pytest
from django.db import connection

from farflung.intake.given import Given
from farflung.server.org import actions
from farflung.server.org.jobs import apply_import
from farflung.server.org.models import ImportBatch, Person
from tests.constitution.schema import columns, named, run
from tests.server.company import NOW, Cast
from tests.server.walking import Company

pytestmark = pytest.mark.django_db
PRIVATE = (
    "street", "address", "postcode", "postal", "zip", "home", "gps", "passport", "visa", "reason", "why",
    "diagnosis",
    "sick", "illness", "medical", "birthday", "birth", "phone", "iban", "note", "notes", "comment",
    "gender", "photo",
)  # fmt: skip
PEOPLE = """\
id,name,email,city,country,time zone,home address,passport number,phone
zoe,Zoe,zoe@polaris.example,Lisbon,Portugal,Europe/Lisbon,Rua Zyxquopp 12,PAZYX4711,+351 555 0199
"""
ABSENCES = """\
person,start,end,reason
zoe@polaris.example,2027-04-05,2027-04-09,zyxchemotherapy
"""
SECRETS = ("Zyxquopp", "PAZYX4711", "555 0199", "zyxchemotherapy")


def kept(words: tuple[str, ...]) -> set[str]:
    """Tables in which one of these words stands anywhere."""
    found = set()
    with connection.cursor() as cursor:
        for table in sorted({table for table, _ in columns()}):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE t::text ~* %s)', ["|".join(words)])  # noqa: S608
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_no_column_is_for_what_is_private() -> None:
    assert named(PRIVATE) == []


def test_a_planted_reason_is_seen() -> None:
    run("ALTER TABLE org_absence ADD COLUMN reason text")
    run("ALTER TABLE org_person ADD COLUMN home_address text")
    assert named(PRIVATE) == ["org_absence.reason", "org_person.home_address"]


def imported(cast: Cast) -> ImportBatch:
    files = [Given("people.csv", PEOPLE.encode()), Given("absences.csv", ABSENCES.encode())]
    batch = actions.read_import(files=files, by=cast.account("Camille"), now=NOW)
    assert batch.state == "ready", batch.problems
    actions.accept_import(batch=batch, by=cast.account("Camille"), now=NOW)
    apply_import(batch=str(batch.code))
    batch.refresh_from_db()
    assert batch.state == "applied", batch.error
    return batch


def test_what_a_file_says_of_it_is_not_kept(polaris: Cast) -> None:
    imported(polaris)
    zoe = Person.objects.get(name="Zoe")
    assert zoe.absences.exists()
    assert kept(SECRETS) == set()
    zoe.job = "zyxchemotherapy"
    zoe.save()
    assert kept(SECRETS) == {"org_person"}, "planted, it is found"


def test_others_see_only_that_somebody_is_unavailable(everybody: Company) -> None:
    rafael = everybody.cast.people["Rafael"]
    text = everybody.walker("Ana").ask("GET", f"/people/{rafael.code}").content.decode()
    assert (
        re.search(r"sick|parental|medical|absen(t|ce) because|on leave|vacation", text, re.IGNORECASE) is None
    )
