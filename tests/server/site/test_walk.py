"""What `make demo` serves, as a stranger meets it, then Ana, Mei-Ling, Camille, the operator and Mallory.

Each looks at what is theirs, in their own time, and tries what is not. Every page is kept as a picture in
`screenshots/`: WHO-PAGE-WIDTH-SCHEME-LANGUAGE.png.
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from farflung.server.core import clock
from tests.server.site.running import run, surroundings
from tests.server.site.strolling import (
    ALL,
    BOTH,
    DESK,
    MAIN,
    PHONE,
    PICTURES,
    Stroll,
    hours_ahead,
    sentences,
    shown,
    shows_the_clock,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPANY = tuple(
    f"/company/{page}"
    for page in ("people", "people/new", "teams", "entities", "holidays", "imports", "export")
)
ZONES = {
    "Lisbon": "Europe/Lisbon", "Jack": "Australia/Sydney", "Wei": "Asia/Taipei", "Ravi": "Asia/Kolkata",
    "Salma": "Asia/Dubai", "Daniel": "America/Toronto", "Tomás": "America/Argentina/Buenos_Aires",
}  # fmt: skip
OPS = {
    "Manila": "Asia/Manila", "Bengaluru": "Asia/Kolkata", "Nairobi": "Africa/Nairobi",
    "Lagos": "Africa/Lagos", "Warsaw": "Europe/Warsaw", "São Paulo": "America/Sao_Paulo",
    "Mexico City": "America/Mexico_City",
}.items()  # fmt: skip
"""Where Withdrawals Ops are, beside Singapore."""
PLACES = {
    "Jack": "Sydney", "Wei": "Taipei", "Ravi": "Bengaluru", "Salma": "Dubai", "Daniel": "Toronto",
    "Tomás": "Buenos Aires",
}  # fmt: skip

Walk = Callable[[str], Stroll]


@pytest.fixture(scope="module")
def site(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's address, served from a folder of its own."""
    assert chromium.exists()  # nothing is served where there is no browser
    folder = tmp_path_factory.mktemp("walk")
    shutil.rmtree(PICTURES, ignore_errors=True)
    words = ["demo", "--serve", "--out", str(folder / "files"), "--data", str(folder / "data")]
    served = run(*words, env=surroundings(FARFLUNG_ADDRESS="127.0.0.1:0"), ready="Farflung is ready")
    yield f"http://127.0.0.1:{served.port}"
    assert served.end() == 0


@pytest.fixture
def walk(browser: Browser, site: str) -> Iterator[Walk]:
    """Somebody of the cast at their windows; "" for a stranger."""
    walking: list[Stroll] = []

    def stroll(name: str) -> Stroll:
        walking.append(Stroll(browser, site, name))
        return walking[-1]

    yield stroll
    for one in walking:
        one.end()


def test_a_stranger_meets_a_door_and_who_they_may_be(walk: Walk) -> None:
    stranger = walk("")
    door = stranger.see("/", "door", MAIN)
    assert stranger.page().url.endswith("/sign-in")
    assert "nobody here has a password. Whoever you choose sees what they may see, and no more." in door
    assert "Mei-Ling leads operations, Singapore" in door
    assert "people work here" not in door
    for path in ("/people", "/now", "/teams", "/me/data", "/company/people"):
        assert "Nothing is here for you" in stranger.see(path, "nothing", (DESK,), status=404)
    assert "Nothing reaches you in your rest" in stranger.see("/constitution", "constitution", BOTH)
    assert stranger.statuses(["/api/v1/people"]) == {"/api/v1/people": 401}
    page = stranger.page()
    page.goto(f"{stranger.address}/sign-in")
    page.locator("main").get_by_role("button", name="Ana").click()
    expect(page.locator(".account summary")).to_have_text("Ana")


def test_ana_sees_her_day_the_company_and_who_she_works_with(walk: Walk) -> None:
    ana = walk("Ana")
    day = ana.see("/", "my-day", ALL)
    assert "Your hours: Mon–Fri 09:00–18:00." in day
    assert "Ledger today, in your time" in day
    assert shows_the_clock(day, "Lisbon", ZONES["Lisbon"])
    ribbons = day.partition("Now and later")[0]
    near = [name for name in PLACES if f" {name} " in ribbons]
    assert len(near) >= 4
    for name in near:
        assert shows_the_clock(ribbons, PLACES[name], ZONES[name]), name
    bar = " ".join(ana.page().inner_text(".bar").split())
    assert bar.startswith("farflung My day Now People Teams ")
    assert "Company" not in bar
    now = ana.see("/now", "now", ALL)
    found = re.search(r"(\d+|\d,\d{3}) of (\d,\d{3}) people are in their working hours", now)
    assert found
    assert int(found[1].replace(",", "")) < int(found[2].replace(",", "")) <= 5023
    assert shows_the_clock(now, "", ZONES["Lisbon"])
    assert "Ledger yours" in now
    assert "Changes that reach fewer than five people are not listed." in now
    teams = ana.see("/teams", "teams", BOTH)
    assert "Withdrawals Ops" in teams
    team = ana.see(ana.led("/teams", "Ledger"), "team", ALL)
    assert "7 people, led by Ana. There is no hour in which all of them are at work." in team
    assert "Ana with Jack" in team
    assert "Change the team" in team


@pytest.mark.long
def test_ana_finds_people_and_hours_with_them(walk: Walk) -> None:
    ana = walk("Ana")
    ana.see("/people", "people-first", BOTH)
    found = ana.see("/people?q=tomas+buenos+ledger", "people-found", MAIN)
    assert "1 person" in found
    assert "Tomás Engineer · Ledger" in found
    assert shows_the_clock(found, "Buenos Aires", ZONES["Tomás"])
    many = ana.see("/people?q=kyc&share=3", "people-many", BOTH)
    assert re.search(r"\d+ people", many)
    wei = ana.see(ana.led("/people?q=wei+ledger", "Wei"), "person", ALL)
    ahead = hours_ahead(ZONES["Wei"], ZONES["Lisbon"])
    assert shows_the_clock(wei, f"Taipei ({ahead:g} h ahead of you)", ZONES["Wei"])
    assert "Lives in Taipei Own hours Mon–Fri 09:00–18:00 Languages Chinese English" in wei
    assert "Employed" not in wei
    assert "2022-06-20" not in ana.page().content()  # the first day of employment is not for colleagues
    page = ana.page()
    page.goto(f"{ana.address}/people")
    page.locator("#q").press_sequentially("sao paulo withdrawals")
    expect(page.locator(".found > li")).to_have_count(4)
    expect(page.locator(".found")).to_contain_text("Rafael")


def monday_in_may(year: int) -> date:
    """The first one after the first week."""
    day = date(year, 5, 8)
    return day + timedelta(days=-day.weekday() % 7)


@pytest.mark.long
def test_ana_sees_what_a_stay_does_before_anybody_else_does(walk: Walk) -> None:
    ana = walk("Ana")
    ana.see("/me/moving", "moving", MAIN)
    # Without a public holiday of either, or a plan of the cast: the figures are the same whenever this runs.
    first = monday_in_may(clock.now().year + 2)
    for look in shown(MAIN):
        page = ana.page(look)
        page.locator("#stay input[name=place]").fill("Taipei")
        page.locator("#stay input[name=start]").fill(first.isoformat())
        page.locator("#stay input[name=end]").fill((first + timedelta(days=13)).isoformat())
        page.locator("#stay button").click()
        ana.keep("moving-seen", look, axe=look is DESK)
    effect = sentences(ana.page())
    assert "What it does: Taipei" in effect
    assert "on your clock is 8 h ahead" in effect or "on your clock is 7 h ahead" in effect
    assert re.search(r"Wei: 45 h a week shared, now [0-9]+ h", effect)
    assert "Taipei" not in ana.see("/me/places", "places", BOTH)
    page = ana.page()
    page.go_back()
    page.get_by_role("button", name="Put it on the map").click()
    assert "Taipei, Taiwan journey" in ana.see("/me/places", "places-planned", BOTH)
    away = ana.see(f"/me/moving?about=away&start={first}&end={first + timedelta(days=4)}", "away-seen", BOTH)
    assert "of your working time." in away
    assert "Others see only that you are unavailable." in away


@pytest.mark.long
def test_ana_says_and_sees_what_is_hers(walk: Walk) -> None:
    ana = walk("Ana")
    assert "How colleagues know you" in ana.see("/me", "profile", BOTH)
    assert "Mon–Fri 09:00–18:00 from the beginning" in ana.see("/me/hours", "hours", BOTH)
    assert "there is no place to write it" in ana.see("/me/away", "away", BOTH)
    assert "It takes a minute; only you can say it." in ana.see("/me/confirm", "confirm", BOTH)
    ana.page().get_by_role("button", name="Yes, this is right").click()
    ana.see("/", "my-day-confirmed", BOTH)
    assert "Confirm your place" not in ana.page().inner_text("main")
    kept = ana.see("/me/data", "kept-about-me", MAIN)
    assert "place Lisbon, PT, Europe/Lisbon The map: who is at work, where and when." in kept
    assert "started 2019-05-13 From when on to plan with the person. people operations" in kept
    assert "Never more than you may yourself." in ana.see("/me/tokens", "tokens", BOTH)
    page = ana.page()
    page.locator("#id_name").fill("my script")
    page.locator("main input[type=checkbox]").first.check()
    page.get_by_role("button", name="Make it").click()
    made = ana.keep("tokens-made")
    word = page.inner_text("#new + p code")
    assert "copy it now, it is not kept here" in made
    answer = page.request.get(f"{ana.address}/api/v1/me", headers={"Authorization": f"Bearer {word}"})
    assert answer.json()["email"] == "ana@polaris.example"
    assert word not in ana.see("/me/tokens", "tokens-kept", BOTH)
    assert "Here they run as you" in ana.see("/api/docs", "api", BOTH)
    ana.see("/api/problems", "api-problems", BOTH)
    ana.see("/password", "password", BOTH)
    assert set(ana.statuses([*COMPANY[:2], *COMPANY[3:], "/company/roles", "/invitations"]).values()) == {404}


def test_mei_ling_sees_her_team_and_no_other_records(walk: Walk) -> None:
    lead = walk("Mei-Ling")
    day = lead.see("/", "my-day", MAIN)
    assert "Withdrawals Ops today, in your time" in day
    assert shows_the_clock(day, "Singapore", "Asia/Singapore")
    assert any(shows_the_clock(day, *one) for one in OPS), "who of the team is shown depends on the hour"
    team = lead.see(lead.led("/teams", "Withdrawals Ops"), "team", MAIN)
    assert "14 people, led by Mei-Ling. There is no hour in which all of them are at work." in team
    assert shows_the_clock(team, "Mexico City", "America/Mexico_City")
    assert re.search(r"Most are at work at \d\d:00–\d\d:00 Singapore: 1\d people of 14.", team)
    led = lead.see("/company/teams", "teams-led", BOTH)
    assert led.startswith("Teams that you lead Teams Withdrawals Ops led by Mei-Ling 14 people")
    assert "Ledger" not in led
    mine = lead.led("/company/teams", "Withdrawals Ops")
    record = lead.see(mine, "team-record", BOTH)
    assert "Members are added and removed by people operations." in record
    assert "Hafiz Singapore" in record
    ledger = lead.led("/teams", "Ledger")
    priya = lead.led("/people?q=priya+withdrawals", "Priya")
    assert "Employed" not in lead.see(priya, "person", BOTH)
    refused = [f"/company{ledger}", f"/company{priya}", *COMPANY[:2], *COMPANY[3:], "/company/roles"]
    assert set(lead.statuses(refused).values()) == {404}
    assert set(lead.statuses([f"/company{mine.removeprefix('/company')}"]).values()) == {200}


def test_camille_looks_after_records_and_is_seen_to(walk: Walk) -> None:
    people = walk("Camille")
    assert shows_the_clock(people.see("/", "my-day", BOTH), "Paris", "Europe/Paris")
    for path in COMPANY:
        people.see(path, path.removeprefix("/company/").replace("/", "-"), BOTH)
    assert "Executive Omar since" in people.see("/company/roles", "roles", BOTH)
    assert "people have an address and no account" in people.see("/invitations", "invitations", BOTH)
    assert "Everybody in it can see that you took it, and when." in people.see("/company/export", "export")
    record = people.led("/company/people?q=wei+ledger", "Wei")
    shown = people.see(record, "record", BOTH)
    assert "They see that you opened their record, and what you change." in shown
    assert people.page().input_value("#id_started") == "2022-06-20"
    assert people.page().locator("#id_rest_start, #id_consents").count() == 0  # theirs alone
    for called, path, words in (
        ("team-record", "/company/teams?q=ledger", "Ledger"),
        ("entity", "/company/entities", "Polaris SAS"),
        ("calendar", "/company/holidays", "Portugal: Lisbon"),
    ):
        people.see(people.led(path, words), called, BOTH)
    people.see(
        people.led(people.led("/company/holidays", "Portugal: Lisbon"), "Christmas Day"), "holiday", BOTH
    )
    wei = walk("Wei").see("/me/data", "kept-about-me", BOTH)
    assert re.search(r"Who looked at what is private When Who What Through [\w:]+ Taipei Camille", wei)


@pytest.mark.long
def test_camille_imports_with_a_look_first_and_exports(walk: Walk) -> None:
    people = walk("Camille")
    page = people.page()
    page.goto(f"{people.address}/company/imports")
    rows = "name,email,city,country\nNoor,noor@polaris.example,Nairobi,Kenya\n"
    page.set_input_files("#id_files", {"name": "new.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Read and compare").click()
    path = page.url.removeprefix(people.address)
    would = people.see(path, "import-would", MAIN)
    assert "What it would do" in would
    assert "1 person is new" in would
    assert "Nobody" in people.see("/people?q=noor+nairobi+polaris", "nobody-found", BOTH)
    page.goto(f"{people.address}{path}")
    page.get_by_role("button", name="Let it be").click()
    page.goto(f"{people.address}/company/export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    sheets = zipfile.ZipFile(BytesIO(Path(download.value.path()).read_bytes()))
    with closing(sheets):
        assert len(sheets.read("people.csv").decode().splitlines()) == 5024


@pytest.mark.long
def test_the_operator_runs_the_site_and_reads_nobodys_record(walk: Walk) -> None:
    operator = walk("Operator")
    assert "It belongs to no person on the map, so it has no place, no hours and no day." in operator.see(
        "/", "my-day", BOTH
    )
    assert "Compliance Camille since" in operator.see("/company/roles", "roles", BOTH)
    assert "people.csv" in operator.see("/company/imports", "imports", BOTH)
    row = operator.page().locator("main .list li", has_text="teams.csv")
    applied = str(row.locator("a").get_attribute("href"))
    assert "5,000 people are new" in operator.see(applied, "import-applied", BOTH)
    assert "You invite whoever was given a role" in operator.see("/invitations", "invitations", BOTH)
    wei = operator.led("/people?q=wei+ledger", "Wei")
    refused = ["/me", "/me/data", "/company/people", f"/company{wei}", "/company/export"]
    assert set(operator.statuses(refused).values()) == {404}


def test_mallory_is_told_nothing(walk: Walk) -> None:
    inside = walk("Ana")
    person, team = inside.led("/people?q=wei+ledger", "Wei"), inside.led("/teams", "Ledger")
    mallory = walk("Mallory")
    refused = mallory.see("/", "nothing", ALL, status=404)
    assert refused == (
        "Nothing is here for you Either the address is wrong, or what stands there is not yours to see. "
        "Both look the same on purpose."
    )
    known = [person, team, f"/company{person}", f"/company{team}", f"/people/{team.split('/')[-1]}"]
    pages = ["/now", "/people", "/people?q=ana", "/teams", "/me", "/me/hours", "/me/data", "/me/data.json"]
    programs = ["/me/tokens", "/api/docs", "/api/problems"]
    company = [*COMPANY, "/company/roles", "/invitations"]
    assert set(mallory.statuses([*known, *pages, *programs, *company]).values()) == {404}
    assert set(mallory.statuses(["/api/v1/people", "/api/v1/now", f"/api/v1{person}"]).values()) <= {
        401,
        403,
        404,
    }
    assert mallory.see(person, "nothing-of-wei", (DESK, PHONE), status=404) == refused
    assert "Taipei" not in mallory.page().inner_text("main")
    assert "17." in mallory.see("/constitution", "constitution", BOTH)
    mallory.see("/password", "password", BOTH)
