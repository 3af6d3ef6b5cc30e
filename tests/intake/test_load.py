"""L01, L02, L03, L05, L06: real rosters and every kind of bad input, through the one door."""

import socket
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from farflung.engine.checks.finding import Severity
from farflung.intake.given import Given
from farflung.intake.hours import HoursError
from farflung.intake.limits import Limits
from farflung.intake.load import load
from tests.intake.reading import WINDOW, blocks, note, person, problem, question, read
from tests.pace import allowed

ROSTERS = Path(__file__).parents[1] / "data" / "rosters"
_HOURS = "14-22 18-02 12-24 9-17 7-15 17-01 15-23 0-8:30 10-18"
C02 = "name,hours{head}\n" + "".join(f"P{n},{hours}\n" for n, hours in enumerate(_HOURS.split(), start=1))


# --- L01: the support roster typed into a sheet -----------------------------------


def test_L01_hours_in_utc_need_no_place() -> None:
    intake = read(C02.format(head=" (UTC)"))
    assert len(intake.atlas.people) == 9
    assert {one.place.zone for one in intake.atlas.people} == {"Etc/UTC"}
    assert intake.complete
    assert "UTC" in note(intake, "place-from-hours")
    assert "daily" in note(intake, "days-assumed")


def test_L01_daily_hours() -> None:
    intake = read("name,hours,days,timezone\nP2,18-02,daily,UTC\n")
    assert blocks(person(intake, "P2")) == [
        f"{day} 18:00-02:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    assert [one.code for one in intake.notes] == ["no-country"]


def test_L01_hours_without_any_zone_are_asked_about_once() -> None:
    intake = read(C02.format(head=""))
    asked = question(intake, "place of people in people.csv")
    assert len(asked.rows) == 9
    assert "In which zone" in asked.text
    answered = read(C02.format(head=""), answers={asked.id: "UTC"})
    assert len(answered.atlas.people) == 9
    assert answered.complete


def test_L01_with_the_rule_in_one_file() -> None:
    intake = read(
        {"roster.csv": C02.format(head=" (UTC)"), "rule.yaml": "coverage: at least 2 at all times\n"}
    )
    (agreement,) = intake.atlas.agreements
    assert agreement.coverage[0].minimum == 2
    assert [file.kind for file in intake.files] == ["people", "agreement"]


# --- L02: real companies -------------------------------------------------------------


def test_L02_a_real_remote_company() -> None:
    started = process_time()
    intake = load([ROSTERS / "sourcegraph_2022-04.csv"], window=WINDOW)
    assert process_time() - started < allowed(3)
    assert len(intake.atlas.people) == 261  # one of the 11 without a zone has a country with one clock
    assert [p.severity for p in intake.problems].count(Severity.ERROR) == 10
    assert sum(len(asked.rows) for asked in intake.questions) == 10
    assert not intake.complete
    assert note(intake, "hours-assumed").startswith("261 people: no hours are given; 09:00-18:00")
    assert sum(one.manager is not None for one in intake.atlas.people) > 240
    assert all(one.patterns[0].pattern.assumed for one in intake.atlas.people)


def test_L02_cities_as_people_write_them() -> None:
    intake = load([ROSTERS / "buffer_2014.csv"], window=WINDOW)
    assert len(intake.atlas.people) == 27
    assert intake.complete
    assert {one.place.city for one in intake.atlas.people} >= {"San Francisco", "Washington", "Cape Town"}
    assert [one.code for one in intake.notes] == ["hours-assumed", "one-team"]
    assert [len(team.members) for team in intake.atlas.teams] == [27]


@pytest.mark.speed
def test_L03_five_thousand_rows() -> None:
    places = ("Europe/Lisbon,PT", "Asia/Manila,PH", "Africa/Lagos,NG")
    rows = [f"{n},Person {n},{places[n % 3]},{max(n // 10, 1)}" for n in range(2, 5002)]
    data = Given("people.csv", ("id,name,timezone,country,manager id\n" + "\n".join(rows)).encode())
    load([data], window=WINDOW)  # loads the places and the holidays once per process
    started = process_time()
    intake = load([data], window=WINDOW)
    assert process_time() - started < allowed(1)
    assert len(intake.atlas.people) == 5000


# --- L05: every kind of bad input is told, with its place ------------------------------


def test_L05_mark_semicolons_crlf_and_latin_letters_together() -> None:
    text = "Name;Stadt;Zeitzone\r\nJosé;Málaga;Europe/Madrid\r\nJürgen;Köln;Europe/Berlin\r\n"
    for data in (text.encode("utf-8-sig"), text.encode("cp1252"), text.encode("utf-16")):
        intake = read(data)
        assert [one.name for one in intake.atlas.people] == ["José", "Jürgen"]
        assert intake.complete


def test_L05_duplicate_addresses_name_both_lines() -> None:
    intake = read("id,name,email,city\n1,Ana,a@example.com,Lisbon\n2,Bo,a@example.com,Paris\n")
    told = problem(intake, "duplicate-email")
    assert (told.line, told.column, told.read) == (3, "email", "a@example.com")
    assert "people.csv:2" in told.message
    assert len(intake.atlas.people) == 2


def test_L05_duplicate_addresses_as_ids() -> None:
    intake = read("name,email,city\nAna,a@x.org,Lisbon\nBo,a@x.org,Paris\nAna,a@x.org,Lisbon\n")
    assert [one.id for one in intake.atlas.people] == ["a@x.org", "a@x.org (people.csv line 3)"]
    assert problem(intake, "duplicate-id").line == 3
    assert problem(intake, "repeated-row").line == 4


def test_L05_duplicate_names_are_two_people() -> None:
    intake = read("name,city\nAna,Lisbon\nAna,Paris\n")
    assert len({one.id for one in intake.atlas.people}) == 2
    assert "two people are called Ana" in note(intake, "same-name")


def test_L05_an_offset_is_no_zone() -> None:
    intake = read("name,timezone\nAna,Europe/Lisbon\nBo,GMT+5\n")
    told = problem(intake, "not-placed")
    assert (told.line, told.column, told.read) == (3, "timezone", "GMT+5")
    assert "offset" in told.message
    assert question(intake, "place of GMT+5").choices


def test_L05_uk_is_the_united_kingdom() -> None:
    assert person(read("name,country\nAna,UK\n"), "Ana").place.country == "GB"


def test_L05_an_unknown_city() -> None:
    intake = read("name,city\nAna,Lisbonn\n")
    told = problem(intake, "not-placed")
    assert (told.line, told.column, told.read) == (2, "city", "Lisbonn")
    assert "Lisbon" in question(intake, "place of Lisbonn").text


def test_L05_a_megabyte_in_a_cell() -> None:
    intake = read(f"name,city,skills\nAna,Lisbon,{'x' * 1_000_000}\n")
    told = problem(intake, "cell-too-long")
    assert (told.line, told.column) == (2, "skills")
    assert len(intake.atlas.people) == 1


def test_L05_a_formula_is_text() -> None:
    intake = read('name,city,role\n"=HYPERLINK(""http://x"")",Lisbon,+1\nBo,Paris,@cmd\n')
    told = [p for p in intake.problems if p.code == "formula-cell"]
    assert [(p.line, p.column) for p in told] == [(2, "name"), (3, "role")]
    assert len(intake.atlas.people) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 100, "not-text"),
        (b"PK\x03\x04" + b"x" * 100, "not-text"),
        (b"", "empty-file"),
        (b"{broken", "bad-json"),
        (b'{"a": 1}', "not-recognised"),
        (b"Ana,Lisbon\nBo,Paris\n", "not-recognised"),
        (b"hello world\n", "not-recognised"),
        (b"name,city\n", "empty-sheet"),
        (b"name,shoe size\nAna,40\n", "not-recognised"),
        (b"[" * 5000, "bad-json"),
        (b"answers: [1, 2]\n", "answers"),
        (b"a: b: c\n", "answers"),
    ],
)
def test_L05_a_file_that_cannot_be_used_is_told_and_nothing_else_breaks(data: bytes, code: str) -> None:
    intake = read({"bad.csv": data, "people.csv": b"name,city\nAna,Lisbon\n"})
    told = problem(intake, code)
    assert told.file == "bad.csv"
    assert told.message
    assert told.remedy
    assert [one.name for one in intake.atlas.people] == ["Ana"]
    assert not intake.complete


def test_L05_a_missing_header_shows_what_stood_there() -> None:
    told = problem(read(b"Ana,Lisbon\nBo,Paris\n"), "not-recognised")
    assert (told.line, told.read) == (1, "Ana | Lisbon")
    assert "headings" in told.remedy


def test_L05_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "People.csv").write_text("name,city\nAna,Lisbon\n", encoding="utf-8")
    (tmp_path / "big.csv").write_bytes(b"x" * 2000)
    files = [tmp_path, tmp_path / "people.tsv", tmp_path / "big.csv"]
    intake = load(files, window=WINDOW, limits=Limits(file_bytes=1000))
    told = {p.message for p in intake.problems if p.code == "cannot-open"}
    assert len(told) == 3
    assert any("folder" in message for message in told)
    assert any(str(tmp_path / "People.csv") in p.remedy for p in intake.problems)
    assert problem(intake, "no-people").remedy


def test_L05_unreadable_hours_say_what_to_write_and_are_assumed() -> None:
    intake = read("name,city,hours\nAna,Lisbon,9-5\nBo,Paris,flexible\n")
    told = problem(intake, "hours")
    assert (told.line, told.column, told.read) == (2, "hours", "9-5")
    assert "09:00-17:00" in told.remedy
    assert all(one.patterns[0].pattern.assumed for one in intake.atlas.people)


def test_L05_a_row_without_a_name_is_kept() -> None:
    intake = read("name,city\n,Lisbon\n")
    assert [one.name for one in intake.atlas.people] == ["line 2"]
    assert problem(intake, "no-name").line == 2


def test_L05_an_empty_place_is_asked_about_by_name() -> None:
    intake = read("name,city\nAna,Lisbon\nBo,\n")
    assert question(intake, "place of Bo").rows == (("people.csv", 3),)
    assert person(read("name,city\nBo,\n", answers={"place of Bo": "Paris"}), "Bo").place.country == "FR"


def test_L05_a_place_that_its_zone_contradicts() -> None:
    intake = read("name,country,timezone\nAna,Japan,America/Toronto\n")
    assert "contradict" in problem(intake, "not-placed").message
    fixed = read("name,country,timezone\nAna,Japan,America/Toronto\n", answers={"place of Ana": "Tokyo"})
    assert person(fixed, "Ana").place.zone == "Asia/Tokyo"


# --- managers, teams, dates ----------------------------------------------------------


def test_a_manager_whom_two_names_fit_is_asked_about() -> None:
    text = (
        "id,name,city,manager\n1,Ana Silva,Lisbon,\n2,Ana Silva,Paris,\n"
        "3,Bo,Rome,Ana Silva\n4,Cy,Rome,Ana Silva\n"
    )
    intake = read(text)
    asked = question(intake, "who is Ana Silva")
    assert [choice.value for choice in asked.choices] == ["1", "2"]
    assert len(asked.rows) == 2
    answered = read(text, answers={"who is Ana Silva": "2"})
    assert person(answered, "Bo").manager == "2"
    assert answered.complete


def test_an_unknown_manager_and_ones_own_manager_are_told() -> None:
    intake = read("name,city,manager\nAna,Lisbon,Nobody\nBo,Paris,Bo\n")
    assert problem(intake, "manager-unknown").line == 2
    assert problem(intake, "own-manager").line == 3


def test_teams_come_from_rows_and_the_lead_is_the_shared_manager() -> None:
    text = "name,city,team,manager\nAna,Lisbon,,\nBo,Paris,Ledger; Risk,Ana\nCy,Rome,Ledger,Ana\n"
    teams = {team.name: team for team in read(text).atlas.teams}
    assert (teams["Ledger"].members, teams["Ledger"].lead) == (("Bo", "Cy"), "Ana")
    assert teams["Risk"].members == ("Bo",)


def test_a_sheet_of_teams_adds_leads_and_members() -> None:
    files = {
        "people.csv": "name,city,team\nAna,Lisbon,\nBo,Paris,Ledger\n",
        "teams.csv": "team,members,lead,parent\nLedger,Ana,Bo,Product\n",
    }
    (team,) = read(files).atlas.teams
    assert (team.members, team.lead, team.parent) == (("Bo", "Ana"), "Bo", "Product")


def test_people_who_left_before_the_window_are_listed() -> None:
    intake = read("name,city,end date\nAna,Lisbon,\nBo,Paris,2026-12-31\nCy,Rome,2027-04-30\n")
    assert [one.name for one in intake.atlas.people] == ["Ana", "Cy"]
    assert "Bo (line 3)" in note(intake, "left-out")
    assert person(intake, "Cy").ended == date(2027, 4, 30)


def test_hours_with_dates_are_periods_of_one_person() -> None:
    text = (
        "id,name,city,hours,hours from,hours until\n"
        "1,Ana,Lisbon,09-18,,\n"
        "1,Ana,Lisbon,10-14,2027-03-15,2027-03-31\n"
    )
    ana = person(read(text), "Ana")
    assert str(ana.pattern_on(date(2027, 3, 16)).blocks[0]) == "Mon 10:00-14:00"  # type: ignore[union-attr]
    assert str(ana.pattern_on(date(2027, 4, 1)).blocks[0]) == "Mon 09:00-18:00"  # type: ignore[union-attr]


def test_dates_that_can_be_two_are_asked_about_once_per_column() -> None:
    text = "name,city,start date\nAna,Lisbon,03/04/2027\nBo,Paris,05/06/2027\n"
    asked = question(read(text), "date order of start date in people.csv")
    assert len(asked.rows) == 2
    answered = read(text, answers={asked.id: "day/month/year"})
    assert person(answered, "Ana").started == date(2027, 4, 3)


def test_hours_in_utc_of_somebody_elsewhere_are_kept_as_local_hours() -> None:
    intake = read("name,city,hours\nAna,Sydney,Mon 22:00-06:00 UTC\n")
    assert blocks(person(intake, "Ana")) == ["Tue 09:00-17:00"]
    assert "Ana" in note(intake, "hours-moved")


def test_assumed_hours_are_chosen_by_the_caller() -> None:
    intake = read("name,city\nAna,Lisbon\n", assume_hours="Mon-Thu 08:00-16:00")
    assert blocks(person(intake, "Ana"))[-1] == "Thu 08:00-16:00"
    with pytest.raises(HoursError):
        read("name,city\nAna,Lisbon\n", assume_hours="whenever")


def test_rest_skills_languages_and_entity() -> None:
    head = "name,city,rest window,skills,languages,legal entity"
    rows = "Ana,Lisbon,22:00-07:00,Payments; KYC,ar; pt-BR; Klingon,Polaris SA\nBo,Paris,,kyc,العربية,\n"
    intake = read(f"{head}\n{rows}")
    ana = person(intake, "Ana")
    assert ana.skills == frozenset({"Payments", "KYC"})
    assert ana.languages == frozenset({"Arabic", "Portuguese", "Klingon"})
    assert (person(intake, "Bo").skills, person(intake, "Bo").languages) == (
        frozenset({"KYC"}), frozenset({"Arabic"}),
    )  # fmt: skip
    assert ana.entity == "Polaris SA"
    assert ana.rest is not None
    assert (ana.rest.start, ana.rest.end) == (22 * 60, 31 * 60)


# --- stays and absences ---------------------------------------------------------------


def test_T13_a_stay_is_corrected_and_both_times_are_kept() -> None:
    files = {
        "people.csv": "name,city\nAna,Lisbon\n",
        "stays.csv": (
            "person,city,from,to,recorded,id,replaces\n"
            "Ana,Dubai,2027-05-01,2027-05-10,2027-04-01,a,\n"
            "Ana,Taipei,2027-05-01,2027-05-10,2027-05-10,b,a\n"
        ),
    }
    atlas = read(files).atlas
    ana, at = atlas.find("Ana"), datetime(2027, 5, 3, 12, tzinfo=UTC)
    assert atlas.where(ana, at).place.city == "Taipei"
    assert atlas.where(ana, at, known_at=datetime(2027, 5, 5, tzinfo=UTC)).place.city == "Dubai"


def test_absences_are_read_without_their_reason() -> None:
    files = {
        "people.csv": "name,email,city\nAna Silva,ana@x.org,Lisbon\n",
        "leave.csv": (
            "Employee,From,To,Type\nana@x.org,2027-03-08,2027-03-12,sick\nMallory,2027-03-08,2027-03-12,x\n"
        ),
    }
    intake = read(files)
    (absence,) = intake.atlas.absences
    assert (absence.start, absence.end) == (date(2027, 3, 8), date(2027, 3, 12))
    assert "'Type' is not read" in note(intake, "reason-not-read")
    assert question(intake, "who is Mallory").rows == (("leave.csv", 3),)
    assert "sick" not in repr(intake)


# --- L06: no network --------------------------------------------------------------------


def test_L06_nothing_needs_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("something tried to open a connection")

    monkeypatch.setattr(socket, "socket", denied)
    monkeypatch.setattr(socket, "create_connection", denied)
    monkeypatch.setattr(socket, "getaddrinfo", denied)
    intake = load([ROSTERS / "buffer_2014.csv"], window=WINDOW)
    assert len(intake.atlas.people) == 27
    assert intake.atlas.holidays
