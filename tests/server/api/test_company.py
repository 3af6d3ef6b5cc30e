"""What is done for the company: by the role that may, and by nobody else."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from farflung.intake.given import Given
from farflung.server.core.models import Look
from farflung.server.org.actions import load_company
from farflung.server.org.models import ImportBatch, LegalEntity, Person, RoleGrant, Team
from tests.server.api.conftest import Program, Programs
from tests.server.company import NOW, Cast, polaris_files

pytestmark = pytest.mark.django_db
NOBODY = ("Ana", "Omar", "Tomás", "Mallory")


def test_a_person_from_the_first_day_to_the_last(polaris: Cast, program: Programs) -> None:
    camille, ana = program("Camille"), polaris.person("Ana")
    body = {
        "name": "Inês",
        "email": "ines@polaris.example",
        "place": "Porto, Portugal",
        "manager": str(ana.code),
    }
    made = camille.post("/company/people", body)
    assert made.status_code == 201, made.content
    code = made.json()["id"]
    assert made.json()["manager"]["name"] == "Ana"
    changed = camille.patch(f"/company/people/{code}", {"job": "Engineer", "started": "2027-03-01"}).json()
    assert (changed["job"], changed["name"], changed["manager"]["name"]) == ("Engineer", "Inês", "Ana")
    assert camille.patch(f"/company/people/{code}", {"manager": None}).json()["manager"] is None
    assert (
        camille.post(f"/company/people/{code}/end", {"last_day": "2027-02-01"}).json()["code"] == "backwards"
    )
    assert (
        camille.post(f"/company/people/{code}/end", {"last_day": "2027-06-30"}).json()["ended"]
        == "2027-06-30"
    )
    late = camille.patch(f"/company/people/{code}", {"started": "2027-07-01"})
    assert (late.status_code, late.json()["code"]) == (422, "backwards")
    assert camille.post(f"/company/people/{code}/end", {"last_day": None}).json()["ended"] is None
    again = camille.post("/company/people", {**body, "name": "Other"})
    assert (again.status_code, again.json()["code"]) == (422, "taken")


def test_reading_a_record_is_a_look_that_the_person_sees(polaris: Cast, program: Programs) -> None:
    wei = polaris.person("Wei")
    for name in NOBODY:
        assert program(name).get(f"/company/people/{wei.code}").status_code == 404, name
    assert not Look.objects.exists()
    assert program("Camille").get(f"/company/people/{wei.code}").status_code == 200
    assert {look.field for look in Look.objects.filter(about=wei.code)} == {
        "person.started", "person.ended", "person.entity",
    }  # fmt: skip


def counts() -> list[int]:
    """How much there is of what only few may change."""
    return [model.objects.count() for model in (Person, Team, RoleGrant, LegalEntity)]


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_else_writes_for_the_company(polaris: Cast, program: Programs, name: str) -> None:
    asking, wei = program(name), polaris.person("Wei")
    team = Team.objects.exclude(lead__name=name).first()
    assert team is not None
    before = (
        Person.objects.count(),
        Team.objects.count(),
        RoleGrant.objects.count(),
        LegalEntity.objects.count(),
    )
    tried = [
        asking.post("/company/people", {"name": "X", "place": "Lisbon"}),
        asking.patch(f"/company/people/{wei.code}", {"job": "none"}),
        asking.post(f"/company/people/{wei.code}/end", {"last_day": "2027-06-30"}),
        asking.post(f"/company/people/{wei.code}/invitation"),
        asking.post("/teams", {"name": "X"}),
        asking.patch(f"/teams/{team.code}", {"name": "X"}),
        asking.delete(f"/teams/{team.code}"),
        asking.put(f"/teams/{team.code}/members/{wei.code}"),
        asking.delete(f"/teams/{team.code}/members/{wei.code}"),
        asking.get("/entities"), asking.post("/entities", {"name": "X"}),
        asking.get("/roles"),
        asking.put(f"/roles/people/{wei.code}"), asking.delete(f"/roles/people/{wei.code}"),
        asking.get("/calendars"), asking.post("/calendars/update"),
        asking.get("/imports"), asking.post(f"/imports/{polaris.batch.code}/undo"), asking.post("/export"),
    ]  # fmt: skip
    assert [
        (answer.request["PATH_INFO"], answer.status_code) for answer in tried if answer.status_code != 404
    ] == []
    after = (
        Person.objects.count(),
        Team.objects.count(),
        RoleGrant.objects.count(),
        LegalEntity.objects.count(),
    )
    assert after == before
    assert polaris.person("Wei").job == wei.job


def test_a_team_and_its_members(polaris: Cast, program: Programs) -> None:
    camille, wei = program("Camille"), polaris.person("Wei")
    made = camille.post("/teams", {"name": "Night watch", "lead": str(wei.code)})
    assert made.status_code == 201, made.content
    code = made.json()["id"]
    assert camille.put(f"/teams/{code}/members/{wei.code}").status_code == 204
    assert [one["name"] for one in program("Tomás").get(f"/teams/{code}").json()["members"]] == ["Wei"]
    renamed = program("Wei").patch(f"/teams/{code}", {"name": "Watch"}).json()
    assert (renamed["name"], renamed["lead"]["name"]) == ("Watch", "Wei")
    assert program("Wei").patch(f"/teams/{code}", {"parent": None}).status_code == 404
    assert camille.delete(f"/teams/{code}/members/{wei.code}").status_code == 204
    assert camille.delete(f"/teams/{code}").status_code == 204
    assert not Team.objects.filter(code=code).exists()


def test_pages_of_teams(program: Programs) -> None:
    camille = program("Camille")
    for name in ("AA", "BB", "CC"):
        camille.post("/teams", {"name": name})
    first = camille.get("/teams", limit=2).json()
    rest = camille.get("/teams", limit=200, after=first["next"]).json()
    names = [one["name"] for one in [*first["items"], *rest["items"]]]
    assert names == sorted(names)
    assert len(names) == Team.objects.count()
    assert rest["next"] is None


def test_an_entity_that_employs_somebody_stays(program: Programs) -> None:
    camille = program("Camille")
    made = camille.post("/entities", {"name": "Polaris Perú", "country": "Peru"}).json()
    assert made["country"] == "PE"
    assert (
        camille.post("/entities", {"name": "X", "country": "Atlantis"}).json()["errors"][0]["pointer"]
        == "/country"
    )
    assert camille.delete(f"/entities/{made['id']}").status_code == 204
    used = next(one for one in camille.get("/entities").json() if one["people"])
    assert camille.delete(f"/entities/{used['id']}").json()["code"] == "in-use"


def test_only_operators_make_operators(polaris: Cast, program: Programs) -> None:
    camille, wei, ana = program("Camille"), program("Wei"), polaris.person("Ana").code
    assert camille.put(f"/roles/compliance/{ana}").status_code == 200
    assert camille.put(f"/roles/operator/{ana}").status_code == 404
    assert camille.put(f"/roles/emperor/{ana}").status_code == 404
    assert wei.put(f"/roles/operator/{ana}").status_code == 200
    assert camille.delete(f"/roles/operator/{ana}").status_code == 404
    assert RoleGrant.objects.filter(person__code=ana).count() == 2


def uploaded(asking: Program, *names: str) -> dict[str, object]:
    files = [SimpleUploadedFile(one.name, one.data) for one in polaris_files() if one.name in names]
    answer = asking.client.post("/api/v1/imports", {"files": files})
    assert answer.status_code == 201, answer.content
    found: dict[str, object] = answer.json()
    return found


def test_an_import_step_by_step(polaris: Cast, program: Programs) -> None:
    camille = program("Camille")
    found = uploaded(camille, "people.csv")
    path = f"/imports/{found['id']}"
    assert found["state"] == "ready"
    assert found["difference"]["new"] == 0  # type: ignore[index]
    assert camille.post(f"{path}/answers", {"answers": {"no such": "x"}}).status_code == 422
    assert camille.post(f"{path}/answers", {"overwrite": True}).json()["overwrite"] is True
    assert camille.get("/imports", limit=1).json()["items"][0]["id"] == found["id"]
    accepted = camille.post(f"{path}/accept")
    assert (accepted.status_code, accepted.json()["state"]) == (202, "applying")
    assert camille.post(f"{path}/accept").json()["type"].endswith("#changed-since")
    let_be = uploaded(camille, "people.csv")
    assert camille.post(f"/imports/{let_be['id']}/abandon").json()["state"] == "abandoned"


def test_an_import_is_taken_back(polaris: Cast, program: Programs) -> None:
    sheet = Given("more.csv", b"id,name,email,zone\nX1,Nova,nova@polaris.example,Europe/Lisbon\n")
    batch = load_company(files=[sheet], by=polaris.account("Camille"), now=NOW)
    assert Person.objects.filter(name="Nova").exists()
    undone = program("Camille").post(f"/imports/{batch.code}/undo").json()
    assert undone["taken_back"] > 0
    assert not Person.objects.filter(name="Nova").exists()
    assert ImportBatch.objects.get(code=batch.code).state == "undone"


def test_what_an_import_finds_is_said_in_the_language_of_the_request(program: Programs) -> None:
    camille = program("Camille")
    sheet = SimpleUploadedFile("more.csv", b"name,city,hours\nNova,Springfield,25-26\nZoe,Lisbon,25-26\n")
    found = camille.client.post("/api/v1/imports", {"files": [sheet]}).json()
    assert found["questions"][0]["text"] == "Which Springfield is meant? 1 row: line 2."
    path = f"/api/v1/imports/{found['id']}"
    spanish = camille.client.get(path, headers={"Accept-Language": "es"}).json()
    assert spanish["questions"][0]["text"] == "¿A qué Springfield se refiere? 1 fila: línea 2."
    english = {problem["code"]: problem["message"] for problem in found["problems"]}
    assert english["hours"] == "Zoe: 25:00 is not a time of day. 09:00-18:00 is assumed."
    told = {problem["code"]: problem for problem in spanish["problems"]}
    assert told["hours"]["message"] == "Zoe: 25:00 no es una hora del día. Se supone 09:00-18:00."
    assert told["hours"].keys() == {"severity", "code", "where", "message", "remedy"}


def test_a_file_of_no_kind_is_refused(program: Programs) -> None:
    program_file = SimpleUploadedFile("people.exe", b"MZ")
    answer = program("Camille").client.post("/api/v1/imports", {"files": [program_file]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/files"


def test_an_export_is_a_look_at_everybody(program: Programs) -> None:
    answer = program("Camille").post("/export")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert Look.objects.filter(through="api export").exists()


def test_an_invitation_leads_in(polaris: Cast, program: Programs) -> None:
    camille = program("Camille")
    assert camille.post(f"/company/people/{polaris.person('Omar').code}/invitation").status_code == 404
    made = camille.post(f"/company/people/{polaris.person('Jack').code}/invitation")
    assert made.status_code == 201, made.content
    assert Client().get(made.json()["link"]).status_code == 200


def test_a_holiday_by_hand(program: Programs) -> None:
    camille = program("Camille")
    calendar = next(one for one in camille.get("/calendars").json() if one["country"] == "PT")
    body = {"date": "2027-08-16", "name": "Founders"}
    made = camille.post(f"/calendars/{calendar['id']}/holidays", body)
    assert made.status_code == 201, made.content
    code = made.json()["id"]
    moved = camille.put(f"/holidays/{code}", {**body, "date": "2027-08-17", "estimated": True}).json()
    assert (moved["date"], moved["estimated"], moved["by_hand"]) == ("2027-08-17", True, True)
    assert "Founders" in {one["name"] for one in camille.get(f"/calendars/{calendar['id']}/holidays").json()}
    assert camille.delete(f"/holidays/{code}").status_code == 204
