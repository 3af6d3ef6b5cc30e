"""An accepted import is shown again if it would do what nobody agreed to, and for no less."""

from datetime import timedelta
from typing import Any

import pytest

from farflung.engine.model import Place
from farflung.intake.given import Given
from farflung.server.org import actions
from farflung.server.org.models import ImportBatch, Person, Team
from tests.server.company import NOW, Cast, sheets

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
State = ImportBatch.State
HEAD = "id,name,email,role,city,country"
ANA = "P03,Ana,ana@polaris.example,{},Lisbon,Portugal"


def people(*rows: str, head: str = HEAD) -> Given:
    return Given("people.csv", "".join(f"{row}\n" for row in (head, *rows)).encode())


def accepted(*files: Given, **how: Any) -> ImportBatch:
    batch = actions.read_import(files=files, by=None, now=LATER, **how)
    return actions.accept_import(batch=batch, by=None, now=LATER)


def applied(batch: ImportBatch) -> ImportBatch:
    return actions.apply_import(batch=batch, now=LATER + timedelta(hours=1))


def edited(person: Person, **facts: Any) -> None:
    actions.change_person(person=person, changes=actions.PersonChanges(**facts), by=None, now=LATER)


def test_those_that_wait_are_applied_whatever_others_added_meanwhile(polaris: Cast) -> None:
    waiting = [
        accepted(people(*(f"N{n}-{m},New {n} {m},,tester,Lisbon,Portugal" for m in range(3))))
        for n in range(4)
    ]
    assert [applied(batch).state for batch in waiting] == [State.APPLIED] * 4
    assert Person.objects.filter(key__startswith="N").count() == 12


def test_what_another_did_already_is_not_done_again_and_not_told_as_done(polaris: Cast) -> None:
    files = people("N1,Zita,,tester,Lisbon,Portugal", ANA.format("Director"))
    first, second = accepted(files), accepted(files)
    assert second.difference["new"] == second.difference["changed"] == 1
    assert (applied(first).difference["new"], applied(second).state) == (1, State.APPLIED)
    second.refresh_from_db()
    told = second.difference
    assert (told["matched"], told["new"], told["changed"], told["examples"]) == (2, 0, 0, [])
    assert not second.changes.exists()
    assert second.effects == []


def test_who_was_put_into_another_team_meanwhile_is_in_both(polaris: Cast) -> None:
    head = "id,name,city,country,team"
    batch = accepted(people("P03,Ana,Lisbon,Portugal,Moons", head=head))
    comets = actions.add_team(name="Comets", by=None, now=LATER)
    actions.join_team(team=comets, person=polaris.people["Ana"], by=None, now=LATER)
    assert applied(batch).state == State.APPLIED
    assert set(Person.objects.get(key="P03").teams.values_list("name", flat=True)) >= {"Comets", "Moons"}


def test_somebody_else_would_end(polaris: Cast) -> None:
    fewer = Given("people.csv", b"\n".join(sheets("people.csv")[0].data.splitlines()[:-1]) + b"\n")
    batch = accepted(fewer, complete=True)
    ximena = polaris.people["Ximena"]
    actions.end_person(person=ximena, last_day=LATER.date(), by=None, now=LATER)
    assert applied(accepted(people("N1,Zita,,tester,Lisbon,Portugal"))).state == State.APPLIED
    again = applied(batch)
    assert (again.state, again.difference["ended"], bool(again.error)) == (State.READY, 1, True)
    assert Person.objects.get(key="N1").ended is None


def test_another_change_would_be_overwritten(polaris: Cast) -> None:
    edited(polaris.people["Ana"], job="Head of ledger")
    batch = accepted(people(ANA.format("Director")), overwrite=True)
    edited(polaris.people["Ana"], job="Head of everything")
    again = applied(batch)
    assert (again.state, again.difference["overwritten"]) == (State.READY, 1)
    assert polaris.person("Ana").job == "Head of everything"


def test_another_import_said_something_else(polaris: Cast) -> None:
    first, second = accepted(people(ANA.format("Director"))), accepted(people(ANA.format("Chief")))
    assert (applied(first).state, applied(second).state) == (State.APPLIED, State.READY)
    assert polaris.person("Ana").job == "Director"


def test_a_team_got_another_lead(polaris: Cast) -> None:
    files = [
        Given("teams.csv", f"team,members,lead\nMoons,Ana,{name}\n".encode()) for name in ("Jun", "Liza")
    ]
    lead = [accepted(sheet) for sheet in files]
    assert [applied(batch).state for batch in lead] == [State.APPLIED, State.READY]
    assert Team.objects.get(name="Moons").lead == polaris.people["Jun"]


def test_somebody_of_the_name_of_a_new_one_came(polaris: Cast) -> None:
    batch = accepted(people("N1,Zita,,tester,Lisbon,Portugal"))
    zita = actions.NewPerson(name="Zita", place=Place("Europe/Vienna", "AT", "9", "Vienna"))
    actions.add_person(details=zita, by=None, now=LATER)
    again = applied(batch)
    assert (again.state, again.difference["questions"]) == (State.READY, 1)
    assert Person.objects.filter(name="Zita").count() == 1


def test_shown_again_and_accepted_again_it_is_applied(polaris: Cast) -> None:
    batch = accepted(people(ANA.format("Director")), overwrite=True)
    edited(polaris.people["Ana"], job="Head of ledger")
    again = applied(batch)
    assert again.state == State.READY
    done = applied(actions.accept_import(batch=again, by=None, now=LATER))
    assert (done.state, polaris.person("Ana").job) == (State.APPLIED, "Director")
