"""What a reader at a terminal of 80 columns sees: a line for a row, counts that agree, days explained."""

import json
from pathlib import Path

import pytest

from farflung.example import write_company
from tests.cli.asking import ask, farflung

FROM = ("--from", "2027-03-15")
AT = ("--at", "2027-03-15T11:15Z")


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return [str(path) for path in write_company(tmp_path_factory.mktemp("polaris"), "polaris")]


def lines(*words: str) -> list[str]:
    said = farflung(*words)
    assert said.status == 0, said.err
    return [line.rstrip() for line in said.out.splitlines()]


@pytest.mark.parametrize(
    "words",
    [
        ("now", *AT),
        ("now", *AT, "--viewer", "Buenos Aires"),
        ("hours", "Jack", *FROM, "--viewer", "Tokyo"),
        ("hours", "Daniel", "Wanjiru", *FROM, "--viewer", "Buenos Aires"),
        ("overlap", "Ana", "Wei", *FROM),
        ("where", *AT),
        ("due", "Wei", "Jack", "--asked", "2027-03-15T11:15Z", "--remind", "2h", "--viewer", "Buenos Aires"),
        ("slots", "Ana", "Omar", "Kasia", *FROM, "--viewer", "Lisbon"),
        ("slots", "Ana", "Omar", "Kasia", *FROM, "--why", "2027-03-15T07:15Z"),
        ("rotate", *FROM, "--now-at", "15:00"),
        ("sessions", "--on", "2027-03-15"),
        ("clocks", "Ana", "Ravi", "--series", "Mon 10:00 Toronto", *FROM),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_a_row_is_a_line(company: list[str], words: tuple[str, ...]) -> None:
    """A row that goes on starts with a blank first cell; passages that go on stand in by two blanks only."""
    verb, *rest = words
    shown = lines(verb, *company, *rest)
    assert max(map(len, shown)) <= 80
    head = next(n for n, line in enumerate(shown) if n and not line.startswith("  "))
    goes_on = [line for line in shown[head + 2 :] if line.startswith("   ")]
    assert not goes_on, "\n".join(shown)


def test_what_lists_people_breaks_between_them(company: list[str]) -> None:
    shown = lines("slots", *company, "Ana", "Omar", "Kasia", "Wanjiru", "Camille", *FROM)
    rows = [line for line in shown if line.startswith("Mon 15 Mar")]
    assert rows
    assert all(" Ana " in row and row.endswith(",") for row in rows)


def test_rules_stand_over_what_is_said_of_them(company: list[str]) -> None:
    shown = lines("cover", "radar", *company, "--from", "2027-03-01", "--days", "30")
    assert shown.count("Withdrawals: at least 1") == 1
    below = shown[shown.index("Withdrawals: at least 1") + 1 :]
    assert below[0].startswith("in all  ")


def test_a_day_without_work_names_its_holiday(company: list[str]) -> None:
    words = ("hours", *company, "Jack", "--from", "2027-03-22", "--days", "14")
    shown = lines(*words)
    assert shown[0].startswith("Jack: 63 h of working time")
    friday = shown.index(next(line for line in shown if "Good Friday" in line))
    assert shown[friday].split() == ["Fri", "26", "Mar", "Good", "Friday", "holiday"]
    assert shown[friday - 1].startswith("Thu 25 Mar 09:00-17:00 Sydney")
    assert [one["holiday"] for one in ask(*words)["off"]] == ["Good Friday", "Easter Monday"]


def test_an_absence_says_nothing_but_when(company: list[str]) -> None:
    words = ("hours", *company, "Daniel", *FROM, "--days", "5")
    assert lines(*words)[2].split() == ["Mon", "15", "Mar", "off"]
    assert all(one.keys() == {"id", "date", "start", "end"} for one in ask(*words)["off"])


def test_a_holiday_abroad_and_one_on_a_day_off_are_not_told(company: list[str]) -> None:
    # Tomás travels in Madrid and keeps the holidays of home: not San José (19 March), but 24 March.
    days = ask("hours", *company, "Tomás", *FROM, "--days", "14")["off"]
    assert next((day["date"], day["place"]) for day in days if "place" in day) == (
        "2027-03-24",
        "Buenos Aires",
    )
    assert ask("hours", "Ana=Lisbon 09-18", "--from", "2027-04-25", "--days", "1")["off"] == []  # a Sunday


def test_a_place_without_a_session_says_that_it_has_a_holiday(company: list[str]) -> None:
    words = ("sessions", *company, "--on", "2027-03-15")
    why = "public holiday, Benito Juárez's birthday on Mon 15 Mar"
    assert ask(*words)["plans"][-1]["why_missed"] == {"Mexico City": why}
    assert f"Without one: Mexico City (1 person): {why}." in " ".join(" ".join(lines(*words)).split())


def test_a_typed_place_does_not_come_on_its_holiday() -> None:
    words = ("sessions", "Lagos=130", "Tokyo=40", "--on", "2027-10-01")
    plan = ask(*words)["plans"][-1]
    assert plan["why_missed"] == {"Lagos": "public holiday, National Day on Fri 1 Oct"}
    assert plan["reached"] == 40
    assert ask("sessions", "Lagos=130", "--on", "2027-10-04")["plans"][-1]["share"] == 1


def test_a_day_on_which_nobody_comes_has_an_answer() -> None:
    shown = lines("sessions", "Lagos=130", "--on", "2027-10-01")
    assert shown[0] == "Fri 1 Oct 2027: no session reaches anybody in their own day"


def test_a_weekend_is_said_to_be_one() -> None:
    why = ask("sessions", "Ana=Lisbon", "Joe=Chicago", "--on", "2027-03-13")["plans"][-1]["why_missed"]
    assert set(why.values()) == {"not a working day"}


def test_sessions_are_told_by_the_place_somebody_is_in(company: list[str]) -> None:
    places = [p["name"] for s in ask("sessions", *company, "--on", "2027-03-15")["plans"][-1]["sessions"]
              for p in s["places"]]  # fmt: skip
    assert "Madrid" in places
    assert "Buenos Aires" not in places


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("overlap", "Ana=Lisbon", "Ben=Paris", *FROM, "--days", "1"), "8 h in common in 1 day"),
        (("overlap", "Ana=Lisbon", "Ben=Paris", *FROM, "--days", "2"), "16 h in common in 2 days"),
        (("clocks", "Ana=Lisbon", "--from", "2027-03-27", "--days", "2"), "1 clock change; 0 times"),
        (("clocks", "Ana=Lisbon", "--from", "2027-03-01", "--days", "2"), "0 clock changes; 0 times"),
        (
            ("clocks", "--same", "08:00 Los Angeles = 16:00 London", "--from", "2027-03-14", "--days", "1"),
            "0 of 1 day",
        ),
        (
            ("clocks", "A=Lisbon", "--series", "Mon 10:00 Toronto", "--from", "2027-03-08", "--days", "1"),
            "0 moves in 1 meeting",
        ),
        (
            ("clocks", "A=Lisbon", "--series", "Mon 10:00 Toronto", "--from", "2027-03-08", "--days", "8"),
            "1 move in 2 meetings",
        ),
        (
            ("cover", "radar", "A=Lisbon", "--rule", "at least 1 at all times", *FROM, "--days", "1"),
            "for 1 day",
        ),
    ],
)
def test_counts_agree(words: tuple[str, ...], title: str) -> None:
    assert (
        farflung(*words).out.splitlines()[0].endswith(title) or title in farflung(*words).out.splitlines()[0]
    )


def test_a_day_that_is_broken_alone_is_one_date() -> None:
    same = ("clocks", "--same", "08:00 Los Angeles = 16:00 London", "--from", "2027-03-14", "--days", "1")
    assert lines(*same)[2].split()[:3] == ["2027-03-14", "1", "day"]


def test_few_things_that_need_attention_are_told_and_many_are_counted(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("name,city\nAna,Lisbon\n,Paris\n", encoding="utf-8")
    assert "people.csv:3: the row names nobody" in farflung("now", str(sheet)).err
    sheet.write_text("name,city\nAna,Lisbon\n" + ",Paris\n" * 4, encoding="utf-8")
    assert "4 things in the files need attention: `farflung check`" in farflung("now", str(sheet)).err
    sheet.write_text("name,city\nAna,Lisbon\nBo,Vancouver\n", encoding="utf-8")
    lost = farflung("now", str(sheet)).err
    assert "people.csv:3 (city): Bo is not on the map: what is written can be several places." in lost
    assert "1 more thing in the files needs attention" in lost  # the question


LENGTHS = {"--length", "--step", "--slot", "--remind"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("slots", "Lisbon", "Tokyo", "--length", "0m"),
            "'0m' is 0 min: a meeting takes 5 min to 24 h here.",
        ),
        (
            ("slots", "Lisbon", "Tokyo", "--length", "25h"),
            "'25h' is 25 h: a meeting takes 5 min to 24 h here.",
        ),
        (("slots", "Lisbon", "Tokyo", "--step", "7m"), "'7m' is 7 min: starts are 5 min apart or more, and"),
        (("sessions", "Lagos=30", "--length", "0m"), "'0m' is 0 min: a meeting takes 5 min to 11 h here."),
        (("sessions", "Lagos=30", "--length", "9h", "--within", "09-17"), "takes 5 min to 8 h here."),
        (("sessions", "Lagos=30", "--step", "0m"), "Write 15m, 30m or 60m"),
        (("rotate", "Lisbon", "Tokyo", "--length", "0m"), "Write it like 45m or 1.5h"),
        (("rotate", "Lisbon", "Tokyo", "--step", "0m"), "Write it like 60m"),
        (
            ("hours", "Lisbon", "--slot", "0m"),
            "'0m' is 0 min: slots are a minute or longer. Write it like 30m",
        ),
        (("due", "Lisbon", "--work", "2h", "--remind", "3h"), "'3h' is 3 h, more than the 2 h of work"),
    ],
)
def test_a_length_that_cannot_be_says_what_was_read_and_what_to_write(
    words: tuple[str, ...], said: str
) -> None:
    run = farflung(*words)
    assert run.status == 2
    assert said in " ".join(run.err.split())
    assert f"for {[word for word in words if word in LENGTHS][-1]}:" in run.err


def test_a_typed_rule_about_a_language_or_a_skill_names_it(tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(
        "name,city,country,hours,languages,skills\n"
        "Ana,Lisbon,Portugal,09:00-18:00,Portuguese; French,postgres\n"
        "Wei,Taipei,Taiwan,09:00-18:00,Mandarin,\n",
        encoding="utf-8",
    )
    rules = (
        "at least 1 French, Mon-Fri 07:00-19:00 UTC",
        "at least 1 with postgres at all times",
        "at least 2 at all times",
    )
    typed = [word for rule in rules for word in ("--rule", rule)]
    said = " ".join(
        farflung("check", str(sheet), *typed, "--from", "2027-03-01", "--width", "200").out.split()
    )
    assert "French: " in said
    assert "postgres: " in said
    fingerprints = farflung("check", str(sheet), *typed, "--from", "2027-03-01", "--format", "json").out
    subjects = {
        f["subject"]
        for f in json.loads(fingerprints)["findings"]
        if f["rule"].startswith("contradiction.roster")
    }
    assert subjects == {"French", "postgres", "The company"}
