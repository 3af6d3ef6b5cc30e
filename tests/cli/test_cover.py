"""`farflung cover`: what its verbs show on the terminal and say as data."""

from pathlib import Path

import pytest

from tests.cli.asking import ask, farflung

PEOPLE = "name,city,hours\nKasia,Warsaw,08-18\nRafael,São Paulo,09-20\n"
ROTA = "duty,person,days,start,end\nW,Kasia,Mon-Fri,08:00,16:00\nW,Rafael,Mon-Fri,12:00,20:00\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "rota.csv").write_text(ROTA, encoding="utf-8")
    return str(tmp_path / "people.csv"), str(tmp_path / "rota.csv")


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_a_line_of_marks_for_each_rule_a_mark_for_each_day(files: tuple[str, str]) -> None:
    said = farflung("cover", "radar", *files, "--from", "2027-03-22", "--days", "14")
    assert said.out.splitlines()[:4] == [
        "Coverage from 2027-03-22 for 14 days",
        "               Mar       Apr",
        "W, as planned  ▒▒▒▒█  █████",
        "█ nobody  ▒ single person  blank: nobody is asked for  a mark is a day (UTC) at its worst",
    ]


def test_where_it_is_narrow_days_share_a_mark_and_none_is_lost(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = farflung("cover", "radar", *files, "--from", "2027-03-22")
    line = next(line for line in said.out.splitlines() if line.startswith("W, as planned  "))
    assert all(len(line) <= 40 for line in said.out.splitlines())
    assert "a mark is 4 days (UTC) at its worst" in " ".join(said.out.split())
    assert len(line) == 15 + 23  # the last of 90 days are a Friday and a Saturday


def test_the_data_has_days_first_times_levels_and_holes(files: tuple[str, str]) -> None:
    answer = ask("cover", "radar", *files, "--from", "2027-03-29", "--days", "2")
    assert answer["days"] == ["2027-03-29", "2027-03-30"]
    (rule,) = answer["rules"]
    # Kasia has a holiday on Easter Monday.
    assert rule["implied"]
    assert rule["days"] == ["hole", "hole"]
    assert [(seen["state"], seen["first"]["start"]) for seen in rule["seen"]] == [
        ("hole", "2027-03-29T06:00:00Z"),
        ("hole", "2027-03-29T14:00:00Z"),
        ("single person", "2027-03-29T15:00:00Z"),
    ]
    assert rule["seen"][1]["cause"] == "Warsaw changed clocks on 28 March 2027 and São Paulo did not"
    assert {level["state"] for level in rule["levels"]} == {"hole", "single person"}
    assert [episode["kind"] for episode in rule["episodes"]] == ["holiday", "clock change"]
    assert {one["person"] for one in rule["alone"]} == {"Kasia", "Rafael"}


def test_nothing_to_cover_says_what_to_give(files: tuple[str, str]) -> None:
    said = farflung("cover", "radar", files[0])
    assert said.status == 2
    assert "nothing is to be covered: give a rota, an agreement, or --rule" in " ".join(said.err.split())


OPS = (
    "name,city,hours,entity\nKasia,Warsaw,08-18,Polaris EU\nRafael,São Paulo,09-20,Polaris BR\n"
    "Beatriz,Campinas,09-18,Polaris BR\nXimena,Mexico City,09-18,Polaris US\n"
)
RELAY = "duty,person,days,start,end\nW,Kasia,daily,08:00,16:00\nW,Rafael,daily,12:00,20:00\n"
AT = ("--at", "2027-04-06T08:00Z")


@pytest.fixture
def ops(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "people.csv").write_text(OPS, encoding="utf-8")
    (tmp_path / "rota.csv").write_text(RELAY, encoding="utf-8")
    return str(tmp_path / "people.csv"), str(tmp_path / "rota.csv")


def test_N1_which_duties_fall_below_if_sao_paulo_is_offline(ops: tuple[str, str]) -> None:
    words = ("cover", "n-1", *ops, "--without", "São Paulo", "--hours", "72", *AT)
    answer = ask(*words)
    assert answer["without"] == [{"ground": "city", "name": "São Paulo", "people": ["Rafael"]}]
    (rule,) = answer["rules"]
    assert (rule["rule"], rule["hours"], rule["gone"]) == ("W, as planned", 24, ["Rafael"])
    assert [one["start"] for one in rule["nobody"]] == [f"2027-04-{d:02d}T15:00:00Z" for d in (6, 7, 8)]
    assert {one["person"] for one in rule["step_in"]} == {"Ximena"}
    assert rule["nobody_could"] == []
    shown = " ".join(farflung(*words, "--viewer", "Kasia").out.split())
    assert (
        "Without São Paulo (city, 1 person) from 2027-04-06 08:00Z = Tue 6 Apr 10:00 Warsaw for 72 h" in shown
    )
    assert "nobody Tue 6 Apr 2027 15:00-23:00Z = Tue 6 Apr 17:00-01:00 Warsaw (8 h)" in shown
    assert "step in Ximena to take 15:00-23:00Z (09:00-17:00 in Mexico City)" in shown
    assert "São Paulo is taken as the city; write 'region:São Paulo' for that." in shown


@pytest.mark.parametrize(
    ("name", "ground", "people"),
    [
        ("region:São Paulo", "region", ["Beatriz", "Rafael"]),
        ("BR-SP", "region", ["Beatriz", "Rafael"]),
        ("brazil", "country", ["Beatriz", "Rafael"]),
        ("BR", "country", ["Beatriz", "Rafael"]),
        ("Polaris BR", "entity", ["Beatriz", "Rafael"]),
        ("Americas", "region", ["Beatriz", "Rafael", "Ximena"]),
        ("EU", "region", ["Kasia"]),
        ("Rafael", "person", ["Rafael"]),
    ],
)
def test_N1_what_can_be_lost_has_many_names(
    ops: tuple[str, str], name: str, ground: str, people: list[str]
) -> None:
    (lost,) = ask("cover", "n-1", *ops, "--without", name, *AT)["without"]
    assert (lost["ground"], lost["people"]) == (ground, people)


def test_N1_two_at_once(ops: tuple[str, str]) -> None:
    answer = ask("cover", "n-1", *ops, "--without", "Kasia", "--without", "Americas", *AT, "--hours", "24")
    (rule,) = answer["rules"]
    assert rule["gone"] == ["Kasia", "Rafael"]
    # 08-14Z and 06-08Z by Kasia, 15-23Z by Rafael; the hour between is short anyway.
    assert rule["hours"] == 16


@pytest.mark.parametrize(
    ("name", "close"),
    [("Sao Paolo", "São Paulo"), ("Rafel", "Rafael"), ("Braxil", "Brazil"), ("Polaris", "Polaris BR")],
)
def test_N1_an_unknown_name_is_told_what_is_close(ops: tuple[str, str], name: str, close: str) -> None:
    said = farflung("cover", "n-1", *ops, "--without", name, *AT)
    assert said.status == 2
    shown = " ".join(said.err.split())
    assert f"nobody and nothing of the files is called {name!r}; did you mean" in shown
    assert close in shown


def test_N1_a_name_that_nothing_is_close_to(ops: tuple[str, str]) -> None:
    said = farflung("cover", "n-1", *ops, "--without", "Mallory", *AT)
    assert said.status == 2
    assert "called 'Mallory'" in said.err
    assert "did you mean" not in said.err


def test_N1_what_breaks_the_most_names_the_same_people_once(ops: tuple[str, str]) -> None:
    shown = farflung("cover", "n-1", *ops, "--at", "2027-04-06T00:00Z").out
    headings = [line for line in shown.splitlines() if line.startswith("One ")]
    # Rafael is São Paulo, Brazil and its entity on this duty, as Kasia is Warsaw.
    assert headings == ["One person"]
    every = ask("cover", "n-1", *ops, "--at", "2027-04-06T00:00Z")["without"]
    assert {one["ground"] for one in every} == {"person", "city", "country", "entity", "region"}
    assert all(one["hours_below"] == one["hours_nobody"] > 0 for one in every)


def test_N1_nothing_falls_below_is_said(ops: tuple[str, str]) -> None:
    shown = farflung("cover", "n-1", *ops, "--without", "Ximena", *AT).out
    assert "72 h: nothing falls below its minimum" in " ".join(shown.split())
    assert "Not touched: W, as planned." in shown


def test_C01_the_cheapest_repair_is_Warsaw_09_17(files: tuple[str, str]) -> None:
    words = ("cover", "repair", *files, "--from", "2027-03-30", "--days", "14")
    (rule,) = ask(*words)["rules"]
    (hole,) = (hole for hole in rule["holes"] if hole["kind"] == "clock change")
    best = hole["offers"][0]
    assert (best["kind"], best["people"], best["opens"]) == ("move", ["Kasia"], [])
    assert best["action"].startswith("Move the shift of Kasia to Warsaw 09-17 (now 08-16)")
    # Nobody was ever there before 06:00Z: the day of the rota begins an hour later.
    assert {span["start"][11:16] for span in best["instead"]} == {"06:00"}
    assert (best["closes_hours"], best["closes_all"]) == (hole["hours"], True)
    assert best["cost"]["points"] == best["cost"]["moved_hours"] + 4
    shown = " ".join(farflung(*words).out.split())
    assert f"move {best['cost']['points']:g} Move the shift of Kasia to Warsaw 09-17" in shown
    assert "hire 404 Hire one person on the clock of" in shown


def test_a_hire_in_a_place_that_is_named_is_given_its_best_hours(files: tuple[str, str]) -> None:
    words = ("cover", "repair", *files, "--rule", "at least 1 on W from Mon-Fri 21:00-24:00 UTC")
    answer = ask(*words, "--hire-zone", "Mexico City", "--from", "2027-04-12", "--days", "14")
    hires = answer["rules"][0]["hires"]
    assert all("on the clock of Mexico City" in hire["action"] for hire in hires)
    # Rafael is there until 23:00Z, but on 21 April, a holiday; 23-24Z is 17-18 in Mexico City.
    assert "Mon-Fri 10-18 there" in hires[0]["action"]
    assert hires[0]["closes_hours"] == 10 + 2


def test_a_place_to_hire_in_that_is_none_is_refused(files: tuple[str, str]) -> None:
    said = farflung("cover", "repair", *files, "--hire-zone", "Nowhere at all")
    assert said.status == 2
    assert "Nowhere at all" in said.err


def test_nothing_to_repair_is_said(files: tuple[str, str]) -> None:
    said = farflung("cover", "repair", *files, "--from", "2027-03-15", "--days", "5")
    assert "Nothing is short." in said.out


MARKETS = (
    "markets:\n"
    "  - {name: Brazil, zone: America/Sao_Paulo, when: 'Mon-Sat 08:00-20:00', languages: pt, share: 20 %}\n"
    "  - {name: Poland, zone: Europe/Warsaw, when: 'Mon-Fri 09:00-17:00', any_language: [pl, de]}\n"
)
SPEAKERS = "name,city,hours,languages\nKasia,Warsaw,08-18,Polish\nRafael,São Paulo,09-20,Portuguese; Polish\n"


@pytest.fixture
def markets(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "people.csv").write_text(SPEAKERS, encoding="utf-8")
    (tmp_path / "markets.yaml").write_text(MARKETS, encoding="utf-8")
    return str(tmp_path / "people.csv"), str(tmp_path / "markets.yaml")


def test_S3_who_can_take_a_customer_now_or_in_four_hours(markets: tuple[str, str]) -> None:
    words = ("cover", "who", *markets, "--market", "poland", "--at", "2027-03-03T10:00Z", "--for", "4h")
    answer = ask(*words)
    assert (answer["market"], answer["promised"]) == ("Poland", True)
    assert [(t["person"], t["now"], t["end"][11:16]) for t in answer["takers"]] == [
        ("Kasia", True, "17:00"),
        ("Rafael", False, "23:00"),
    ]
    shown = " ".join(farflung(*words, "--viewer", "Kasia").out.split())
    assert "2 people can take a customer of Poland at 2027-03-03 10:00Z = Wed 3 Mar 11:00 Warsaw" in shown
    assert "Kasia now until 17:00Z Wed 3 Mar 11:00-18:00 Warsaw" in shown
    assert "Rafael 12:00-23:00Z Wed 3 Mar 09:00-20:00 São Paulo Wed 3 Mar 13:00-00:00" in shown
    assert "Poland is promised somebody Mon-Fri 09:00-17:00 Europe/Warsaw" in shown


def test_S3_nobody_can_and_who_is_the_next(markets: tuple[str, str]) -> None:
    words = ("cover", "who", *markets, "--market", "Brazil", "--at", "2027-03-03T07:30Z", "--for", "2h")
    answer = ask(*words)
    assert (answer["takers"], answer["promised"]) == ([], False)
    assert (answer["next"]["person"], answer["next"]["start"]) == ("Rafael", "2027-03-03T12:00:00Z")
    assert [(miss["person"], miss["lacks"]) for miss in answer["near_misses"]] == [("Kasia", ["Portuguese"])]
    shown = " ".join(farflung(*words).out.split())
    assert "Nobody can take a customer of Brazil" in shown
    assert "The next" in shown
    assert "Kasia has no Portuguese" in shown


def test_S3_languages_and_licences_may_be_typed(markets: tuple[str, str]) -> None:
    words = ("cover", "who", markets[0], "--at", "2027-03-03T12:30Z")
    assert [t["person"] for t in ask(*words, "--language", "pt")["takers"]] == ["Rafael"]
    assert [t["person"] for t in ask(*words)["takers"]] == ["Rafael", "Kasia"]
    shown = farflung(*words, "--language", "fr", "--licence", "law").out
    assert "Nobody can take a customer who needs French and law" in shown


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--market", "Polant"), "no market is called 'Polant'; did you mean Poland?"),
        (("--market", "Mars"), "the files name Brazil or Poland"),
        (("--for", "0h"), "look ahead by minutes or hours"),
        (("--for", "20d"), "at most 14 days"),
    ],
)
def test_what_cannot_be_asked_is_told(markets: tuple[str, str], words: tuple[str, ...], why: str) -> None:
    said = farflung("cover", "who", *markets, *words)
    assert said.status == 2
    assert why in " ".join(said.err.split())


def test_without_a_file_of_markets_it_is_told_what_to_give(markets: tuple[str, str]) -> None:
    said = farflung("cover", "who", markets[0], "--market", "Brazil")
    assert said.status == 2
    assert "the files have no markets: give a file of them" in " ".join(said.err.split())


def test_S3_the_radar_tells_promises_kept_the_worst_hours_and_the_hire(markets: tuple[str, str]) -> None:
    words = ("cover", "radar", *markets, "--from", "2027-03-01", "--days", "28")
    brazil, poland = ask(*words)["markets"]
    assert (brazil["promised_hours"], brazil["kept_hours"], brazil["share"]) == (288, 209, 0.2)
    assert (poland["worst"], poland["hire"]) == (None, None)
    assert (brazil["worst"]["weekday"], brazil["worst"]["missed_hours"]) == (5, 48)
    assert "Hire one person with Portuguese on the clock of" in brazil["hire"]["action"]
    shown = " ".join(farflung(*words).out.split())
    assert "Brazil 209 h of 288 h kept (72%), 20% of all customers" in shown
    assert "Poland 160 h of 160 h kept (100%)" in shown
    assert [rule["market"] for rule in ask(*words)["rules"]] == ["Brazil", "Poland"]


def test_S3_a_market_is_lost_with_its_only_speaker(markets: tuple[str, str]) -> None:
    answer = ask(
        "cover", "n-1", *markets, "--without", "Rafael", "--at", "2027-03-02T00:00Z", "--hours", "24"
    )
    assert [(rule["rule"], rule["hours"]) for rule in answer["rules"]] == [("Brazil", 11)]


@pytest.mark.parametrize("verb", ["radar", "n-1", "repair", "who"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_N4_no_verb_tells_why_somebody_is_away(
    files: tuple[str, str], tmp_path: Path, verb: str, form: tuple[str, ...]
) -> None:
    away = tmp_path / "absences.csv"
    away.write_text("person,from,to,reason\nRafael,2027-03-16,2027-03-19,surgery\n", encoding="utf-8")
    at_once = verb in ("n-1", "who")
    when = ("--at", "2027-03-16T12:00Z") if at_once else ("--from", "2027-03-15", "--days", "7")
    said = farflung("cover", verb, *files, str(away), *when, *form)
    assert said.status == 0, said.err
    assert "surgery" not in said.out + said.err
    assert ("Rafael is unavailable" in " ".join(said.out.split())) == (not at_once)


@pytest.mark.parametrize("verb", ["radar", "n-1", "repair", "who"])
def test_an_answer_that_leaves_out_what_could_not_be_read_ends_with_status_3(
    files: tuple[str, str], tmp_path: Path, verb: str
) -> None:
    """A script that asks for half a team has to know it; the answer is printed all the same."""
    at = ("--from", "2027-03-22") if verb in ("radar", "repair") else ("--at", "2027-03-22T09:00Z")
    assert farflung("cover", verb, *files, *at).status == 0
    (tmp_path / "more.csv").write_text("name,city,hours\nLost,Springfield,09-17\n", encoding="utf-8")
    said = farflung("cover", verb, *files, str(tmp_path / "more.csv"), *at)
    assert said.status == 3
    assert "Lost is not on the map" in said.err
    assert said.out


def test_a_weekly_row_without_dates_holds_in_every_year(files: tuple[str, str]) -> None:
    for day in ("1999-03-01", "2019-12-30", "2027-03-01"):
        answer = ask("cover", "radar", *files, "--from", day, "--days", "7")
        assert answer["rules"][0]["hours"]["asked"] > 0, day


def test_N1_of_people_who_are_in_a_roster_alone_is_asked_by_their_names(tmp_path: Path) -> None:
    """Their id is their name in small letters: that is no second person of that name."""
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "duty,person,days,start,end,timezone\nSupport,P8,daily,00:00,08:30,Asia/Kathmandu\n"
        "Support,P2,daily,18:00,02:00,UTC\n", encoding="utf-8",
    )  # fmt: skip
    answer = ask("cover", "n-1", str(roster), "--without", "P8", "--at", "2027-04-02T00:00Z", "--hours", "24")
    assert answer["without"] == [{"ground": "person", "name": "p8", "people": ["p8"]}]


def test_a_name_that_is_known_of_something_else_is_told_as_what_it_is(ops: tuple[str, str]) -> None:
    said = farflung("cover", "n-1", *ops, *AT, "--without", "city: Brazil")
    assert said.status == 2
    told = " ".join(said.err.split())
    assert "no city of the files is called 'Brazil'; write 'country:Brazil'" in told
    assert farflung("cover", "n-1", *ops, *AT, "--without", "country:Brazil").status == 0
