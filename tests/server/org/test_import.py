"""Files taken over: what is shown first, what is written, and that a second time changes nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from farflung.engine.model import Place
from farflung.engine.time import Span
from farflung.intake.given import Given
from farflung.intake.load import load
from farflung.server.core.models import AuditEntry
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.models import (
    Absence,
    ImportBatch,
    ImportFile,
    Membership,
    Person,
    Stay,
    Team,
)
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW, Cast, polaris_files, sheets

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
State = ImportBatch.State
HEAD = "id,name,email,role,city,country,hours\n"


def people(*rows: str, head: str = HEAD) -> list[Given]:
    return [Given("people.csv", (head + "".join(f"{row}\n" for row in rows)).encode())]


def taken(files: list[Given], **how: Any) -> ImportBatch:
    """Read, accepted and applied."""
    batch = actions.read_import(files=files, by=None, now=LATER, **how)
    return actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=LATER), now=LATER)


def shown(files: list[Given], **how: Any) -> dict[str, Any]:
    difference: dict[str, Any] = actions.read_import(files=files, by=None, now=LATER, **how).difference
    return difference


def tables() -> list[Any]:
    """Every row that an import writes."""
    models = (Person, Team, Membership, Stay, Absence)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_the_map_of_the_rows_is_the_map_of_the_files(polaris: Cast) -> None:
    window = Span(NOW, NOW + timedelta(days=90))
    files, rows = load(polaris_files(), window=window).atlas, company_atlas()
    keys = {str(row.code): row.key for row in Person.objects.all()}
    assert [keys[person.id] for person in rows.people] == [person.id for person in files.people]
    for person, other in zip(rows.people, files.people, strict=True):
        manager = keys.get(person.manager or "")
        same = replace(person, id=other.id, manager=manager, place=other.place)
        assert same == replace(other, teams=tuple(sorted(other.teams)))
        assert rows.working(person, window) == files.working(other, window)
        assert rows.rest(person, window) == files.rest(other, window)
    assert {(t.name, len(t.members)) for t in rows.teams} == {(t.name, len(t.members)) for t in files.teams}


def test_a_dry_run_writes_nothing_and_says_what_it_would(db: None) -> None:
    batch = actions.read_import(files=polaris_files(), by=None, now=NOW)
    assert (batch.state, batch.difference["new"], batch.difference["stays"]["new"]) == (
        State.READY,
        23,
        4 + 1,
    )
    assert not Person.objects.exists()
    assert batch.difference["unread"] == [
        {"kind": "shifts", "count": 35},
    ]


def test_a_second_time_changes_nothing(polaris: Cast) -> None:
    before = tables()
    batch = actions.read_import(files=polaris_files(), by=polaris.account("setup"), now=LATER)
    told = batch.difference
    assert (told["matched"], told["new"], told["changed"], told["kept"]) == (23, 0, 0, 0)
    assert (told["stays"]["new"], told["absences"]["new"]) == (0, 0)
    done = actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=LATER), now=LATER)
    assert done.state == State.APPLIED
    assert not done.changes.exists()
    assert tables() == before


def test_what_a_file_says_anew_is_written(polaris: Cast) -> None:
    batch = taken(people("P03,Ana,ana@polaris.example,Director,Porto,Portugal,08:00-17:00"))
    assert (batch.difference["changed"], batch.difference["kept"]) == (1, 0)
    ana = polaris.person("Ana")
    assert (ana.job, ana.place.city) == ("Director", "Porto")
    assert [period.blocks[0] for period in ana.patterns.all()] == [[0, 480, 1020]]
    assert "porto" in ana.words
    assert ana.skills == ["incident command", "ledger", "postgres"], "a column that is not there says nothing"
    entry = AuditEntry.objects.get(action="person.import", about=ana.code, detail__has_key="fields")
    assert entry.detail == {"fields": ["hours", "job", "place"]}


def test_a_change_made_here_stands_against_what_the_file_said_before(polaris: Cast) -> None:
    by = polaris.account("Camille")
    change = actions.PersonChanges(job="Head of ledger")
    actions.change_person(person=polaris.people["Ana"], changes=change, by=by, now=LATER)
    assert shown(sheets("people.csv"))["changed"] == 0
    taken(sheets("people.csv"))
    assert polaris.person("Ana").job == "Head of ledger"


def test_news_that_meets_a_change_made_here_is_kept_back_unless_the_importer_says_otherwise(
    polaris: Cast,
) -> None:
    change = actions.PersonChanges(job="Head of ledger")
    by = polaris.account("Camille")
    actions.change_person(person=polaris.people["Ana"], changes=change, by=by, now=LATER)
    news = people("P03,Ana,ana@polaris.example,Director,Lisbon,Portugal,09:00-18:00")
    told = shown(news)
    assert (told["kept"], told["overwritten"], told["changed"]) == (1, 0, 0)
    assert (
        told["examples"][0] | {"what": "keep", "here": "Head of ledger", "there": "Director"}
        == (told["examples"][0])
    )
    assert shown(news, overwrite=True)["overwritten"] == 1
    taken(news, overwrite=True)
    assert polaris.person("Ana").job == "Director"


def test_people_are_known_by_id_then_by_address(polaris: Cast) -> None:
    batch = taken(people("X99,Ana,ana@polaris.example,Engineering lead,Porto,Portugal,09:00-18:00"))
    assert (batch.difference["matched"], batch.difference["new"]) == (1, 0)
    assert (polaris.person("Ana").place.city, polaris.person("Ana").key) == ("Porto", "P03")


def test_a_name_is_not_enough(polaris: Cast) -> None:
    namesake = people("X99,Ana,,Analyst,Vienna,Austria,09:00-18:00")
    batch = actions.read_import(files=namesake, by=None, now=LATER)
    (question,) = batch.questions
    assert (batch.difference["questions"], batch.difference["new"]) == (1, 0)
    assert [choice[0] for choice in question["choices"]] == ["P03", "new"]
    other = actions.answer_import(batch=batch, answers={question["id"]: "new"}, by=None, now=LATER)
    assert (other.difference["questions"], other.difference["new"]) == (0, 1)
    same = actions.answer_import(batch=batch, answers={question["id"]: "P03"}, by=None, now=LATER)
    assert (same.difference["matched"], same.difference["new"]) == (1, 0)


def test_who_left_by_the_word_of_a_file_has_ended(polaris: Cast) -> None:
    head = "id,name,email,city,country,status,end date\n"
    batch = taken(people(
        "P15,Jun,jun@polaris.example,Manila,Philippines,inactive,2027-02-12",
        "P14,Liza,liza@polaris.example,Manila,Philippines,terminated,", head=head,
    ))  # fmt: skip
    assert batch.difference["ended"] == 2
    assert polaris.person("Jun").ended == date(2027, 2, 12)
    assert polaris.person("Liza").ended == date(2027, 2, 28)
    assert shown(sheets("people.csv"))["new"] == 0


def test_only_files_that_are_all_there_is_end_whoever_they_leave_out(polaris: Cast) -> None:
    fewer = [Given("people.csv", b"\n".join(sheets("people.csv")[0].data.splitlines()[:-2]) + b"\n")]
    assert (shown(fewer)["missing"], shown(fewer)["ended"]) == (2, 0)
    batch = taken(fewer, complete=True)
    assert batch.difference["ended"] == 2
    assert polaris.person("Ximena").ended == date(2027, 2, 28)
    assert taken(sheets("people.csv")).difference["changed"] == 0, "no column says that they did not end"


def test_somebody_added_here_is_in_no_file_and_does_not_end(polaris: Cast) -> None:
    place = Place("Europe/Vienna", "AT", "9", "Vienna")
    details = actions.NewPerson(name="Zita", place=place, email="zita@polaris.example")
    zita = actions.add_person(details=details, by=polaris.account("Camille"), now=LATER)
    taken(sheets("people.csv"), complete=True)
    assert Person.objects.get(pk=zita.pk).ended is None


def member(key: str, name: str, title: str) -> dict[str, Any]:
    """Somebody as Slack lists them."""
    profile = {"real_name": name, "email": f"{name.casefold()}@polaris.example", "title": title}
    return {"id": key, "team_id": "T1", "name": name, "deleted": False, "tz": "Europe/Lisbon",
            "is_bot": False, "profile": profile}  # fmt: skip


def test_files_of_other_systems_leave_alone_what_they_do_not_know(polaris: Cast) -> None:
    slack = Given("users.json", json.dumps([member("U1", "Ana", ""), member("U2", "Zita", "QA")]).encode())
    before = polaris.person("Ana")
    batch = taken([slack])
    assert (batch.difference["matched"], batch.difference["new"]) == (1, 1)
    ana = polaris.person("Ana")
    assert (ana.place.city, ana.job, ana.skills) == ("Lisbon", before.job, before.skills)
    assert Person.objects.get(key="U2").patterns.get().assumed is True


def test_a_file_about_people_alone_finds_those_who_are_here(polaris: Cast) -> None:
    away = Given("absences.csv", b"person,from,to\nAna,2027-07-01,2027-07-09\nNobody,2027-07-01,2027-07-02\n")
    batch = taken([away])
    assert batch.difference["absences"]["new"] == 1
    assert [q["id"] for q in batch.questions] == ["who is Nobody"]
    assert Absence.objects.filter(person=polaris.people["Ana"], during__startswith=date(2027, 7, 1)).exists()


def test_uploads_are_kept_until_applied_or_abandoned_and_no_longer(polaris: Cast) -> None:
    assert not ImportFile.objects.exists()
    batch = actions.read_import(files=sheets("people.csv"), by=None, now=LATER)
    assert ImportFile.objects.count() == 1
    actions.abandon_import(batch=batch, by=None, now=LATER)
    assert not ImportFile.objects.exists()
    with pytest.raises(Refused):
        actions.accept_import(batch=batch, by=None, now=LATER)


def test_what_was_shown_is_what_is_done_or_it_is_shown_again(polaris: Cast) -> None:
    news = people("P03,Ana,ana@polaris.example,Director,Lisbon,Portugal,09:00-18:00")
    batch = actions.accept_import(
        batch=actions.read_import(files=news, by=None, now=LATER), by=None, now=LATER
    )
    change = actions.PersonChanges(job="Head of ledger")
    actions.change_person(person=polaris.people["Ana"], changes=change, by=None, now=LATER)
    again = actions.apply_import(batch=batch, now=LATER)
    assert (again.state, again.difference["kept"]) == (State.READY, 1)
    assert again.error
    assert polaris.person("Ana").job == "Head of ledger"


def test_applied_twice_the_second_time_finds_nothing_to_do(polaris: Cast) -> None:
    before = tables()
    batch = ImportBatch.objects.get(pk=polaris.batch.pk)
    assert actions.apply_import(batch=batch, now=LATER).applied_at == NOW
    assert tables() == before


def test_files_that_hold_nothing_for_here_say_so(db: None) -> None:
    batch = actions.read_import(files=sheets("rota.csv"), by=None, now=NOW)
    assert (batch.state, bool(batch.error)) == (State.FAILED, True)
    with pytest.raises(Refused):
        actions.load_company(files=sheets("rota.csv"), by=None, now=NOW)


def test_who_comes_back_after_leaving_begins_anew(polaris: Cast) -> None:
    head = "id,name,email,city,country,start date,end date\n"
    row = "Z9,Zita,zita@polaris.example,Vienna,Austria"
    taken([Given("people.csv", f"{head}{row},2026-01-01,2026-06-30\n".encode())])
    batch = taken([Given("people.csv", f"{head}{row},2027-04-01,\n".encode())])
    zita = Person.objects.get(key="Z9")
    assert (batch.state, zita.started, zita.ended) == (State.APPLIED, date(2027, 4, 1), None)


def test_a_first_day_after_the_last_one_here_says_that_they_are_back(polaris: Cast) -> None:
    head = "id,name,email,city,country,start date\n"
    row = "Z9,Zita,zita@polaris.example,Vienna,Austria"
    taken([Given("people.csv", f"{head}{row},2026-01-01\n".encode())])
    actions.end_person(person=Person.objects.get(key="Z9"), last_day=date(2026, 6, 30), by=None, now=LATER)
    batch = taken([Given("people.csv", f"{head}{row},2027-04-01\n".encode())])
    zita = Person.objects.get(key="Z9")
    assert (batch.state, zita.started, zita.ended) == (State.APPLIED, date(2027, 4, 1), None)


def test_a_last_day_before_the_first_one_here_is_not_taken(polaris: Cast) -> None:
    details = actions.NewPerson(
        name="Zita", place=Place("Europe/Vienna", "AT", "9", "Vienna"), key="Z9", started=date(2027, 6, 1)
    )
    actions.add_person(details=details, by=None, now=LATER)
    head, row = "id,name,email,city,country,end date\n", "Z9,Zita,,Vienna,Austria,2027-04-30\n"
    batch = taken([Given("people.csv", f"{head}{row}".encode())])
    zita = Person.objects.get(key="Z9")
    assert (batch.state, zita.started, zita.ended) == (State.APPLIED, date(2027, 6, 1), None)
    assert batch.difference["kept"] == 1
