"""C01, C02, C03, C06, C11 and C13 with other people, zones, dates and figures, counted quarter by quarter."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import ask, farflung
from tests.cli.wall import QUARTER, first, iso, quarters, shown


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, *lines: str) -> None:
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


@pytest.mark.parametrize(
    ("one", "zone", "hours", "other", "zone2", "hours2", "since", "cause", "fix"),
    [
        ("Nairobi", "Africa/Nairobi", (8, 14), "Auckland", "Pacific/Auckland", (0, 8), "2027-03-05",
         "Auckland changed clocks on 4 April 2027 and Nairobi did not", "Nairobi 09-15"),
        ("Santiago Chile", "America/Santiago", (6, 14), "São Paulo", "America/Sao_Paulo", (15, 23),
         "2026-09-01", "Santiago changed clocks on 6 September 2026 and São Paulo did not", "Santiago 07-15"),
        ("Lisbon", "Europe/Lisbon", (9, 17), "Cairo", "Africa/Cairo", (19, 27), "2027-02-01",
         "Lisbon changed clocks on 28 March 2027 and Cairo follows only on 30 April 2027", "Lisbon 10-18"),
        ("Taipei", "Asia/Taipei", (8, 16), "Lisbon", "Europe/Lisbon", (9, 17), "2026-09-01",
         "Lisbon changed clocks on 25 October 2026 and Taipei did not", "Lisbon 08-16"),
        ("Nairobi", "Africa/Nairobi", (9, 15), "Chatham Islands", "Pacific/Chatham", (1.75, 9.75),
         "2027-02-01", "Chatham changed clocks on 4 April 2027 and Nairobi did not", "Nairobi 10-16"),
        ("Taipei", "Asia/Taipei", (8, 16), "Lord Howe Island", "Australia/Lord_Howe", (19, 27),
         "2027-02-20", "Lord Howe Island changed clocks on 4 April 2027 and Taipei did not", "18:30-02:30"),
    ],
)  # fmt: skip
def test_C01_the_hole_that_one_of_two_clocks_opens(
    one: str, zone: str, hours: tuple[float, float], other: str, zone2: str, hours2: tuple[float, float],
    since: str, cause: str, fix: str,
) -> None:  # fmt: skip
    (a, b), (c, d) = ((round(60 * x) for x in pair) for pair in (hours, hours2))
    write("people.csv", "name,city,hours", f"Ada,{one},06-20", f"Bo,{other},06-20")
    write("rota.csv", "duty,person,days,start,end", f"W,Ada,daily,{clock(a)},{clock(b)}",
          f"W,Bo,daily,{clock(c)},{clock(d)}")  # fmt: skip
    starts = date.fromisoformat(since)
    joints = []
    for number in range(90):
        end = first(starts + timedelta(number), b, zone)
        begins = [first(starts + timedelta(number + n), c, zone2) for n in (-1, 0, 1)]
        joints.append((end, min(begins, key=lambda begin: abs(begin - end))))
    hole = next((end, begin) for end, begin in joints if begin > end)
    said = json.loads(farflung("check", "people.csv", "rota.csv", "--from", since, "--format", "json").out)
    (found,) = (one for one in said["findings"] if one["rule"] == "coverage.clock-change")
    assert f"{hole[0]:%H:%M}-{hole[1]:%H:%M}Z" in found["title"].replace("24:00", "00:00")
    assert f"{hole[0]:%a} {hole[0].day} {hole[0]:%b %Y}" in found["title"]
    assert cause in found["cause"]
    assert fix in found["fixes"][0]["action"]


@dataclass(frozen=True)
class Row:
    """A line of a roster."""

    name: str
    zone: str
    days: str
    start: int
    length: int


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY = ",".join(WEEKDAYS)
ROSTERS = [
    (2, "2027-04-02", 5, (
        Row("Ada", "Australia/Lord_Howe", EVERY, 480, 480), Row("Bo", "Asia/Kathmandu", EVERY, 600, 510),
        Row("Cy", "Pacific/Chatham", "Sat,Sun", 1320, 480), Row("Di", "America/Santiago", EVERY, 540, 540),
    )),
    (1, "2027-09-03", 4, (
        Row("Ada", "America/Santiago", EVERY, 0, 480),
        Row("Bo", "Africa/Casablanca", "Fri,Sat,Sun", 840, 600),
        Row("Cy", "America/Santiago", EVERY, 960, 480),
    )),
    (3, "2027-04-28", 4, (
        Row("Ada", "Africa/Cairo", EVERY, 1320, 480), Row("Bo", "Africa/Cairo", "Thu", 1200, 360),
        Row("Cy", "Pacific/Apia", EVERY, 540, 480), Row("Di", "Europe/Berlin", EVERY, 480, 720),
        Row("Ed", "Asia/Kathmandu", EVERY, 0, 720),
    )),
    (1, "2027-04-02", 5, (
        Row("Ada", "Pacific/Apia", EVERY, 540, 480), Row("Bo", "Pacific/Auckland", EVERY, 540, 480),
    )),
    (2, "2027-10-29", 4, (
        Row("Ada", "Europe/Berlin", EVERY, 1320, 480), Row("Bo", "Africa/Casablanca", EVERY, 60, 480),
        Row("Cy", "America/St_Johns", "Sat,Sun", 30, 480),
    )),
]  # fmt: skip


def by_quarters(rows: tuple[Row, ...], since: datetime, days: int) -> dict[datetime, set[str]]:
    """Who is on in each quarter of an hour."""
    on: dict[datetime, set[str]] = {at: set() for at in quarters(since, since + timedelta(days))}
    for row in rows:
        for number in range(-3, days + 3):
            day = since.date() + timedelta(number)
            if WEEKDAYS[day.weekday()] in row.days.split(","):
                span = (first(day, m, row.zone) for m in (row.start, row.start + row.length))
                for at in quarters(*span) & on.keys():
                    on[at].add(row.name)
    return on


@pytest.mark.parametrize(("least", "since", "days", "rows"), ROSTERS)
def test_C02_who_is_there_alone_and_what_a_loss_opens(
    least: int, since: str, days: int, rows: tuple[Row, ...]
) -> None:
    lines = (f'{r.name},"{r.days}",{clock(r.start)},{clock(r.start + r.length)},{r.zone}' for r in rows)
    write("roster.csv", "person,days,start,end,timezone", *lines)
    rule, start = f"at least {least} at all times", datetime.combine(date.fromisoformat(since), time(), UTC)
    on = by_quarters(rows, start, days)
    (found,) = ask("cover", "radar", "roster.csv", "--rule", rule, "--from", since, "--days", str(days))[
        "rules"
    ]
    there = {
        at: {name.title() for name in level["people"]}
        for level in found["levels"]
        for at in quarters(*(datetime.fromisoformat(level[key]) for key in ("start", "end")))
    }
    assert {at: there.get(at, set()) for at in on} == on
    assert found["hours"]["hole"] == sum(not who for who in on.values()) / 4
    assert found["hours"]["below_minimum"] == sum(0 < len(who) < least for who in on.values()) / 4
    words = ("cover", "n-1", "roster.csv", "--rule", rule, "--at", iso(start), "--hours", str(24 * days))
    lost = {
        one["name"].title(): one["hours_below"] for one in ask(*words)["without"] if one["ground"] == "person"
    }
    for row in rows:
        short = sum(len(who) >= least > len(who - {row.name}) for who in on.values()) / 4
        assert lost.get(row.name, 0) == short


@pytest.mark.parametrize(
    ("least", "zone", "start", "counts", "hours"),
    [
        (2, "UTC", 0, (1, 1, 2, 2, 1, 2), (5, 4, 4, 4, 4, 3)),
        (2, "Asia/Kathmandu", 555, (1, 3, 2, 0, 2), (6, 4.5, 3.5, 2, 8)),
        (3, "America/Santiago", 1320, (3, 2, 4, 1), (8, 8, 4, 4)),
        (1, "Pacific/Chatham", 45, (1, 0, 1, 0), (9.5, 2.5, 10, 2)),
        (4, "Australia/Lord_Howe", 30, (4, 3, 4), (7.5, 9, 7.5)),
        (2, "Africa/Casablanca", 420, (2, 2, 2), (8, 8, 8)),
    ],
)
def test_C03_a_rule_and_the_blocks_of_a_roster(
    least: int, zone: str, start: int, counts: tuple[int, ...], hours: tuple[float, ...]
) -> None:
    rows, begin = [], start
    for block, (count, length) in enumerate(zip(counts, hours, strict=True)):
        end = begin + round(length * 60)
        rows += [f"Queue,B{block}{who},daily,{clock(begin)},{clock(end)},{zone}" for who in range(count)]
        begin = end
    write("rota.csv", "duty,person,days,start,end,timezone", *rows)
    rule = f"at least {least} watch the queue at all times"
    said = farflung(
        "check", "rota.csv", "--rule", rule, "--from", "2027-06-14", "--days", "28", "--format", "json"
    )
    titles = [
        one["title"] for one in json.loads(said.out)["findings"] if one["rule"] == "contradiction.roster"
    ]
    below = sum(length for count, length in zip(counts, hours, strict=True) if count < least)
    assert [f"{below:g} of 24 h" in title for title in titles] == ([True] if below else [])


@pytest.mark.parametrize(
    "zone", ["America/Santiago", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Chatham"]
)
@pytest.mark.parametrize(
    ("every", "step", "join"),
    [("week", 7, 17), ("week", 7, 21), ("2 weeks", 14, 1), ("day", 1, 40), ("3 days", 3, 10)],
)
def test_C06_who_joins_comes_last_and_those_whose_dates_change_are_told_once(
    zone: str, every: str, step: int, join: int
) -> None:
    start, names = date(2027, 8, 30), ["Ana", "Ravi", "Wei", "Jack"]
    write("people.csv", "name,zone", *(f"{name},UTC" for name in [*names, "Salma"]))
    begins = [start + timedelta(step * n) for n in range(90) if step * n < 90]
    turns: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for joined, found in turns.items():
        line, place = list(names), -1
        for day in begins:
            if joined and day >= start + timedelta(join) and "Salma" not in line:
                line.append("Salma")
            place = (place + 1) % len(line)
            found.append((line[place], iso(first(day, 540, zone))))
    plans = []
    for number, more in enumerate(("", f"      joins: {{person: Salma, at: {start + timedelta(join)}}}")):
        write(
            "rota.yaml", "rota: w", f"from: {start}", "days: 90", f"in: {zone}", "duties:",
            "  - duty: on call", "    rotation:", f"      every: {every}",
            f"      members: [{', '.join(names)}]",
            "      handover: '09:00'", f"      in: {zone}", f"      started: {start}", more,
            f"volunteers: [{', '.join(names)}, Salma]",
        )  # fmt: skip
        assert farflung("rota", "plan", "rota.yaml", "people.csv", "--out", f"{number}.json").status == 0
        shifts = json.loads(Path(f"{number}.json").read_text(encoding="utf-8"))["assignments"]
        plans.append(sorted((one["start"], one["name"]) for one in shifts))
    handed = [sorted((at, who) for who, at in turns[joined]) for joined in (False, True)]
    assert [[one for one in plan if one[0] >= handed[0][0][0]] for plan in plans] == handed
    told = ask("rota", "compare", "0.json", "1.json", "rota.yaml", "people.csv")["people"]
    assert sorted(told) == sorted({name for _, name in set(handed[0]) ^ set(handed[1])})


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "rest"),
    [
        ("Europe/Berlin", "2026-02-10", 120, 210, 11),
        ("Europe/Berlin", "2027-03-28", 30, 90, 11),  # the clocks go forward at two
        ("America/Santiago", "2027-09-04", 1380, 1440, 12),  # there is no midnight after it
        ("Australia/Lord_Howe", "2027-10-03", 60, 120, 9),  # there is no 02:00
        ("Pacific/Chatham", "2027-04-03", 1410, 1500, 11),
        ("Asia/Kathmandu", "2027-04-03", 195, 240, 10.5),
        ("Africa/Cairo", "2027-10-28", 1320, 1380, 11),  # 23:00 is there twice: when it ended is not told
    ],
)
def test_C11_rest_after_a_call_out_is_elapsed_and_the_next_start_is_told(
    zone: str, day: str, start: int, end: int, rest: float
) -> None:
    on = date.fromisoformat(day)
    write("people.csv", "name,zone", f"Nele,{zone}")
    write(
        "rota.yaml", "rota: w", f"from: {on - timedelta(2)}", "days: 6", f"in: {zone}", "volunteers: [Nele]",
        "duties:", "  - {duty: desk, at least: 1, when: always, in: UTC,",
        "     shifts: {length: 4h, every: 15m, between: '00:00-23:45', in: UTC}}",
        f"rules: {{rest after call out: {round(rest * 60)}m}}",
        f"call outs: {{person: Nele, date: {day}, hours: '{clock(start)}-{clock(end)}'}}",
    )  # fmt: skip
    if day in ("2027-10-03", "2027-10-28"):  # its end is none, or two
        assert farflung("rota", "plan", "rota.yaml", "people.csv").status == 3
        return
    soonest = first(on, end, zone) + timedelta(hours=rest)
    for begin, short in ((soonest, []), (soonest - QUARTER, [15])):
        until = begin + timedelta(hours=4)
        write(
            "plan.csv", "duty,person,start,end", f"desk,Nele,{begin:%Y-%m-%dT%H:%MZ},{until:%Y-%m-%dT%H:%MZ}"
        )
        said = farflung("rota", "check", "plan.csv", "rota.yaml", "people.csv", "--json")
        broken: list[Any] = json.loads(said.out)["answer"]["broken"]
        assert [one["by"] for one in broken] == short
        at = shown(soonest, zone)
        proposed = f"not before {at:%a} {at.day} {at:%b %Y} {at:%H:%M} {zone}"
        assert all(proposed in one["text"] for one in broken)


@pytest.mark.parametrize(
    ("second", "hours"), [("00:00", 168), ("12:00", 168), ("00:00, every: 2 weeks", 168)]
)
def test_C13_an_hour_on_two_schedules_is_worked_and_carried_once(second: str, hours: int) -> None:
    write("people.csv", "name,city", "Ana,Lisbon")
    turn = "    rotation: {members: [Ana], in: UTC, started: 2027-05-03, handover: "
    write(
        "rota.yaml", "rota: w", "from: 2027-05-03", "days: 7", "in: UTC", "volunteers: [Ana]",
        "burden: {hour: 1, weekend: 0, holiday: 0, nights: false}", "duties:",
        "  - duty: one", turn + "'00:00'}", "  - duty: two", turn + f"{second}}}",
    )  # fmt: skip
    shown_ = farflung("rota", "plan", "rota.yaml", "people.csv", "--ledger", "ledger.json", "--out", "p.json")
    row = next(line for line in shown_.out.splitlines() if line.startswith("Ana Lisbon") and " h " in line)
    assert f"{hours} h" in row
    (entry,) = json.loads(Path("ledger.json").read_text(encoding="utf-8"))["entries"]
    assert entry["carried"]["Ana"]["points"] == hours
    even = json.loads(farflung("rota", "check", "p.json", "rota.yaml", "people.csv", "--json").out)["answer"]
    assert even["balance"]["people"][0]["minutes"] == hours * 60


@pytest.mark.parametrize(
    ("active", "since", "members", "zone", "at"),
    [
        ("Sun-Thu", "2027-04-25", 3, "Africa/Cairo", "00:00"),  # over the Friday whose midnight is missing
        ("Mon-Fri", "2027-09-03", 4, "America/Santiago", "00:00"),
        ("Mon,Wed,Fri", "2027-04-02", 2, "Australia/Lord_Howe", "09:00"),
        ("Sun-Fri", "2027-03-05", 5, "Asia/Kathmandu", "10:00"),
        ("Sat,Sun", "2027-09-25", 14, "Pacific/Chatham", "22:45"),
        ("Mon-Fri", "2027-03-01", 14, "Pacific/Apia", "00:00"),
    ],
)
def test_C05_working_days_alone_use_up_turns(
    active: str, since: str, members: int, zone: str, at: str
) -> None:
    names = [f"E{number}" for number in range(1, members + 1)]
    words = ("--start", f"{since} {at} {zone}", "--every", "day", "--active", active, "--days", "60")
    found = ask("handovers", *names, *words, "--second")["periods"]
    first_day, last = (active.split("-") + active.split("-"))[:2] if "-" in active else ("", "")
    if first_day:
        low, high = WEEKDAYS.index(first_day), WEEKDAYS.index(last)
        days = {(low + n) % 7 for n in range((high - low) % 7 + 1)}
    else:
        days = {WEEKDAYS.index(day) for day in active.split(",")}
    start, minute = date.fromisoformat(since), int(at[:2]) * 60 + int(at[3:])
    on = [day for day in (start + timedelta(n) for n in range(62)) if day.weekday() in days]
    until = first(start, minute, zone) + timedelta(60)
    wanted = [
        (names[turn % members], iso(first(day, minute, zone)), names[(turn + 1) % members])
        for turn, day in enumerate(on)
        if first(day, minute, zone) < until
    ]
    assert [(one["member"], one["start"], one["second"]) for one in found] == wanted
    ends = [min(first(day + timedelta(1), minute, zone), until) for day in on]
    assert [one["end"] for one in found] == [iso(end) for end in ends[: len(found)]]
    assert {one["member"] for one in found[:members]} == set(names)


TEAM = {
    "Manila": 4, "Singapore": 2, "Bengaluru": 2, "Nairobi": 1, "Lagos": 1, "Warsaw": 1, "São Paulo": 2,
    "Mexico City": 1, "Kathmandu": 1, "Cairo": 1, "Santiago Chile": 1, "Auckland": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "off"),
    [
        # A Friday: India keeps no New Year's Day, and Nepal its own in April.
        ("2027-01-01", set(TEAM) - {"Kathmandu", "Bengaluru"}),
        ("2027-05-01", set(TEAM)),  # a Saturday, and Labour Day
        ("2027-04-21", {"São Paulo"}),  # Tiradentes
        ("2027-09-17", {"Santiago Chile", "Cairo"}),  # the Friday before Independence; Egypt's weekend
        ("2027-03-29", {"Nairobi", "Lagos", "Warsaw", "Auckland"}),  # Easter Monday
        ("2027-11-01", {"Manila", "Warsaw", "Santiago Chile"}),  # All Saints
        ("2027-11-02", {"Manila", "São Paulo"}),  # All Souls
    ],
)
def test_C15_who_of_a_team_is_off_on_a_day(day: str, off: set[str]) -> None:
    write(
        "ops.csv",
        "name,city,hours",
        *(f"{city} {n},{city},09-18" for city, many in TEAM.items() for n in range(many)),
    )
    there = set()
    for hour in range(-14, 26, 2):
        at = datetime.combine(date.fromisoformat(day), time(0, 30), UTC) + timedelta(hours=hour)
        for one in ask("now", "ops.csv", "--at", iso(at))["people"]:
            if one["working"] and one["own_time"]["local"].startswith(day):
                there.add(one["name"])
    assert there == {f"{city} {n}" for city, many in TEAM.items() if city not in off for n in range(many)}
