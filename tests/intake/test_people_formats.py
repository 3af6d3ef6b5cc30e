"""L04: the exports of eight systems are recognised, nothing is dropped, and the exit status can tell."""

import json
from datetime import date
from typing import Any

import pytest

from tests.intake.reading import blocks, note, person, problem, question, read

BAMBOOHR = """Employee #,First Name,Last Name,Preferred Name,Job Title,Work Email,Department,Division,\
Location,Reporting to,Supervisor EID,Hire Date,Status,City,State,Country
1,Omar,Haddad,,COO,omar@x.org,Ops,,Dubai Hub,,,2019-02-01,Active,Dubai,,United Arab Emirates
2,Ana,Silva,,Engineer,ana@example.com,Ledger,All,Remote,Omar Haddad,1,2021-05-03,Active,Lisbon,,Portugal
3,Daniel,Roy,Dan,Engineer,dan@example.com,Ledger,All,Remote,Omar Haddad,1,2021-05-03,Active,Toronto,ON,Canada
4,Mallory,Gone,,Engineer,m@example.com,Ledger,All,Remote,Omar Haddad,1,2020-01-01,Inactive,London,,UK
"""

PERSONIO = """Personalnummer;Vorname;Nachname;E-Mail;Status;Position;Vorgesetzter;Abteilung;Team;Büro;\
Unternehmen;Anstelldatum;Wochenarbeitszeit
1;Camille;Durand;camille@example.com;Aktiv;Legal;;Recht;People;Paris;Polaris SAS;01.02.2020;35
2;Jürgen;Groß;juergen@x.org;Aktiv;Support;Camille Durand;Recht;People;München;Polaris GmbH;15.07.2021;40
"""

WORKDAY = """Active Workers
As of,2027-03-01

Employee ID,Worker,Primary Work Email,Business Title,Supervisory Organization,Worker's Manager,Location,\
Location Address - Country,Time Zone,Company,Hire Date,Worker Status
100,Mei-Ling Tan (100),mei@x.org,Head,Withdrawals Ops,,Singapore,Singapore,,P,2019-01-01,Active
101,Maria Cruz (101),maria@x.org,Agent,Withdrawals Ops,Mei-Ling Tan (100),Manila,Philippines,,,,Active
102,Jan Nowak,jan@x.org,Agent,Withdrawals Ops,Mei-Ling Tan (On Leave),Warsaw,Poland,,,,On Leave
"""

HIBOB = """Display name,Email,Employee ID,Job title,Department,Site,Reports to,Start date,Lifecycle status
Ravi Iyer,ravi@example.com,7,Engineer,Ledger,Bengaluru,,2020-01-01,Employed
Wei Chen,wei@example.com,8,Engineer,Ledger,Taipei,Ravi Iyer,2020-01-01,Employed
"""

DEEL = """Full name,Work email,Hiring type,Hiring status,Employment country,Job title,Team,Direct manager,\
Client legal entity,Start date
Tomás Ruiz,tomas@example.com,EOR,Active,Argentina,Engineer,Ledger,,Polaris EOR,2022-01-01
Salma Aziz,salma@x.org,Contractor,Active,United Arab Emirates,Engineer,Ledger,Tomás Ruiz,Polaris FZ,2022-01-01
"""

RIPPLING = """Employee,Work email,Title,Department,Manager - Work email,Work location - City,\
Work location - State,Work location - Country,Employment type,Employment status,Start date
Jack Lee,jack@example.com,Engineer,Ledger,,Sydney,NSW,Australia,Salaried,Active,01/13/2020
Ann Wu,ann@x.org,Engineer,Ledger,jack@example.com,San Francisco,CA,United States,Salaried,Active,02/03/2021
"""


@pytest.mark.parametrize(
    ("text", "form", "zones"),
    [
        (BAMBOOHR, "BambooHR", ["Asia/Dubai", "Europe/Lisbon", "America/Toronto"]),
        (PERSONIO, "Personio", ["Europe/Paris", "Europe/Berlin"]),
        (WORKDAY, "Workday", ["Asia/Singapore", "Asia/Manila", "Europe/Warsaw"]),
        (HIBOB, "HiBob", ["Asia/Kolkata", "Asia/Taipei"]),
        (DEEL, "Deel", ["America/Argentina/Buenos_Aires", "Asia/Dubai"]),
        (RIPPLING, "Rippling", ["Australia/Sydney", "America/Los_Angeles"]),
    ],
)
def test_L04_exports_are_recognised_and_placed(text: str, form: str, zones: list[str]) -> None:
    intake = read(text)
    assert intake.files[0].form == form
    assert [one.place.zone for one in intake.atlas.people] == zones
    assert intake.questions == ()
    assert intake.complete, intake.problems


def test_L04_bamboohr_in_full() -> None:
    intake = read(BAMBOOHR)
    ana = person(intake, "Ana Silva")
    assert (ana.id, ana.manager, ana.role, ana.teams) == ("2", "1", "Engineer", ("Ledger",))
    assert (ana.place.city, ana.place.country, ana.email) == ("Lisbon", "PT", "ana@example.com")
    assert ana.started == date(2021, 5, 3)
    assert person(intake, "Dan Roy").place.country == "CA"
    assert "Mallory Gone (line 5)" in note(intake, "left-out")


def test_L04_personio_in_german() -> None:
    intake = read(PERSONIO.encode("cp1252"))
    someone = person(intake, "Jürgen Groß")
    assert someone.manager == person(intake, "Camille Durand").id
    assert (someone.entity, someone.place.subdivision) == ("Polaris GmbH", "BY")
    assert someone.started == date(2021, 7, 15)


def test_L04_workday_names_with_numbers() -> None:
    intake = read(WORKDAY)
    assert {one.manager for one in intake.atlas.people} == {None, "100"}
    (team,) = intake.atlas.teams
    assert (team.name, team.lead) == ("Withdrawals Ops", "100")
    assert "Jan Nowak" in note(intake, "away-without-dates")


def test_L04_rippling_managers_by_address_and_american_dates() -> None:
    intake = read(RIPPLING)
    ann = person(intake, "Ann Wu")
    assert ann.manager == person(intake, "Jack Lee").id
    assert ann.started == date(2021, 2, 3)  # the other date of the column can only be month first
    assert ann.place.subdivision == "CA"


SLACK: dict[str, Any] = {
    "ok": True,
    "members": [
        {
            "id": "U1", "team_id": "T1", "name": "ana", "deleted": False, "is_bot": False,
            "tz": "Europe/Lisbon", "tz_label": "Western European Summer Time", "tz_offset": 3600,
            "profile": {"real_name": "Ana Silva", "email": "ana@example.com", "title": "Engineer"},
        },
        {
            "id": "U2", "team_id": "T1", "name": "gone", "deleted": True, "tz": "Europe/Paris",
            "profile": {"real_name": "Gone Person"},
        },
        {
            "id": "U3", "team_id": "T1", "name": "bot", "deleted": False, "is_bot": True,
            "tz": "America/Los_Angeles", "profile": {"real_name": "Deploy Bot"},
        },
        {"id": "USLACKBOT", "team_id": "T1", "name": "slackbot", "profile": {"real_name": "Slackbot"}},
    ],
}  # fmt: skip


def test_L04_slack() -> None:
    intake = read({"users.txt": json.dumps(SLACK, indent=1)})
    (ana,) = intake.atlas.people
    assert (ana.id, ana.name, ana.place.zone, ana.place.country) == ("U1", "Ana Silva", "Europe/Lisbon", None)
    assert ana.source is not None
    assert ana.source.line == 4
    told = [one.text for one in intake.notes if one.code == "left-out"]
    assert any("Gone Person" in text for text in told)
    assert any("Deploy Bot" in text and "Slackbot" in text for text in told)
    assert "no public holidays" in note(intake, "no-country")


def test_L04_slack_export_is_a_bare_list() -> None:
    assert read({"users.json": json.dumps(SLACK["members"])}).files[0].form == "Slack"


SCIM: dict[str, Any] = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    "totalResults": 3,
    "Resources": [
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "id": "a1", "userName": "omar@example.com", "displayName": "Omar Haddad", "active": True,
            "timezone": "Asia/Dubai", "locale": "en-US",
            "addresses": [{"type": "work", "locality": "Dubai", "country": "AE"}],
        },
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "id": "a2", "userName": "ravi@example.com", "name": {"givenName": "Ravi", "familyName": "Iyer"},
            "locale": "en-US",
            "addresses": [{"type": "home", "country": "US"}, {"type": "work", "country": "IN"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                "department": "Ledger", "manager": {"value": "a1", "displayName": "Omar Haddad"},
            },
        },
        {"id": "a3", "userName": "old@example.com", "displayName": "Old One", "active": False},
    ],
}  # fmt: skip


def test_L04_scim() -> None:
    intake = read({"export": json.dumps(SCIM)})
    assert intake.files[0].form == "SCIM"
    ravi = person(intake, "Ravi Iyer")
    assert (ravi.manager, ravi.teams, ravi.place.zone, ravi.place.country) == (
        "a1", ("Ledger",), "Asia/Kolkata", "IN",
    )  # fmt: skip
    assert "Old One" in note(intake, "left-out")


def test_L04_one_scim_user_alone() -> None:
    assert [one.name for one in read({"user.json": json.dumps(SCIM["Resources"][0])}).atlas.people] == [
        "Omar Haddad"
    ]


_TWO = (("Ana", "Lisbon"), ("Bo", "Nowheresville"))


def test_L04_plain_json_records_with_their_lines() -> None:
    records = [f'{{"name": "{name}", "address": {{"city": "{city}"}}}}' for name, city in _TWO]
    text = f"[\n {records[0]},\n {records[1]}\n]"
    intake = read({"people.json": text})
    assert person(intake, "Ana").place.zone == "Europe/Lisbon"
    assert problem(intake, "not-placed").line == 3


def test_L04_hibob_api_records() -> None:
    record = {
        "displayName": "Wei Chen",
        "email": "wei@example.com",
        "work": {"site": "Taipei", "title": "Engineer"},
    }
    wei = person(read({"people.json": json.dumps({"employees": [record]})}), "Wei Chen")
    assert (wei.place.zone, wei.role) == ("Asia/Taipei", "Engineer")


@pytest.mark.parametrize(
    "columns", ["name,city", "Nom;Ville", "Nombre|Ciudad", "Nome\tCidade", "Mitarbeiter,Stadt"]
)
def test_L04_a_plain_sheet_in_several_languages(columns: str) -> None:
    delimiter = next(sign for sign in ",;|\t" if sign in columns)
    intake = read(f"{columns}\nAna{delimiter}Lisbon\n")
    assert person(intake, "Ana").place.country == "PT"
    assert intake.complete


def test_L04_a_question_lists_every_row_that_waits_for_it() -> None:
    text = "name,country\nAna,France\nBo,Georgia\nCy,Georgia\nDee,Japan\nEve,Georgia\n"
    intake = read(text)
    asked = question(intake, "place of Georgia")
    assert asked.rows == (("people.csv", 3), ("people.csv", 4), ("people.csv", 6))
    assert asked.text.startswith("Which Georgia is meant? 3 rows")
    assert [choice.label.split(",")[0] for choice in asked.choices] == ["Georgia", "Georgia"]
    assert "3 rows: lines 3, 4, 6." in asked.text
    assert {choice.value for choice in asked.choices} == {"US-GA", "GE"}
    assert [p.line for p in intake.problems if p.code == "not-placed"] == [3, 4, 6]
    assert [one.name for one in intake.atlas.people] == ["Ana", "Dee"]
    assert not intake.complete


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("US-GA", "America/New_York"),
        ("GE", "Asia/Tbilisi"),
        ("Tbilisi", "Asia/Tbilisi"),
        ("Asia/Tbilisi",) * 2,
    ],
)
@pytest.mark.parametrize("key", ["place of Georgia", "georgia"])
def test_L04_answers_by_question_or_by_what_was_read(key: str, answer: str, zone: str) -> None:
    intake = read("name,country\nBo,Georgia\n", answers={key: answer})
    assert person(intake, "Bo").place.zone == zone
    assert intake.answers == {"place of Georgia": answer}
    assert intake.complete


def test_L04_an_answers_file_and_one_person_apart() -> None:
    files = {
        "people.csv": "name,country\nBo,Georgia\nCy,Georgia\n",
        "answers.txt": "# mine\nplace of Georgia: GE\nplace of Cy: Atlanta\n",
    }
    intake = read(files)
    assert person(intake, "Bo").place.zone == "Asia/Tbilisi"
    assert person(intake, "Cy").place.city == "Atlanta"


def test_L04_asking_on_a_terminal() -> None:
    replies = iter(["nonsense city", "1"])
    intake = read("name,country\nBo,Georgia\nCy,Georgia\n", ask=lambda question: next(replies))
    assert {one.place.country for one in intake.atlas.people} == {"US"}
    assert list(intake.answers.values()) == ["1"]


def test_L04_leaving_rows_out_knowingly() -> None:
    intake = read("name,country\nAna,France\nBo,Georgia\n", answers={"Georgia": "skip"})
    assert problem(intake, "left-out").line == 3
    assert intake.complete


def test_L04_hours_columns_of_a_plain_sheet() -> None:
    intake = read("name,city,start,end,days\nAna,Lisbon,09:00,18:00,Mon-Thu\nBo,Riyadh,8:00,16:00,\n")
    assert blocks(person(intake, "Ana"))[-1] == "Thu 09:00-18:00"
    assert blocks(person(intake, "Bo"))[-1] == "Sun 08:00-16:00"  # Friday and Saturday are the weekend there


def test_a_name_beside_a_surname_is_the_first_name() -> None:
    intake = read(
        "nombre;apellidos;ciudad;responsable\nAna;García López;Madrid;\nLuis;Pérez;Lima;Ana García López\n"
    )
    assert person(intake, "Luis Pérez").manager == person(intake, "Ana García López").id


def test_a_full_name_beside_its_surname_stays_as_it_is() -> None:
    intake = read("name,last name,city\nAna García López,García López,Madrid\n")
    assert person(intake, "Ana García López").place.city == "Madrid"
