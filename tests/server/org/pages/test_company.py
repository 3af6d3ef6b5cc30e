"""What those do who look after the company's records: people, teams, entities, roles, holidays, imports."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from farflung.server.core.models import Look
from farflung.server.org import actions
from farflung.server.org.forms.imports import MOST_FILES
from farflung.server.org.models import Holiday, ImportBatch, LegalEntity, Person, RoleGrant, Team
from tests.server.company import NOW, As, Cast
from tests.server.org.pages.conftest import text_of

pytestmark = pytest.mark.django_db


class TestPeople:
    def test_somebody_is_added_changed_and_ended(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Camille")
        new = {
            "name": "Nia",
            "email": "nia@polaris.example",
            "place": "Nairobi",
            "manager": "Ana",
            "skills": "Go",
        }
        assert client.post("/company/people/new", new).status_code == 302
        nia = Person.objects.select_related("manager", "place").get(name="Nia")
        assert (nia.manager, nia.place.zone) == (polaris.person("Ana"), "Africa/Nairobi")
        assert "Nia" in text_of(client.get("/company/people?q=nairobi"))
        address = reverse("company_person", args=[nia.code])
        taken = client.post(address, {**new, "email": "ana@polaris.example"})
        assert taken.status_code == 422
        assert 'id="id_email_error"' in text_of(taken)
        assert client.post(f"{address}/end", {"last_day": "2027-06-30"}).status_code == 302
        assert Person.objects.get(pk=nia.pk).ended == date(2027, 6, 30)
        assert client.post(f"{address}/end", {"take_back": "yes"}).status_code == 302
        assert Person.objects.get(pk=nia.pk).ended is None
        assert Look.objects.filter(about=nia.code, by=polaris.account("Camille")).exists()

    def test_a_ring_of_managers_is_refused_at_its_field(self, polaris: Cast, signed_in: As) -> None:
        omar = polaris.person("Omar")
        given = {"name": "Omar", "email": omar.email, "place": "Dubai", "manager": "Ana"}
        refused = signed_in("Camille").post(reverse("company_person", args=[omar.code]), given)
        assert refused.status_code == 422
        assert 'id="id_manager_error"' in text_of(refused)


class TestTeams:
    def test_a_lead_keeps_the_name_and_not_the_members(self, polaris: Cast, signed_in: As) -> None:
        team = Team.objects.filter(lead=polaris.person("Ana")).first() or actions.add_team(
            name="Ana’s", lead=polaris.person("Ana"), by=None, now=NOW
        )
        address = reverse("company_team", args=[team.code])
        ana = signed_in("Ana")
        assert ana.post(address, {"name": "Platform", "lead": "ana@polaris.example"}).status_code == 302
        assert Team.objects.get(pk=team.pk).name == "Platform"
        assert ana.post(f"{address}/join", {"person": "Omar"}).status_code == 404
        assert ana.post(f"{address}/remove").status_code == 404
        for name in ("Tomás", "Mei-Ling", "Mallory"):
            assert signed_in(name).get(address).status_code == 404

    def test_they_are_found_by_name_or_lead_fifty_at_a_time(self, polaris: Cast, signed_in: As) -> None:
        for number in range(60):
            lead = polaris.person("Ana") if number == 41 else None
            actions.add_team(name=f"Watch {number:02}", lead=lead, by=None, now=NOW)
        client = signed_in("Camille")
        first = text_of(client.get("/company/teams"))
        (after,) = re.findall(r'href="\?q=&amp;after=([0-9a-f-]{36})"', first)
        second = text_of(client.get("/company/teams", {"after": after}))
        found = text_of(client.get("/company/teams", {"q": "ana wat"}))
        Team.objects.filter(code=after).delete()
        begun_anew = text_of(client.get("/company/teams", {"after": after}))
        named = re.compile(r"<bdi>([^<]+)</bdi></a> <span")
        shown = [named.findall(text) for text in (first, second)]
        assert len(shown[0]) == 50
        assert [*shown[0], *shown[1]] == sorted([*Team.objects.values_list("name", flat=True), shown[0][-1]])
        assert named.findall(begun_anew)[:49] == shown[0][:49]
        assert "More teams" in first
        assert "More teams" not in second
        assert named.findall(found) == ["Watch 41"]
        assert "No team is found by that." in text_of(client.get("/company/teams", {"q": "zzz"}))

    def test_people_operations_keep_members_and_the_tree(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Camille")
        assert client.post("/company/teams", {"name": "Night watch"}).status_code == 302
        team = Team.objects.get(name="Night watch")
        address = reverse("company_team", args=[team.code])
        assert client.post(f"{address}/join", {"person": "Ravi"}).status_code == 302
        assert client.post(f"{address}/join", {"person": "Nobody"}).status_code == 422
        itself = client.post(address, {"name": "Night watch", "parent": str(team.code)})
        assert 'id="id_parent_error"' in text_of(itself)
        ravi = str(polaris.person("Ravi").code)
        assert list(team.people.all()) == [polaris.person("Ravi")]
        client.post(f"{address}/leave", {"person": ravi})
        assert not team.people.exists()
        assert client.post(f"{address}/remove").status_code == 302
        assert not Team.objects.filter(pk=team.pk).exists()


class TestRecords:
    def test_an_entity_that_employs_stays(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Camille")
        assert (
            client.post("/company/entities", {"name": "Polaris Kenya", "country": "Kenya"}).status_code == 302
        )
        entity = LegalEntity.objects.get(name="Polaris Kenya")
        assert entity.country == "KE"
        refused = client.post("/company/entities", {"name": "X", "country": "Atlantis"})
        assert 'id="id_country_error"' in text_of(refused)
        Person.objects.filter(name="Ana").update(entity=entity)
        client.post(reverse("remove_entity", args=[entity.code]))
        assert LegalEntity.objects.filter(pk=entity.pk).exists()

    def test_only_operators_make_operators(self, polaris: Cast, signed_in: As) -> None:
        camille, wei = signed_in("Camille"), signed_in("Wei")
        assert camille.post("/company/roles", {"person": "Ana", "role": "compliance"}).status_code == 302
        assert camille.post("/company/roles", {"person": "Ana", "role": "operator"}).status_code == 422
        wei_code = str(polaris.person("Wei").code)
        assert (
            camille.post("/company/roles/revoke", {"person": wei_code, "role": "operator"}).status_code == 404
        )
        assert wei.post("/company/roles", {"person": "Ana", "role": "operator"}).status_code == 302
        assert set(RoleGrant.objects.filter(person__name="Ana").values_list("role", flat=True)) == {
            "compliance", "operator",
        }  # fmt: skip

    def test_holidays_are_corrected_and_proposed(self, signed_in: As) -> None:
        client = signed_in("Camille")
        day = Holiday.objects.filter(date__gte=date(2027, 3, 1), calendar__country="AE").order_by("date")[0]
        given = {"date": "2027-03-11", "name": day.name, "estimated": "on"}
        assert client.post(reverse("holiday", args=[day.code]), given).status_code == 302
        assert "date estimated" in text_of(client.get(reverse("calendar", args=[day.calendar.code])))
        Holiday.objects.filter(calendar__country="PT", date=date(2027, 6, 10)).delete()
        assert "Thu 10 Jun" in text_of(client.get("/company/holidays?differences"))
        assert client.post("/company/holidays/take").status_code == 302
        assert Holiday.objects.filter(calendar__country="PT", date=date(2027, 6, 10)).exists()


SHEET = b"id,name,email,city\nnew-1,Zola,zola@polaris.example,Lagos\nnew-2,Yui,yui@polaris.example,Valencia\n"


class TestImports:
    def test_from_files_to_people_and_back(self, polaris: Cast, signed_in: As) -> None:
        client = signed_in("Camille")
        sent = client.post("/company/imports", {"files": [SimpleUploadedFile("people.csv", SHEET)]})
        assert sent.status_code == 302
        batch = ImportBatch.objects.latest("pk")
        address = reverse("import", args=[batch.code])
        text = text_of(client.get(address))
        assert "Valencia" in text
        question = batch.questions[0]
        assert client.post(address, {"q0": question["choices"][0][0]}).status_code == 302
        text = text_of(client.get(address))
        assert "2 people are new" in text
        assert client.post(f"{address}/accept").status_code == 302
        waiting = text_of(client.get(address))
        assert '<noscript><meta http-equiv="refresh"' in waiting
        assert "<progress" in waiting
        part = client.get(address, headers={"HX-Request": "true"})
        assert "HX-Refresh" not in part.headers
        actions.apply_import(batch=ImportBatch.objects.get(pk=batch.pk), now=NOW)
        assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
        assert Person.objects.filter(name="Zola").exists()
        assert client.post(f"{address}/undo").status_code == 302
        assert not Person.objects.filter(name="Zola").exists()
        assert "taken back" in text_of(client.get(address))

    def test_bounds_are_told_at_the_field(self, signed_in: As) -> None:
        client = signed_in("Camille")
        many = [SimpleUploadedFile(f"{n}.csv", b"name,city\n") for n in range(MOST_FILES + 1)]
        for files in ([], many, [SimpleUploadedFile("virus.exe", b"MZ")]):
            answer = client.post("/company/imports", {"files": files})
            assert answer.status_code == 422
            assert 'id="id_files_error"' in text_of(answer)

    def test_a_broken_zip_is_told_at_the_field(self, signed_in: As) -> None:
        broken = SimpleUploadedFile("all.zip", b"PK\x03\x04 broken")
        answer = signed_in("Camille").post("/company/imports", {"files": [broken]})
        assert answer.status_code == 422
        assert "broken" in text_of(answer)

    def test_nothing_out_of_a_file_is_markup(self, signed_in: As) -> None:
        sheet = b"name,city\n<script>alert(1)</script>,<img src=x onerror=alert(1)>\n"
        client = signed_in("Camille")
        client.post("/company/imports", {"files": [SimpleUploadedFile("p.csv", sheet)]})
        text = text_of(client.get(reverse("import", args=[ImportBatch.objects.latest("pk").code])))
        assert "<script>alert" not in text
        assert "<img src=x" not in text

    def test_an_export_is_seen_by_everybody_in_it(self, polaris: Cast, signed_in: As) -> None:
        answer = signed_in("Camille").post("/company/export.zip")
        assert "people.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert Look.objects.filter(about=polaris.person("Ana").code, through="page company/export").exists()
        for name in ("Wei", "Omar", "Mallory"):
            assert signed_in(name).post("/company/export.zip").status_code == 404
