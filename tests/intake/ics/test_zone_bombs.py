"""Definitions of zones that would take for ever, or fill the memory: read no further than anybody needs."""

from contextlib import suppress
from datetime import UTC, datetime
from time import thread_time

import pytest

from farflung.engine.time import Span, packaged_zones
from farflung.intake.ics.file_clock import MOST_ZONES
from farflung.intake.ics.lines import unfolded
from farflung.intake.ics.taken import Owner, Taken, TooMuchError, taken_of
from farflung.intake.ics.tree import read_tree
from farflung.intake.ics.vtimezone import BadTimezoneError, _walls, read_rules
from farflung.intake.notebook import Notebook

ZONES = packaged_zones()
WINDOW = Span(datetime(2027, 3, 15, tzinfo=UTC), datetime(2027, 5, 24, tzinfo=UTC))
OWNER = Owner(ZONES.zone("Europe/Lisbon"))
EVENT = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=z0:20270316T100000\nDURATION:PT1H\nEND:VEVENT\n"


def part(rule: str, more: str = "") -> str:
    ruled = f"RRULE:{rule}\n" if rule else ""
    start = "DTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n"
    return f"BEGIN:STANDARD\n{start}{ruled}{more}END:STANDARD\n"


def zone(body: str, name: str = "z0") -> str:
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{body}END:VTIMEZONE\n"


def calendar(body: str) -> bytes:
    return f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode()


def taken(document: bytes, seconds: float = 4.0) -> Taken:
    begun = thread_time()
    return taken_of([document], OWNER, WINDOW, ZONES, lambda: thread_time() - begun > seconds)


HOURS, MINUTES = (",".join(map(str, range(most))) for most in (24, 60))
BOMBS = (
    "FREQ=YEARLY;INTERVAL=0",
    "FREQ=YEARLY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;INTERVAL=00",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    f"FREQ=YEARLY;BYMONTHDAY=1;BYHOUR={HOURS};BYMINUTE={MINUTES};BYSECOND={MINUTES}",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    "FREQ=YEARLY;BYEASTER=0",
    "FREQ=YEARLY;COUNT=99999999",
    "FREQ=SECONDLY",
    "BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=12;BYDAY=37MO",
)


@pytest.mark.parametrize("rule", BOMBS)
def test_a_rule_that_no_clock_follows_is_not_followed_either(rule: str) -> None:
    begun = thread_time()
    (read,) = read_tree(calendar(zone(part(rule))), "", Notebook())
    with pytest.raises(BadTimezoneError, match=r"cannot be read|more than 2,000 times"):
        read_rules(read.children[0])
    assert taken(calendar(zone(part(rule)) + EVENT)).left_out == 1
    assert thread_time() - begun < 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=10;BYDAY=-1SU",
        "FREQ=YEARLY;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;BYHOUR=2;BYMINUTE=0", "FREQ=YEARLY;BYYEARDAY=60;COUNT=9",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20151231T235959Z",
    ],
)  # fmt: skip
def test_every_way_in_which_programs_write_them_is_followed(rule: str) -> None:
    (read,) = read_tree(calendar(zone(part(rule))), "", Notebook())
    assert read_rules(read.children[0]).changes[1:]


NEVER = (
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYSETPOS=300",
    "FREQ=YEARLY;BYDAY=MO;BYSETPOS=60",
    "FREQ=YEARLY;BYMONTH=2;BYDAY=5MO;BYMONTHDAY=1",
    "FREQ=YEARLY;BYYEARDAY=-366;BYDAY=MO;BYWEEKNO=-53",
)


@pytest.mark.parametrize("rule", NEVER)
def test_what_never_comes_is_not_looked_for_until_the_end_of_all_calendars(rule: str) -> None:
    """Forty of them took six seconds: eight thousand years each, between two looks at the time."""
    ruled = f"RRULE:{rule}\n" * 9
    (read,) = read_tree(calendar(zone(part(rule, ruled) * 4)), "", Notebook())
    begun = thread_time()
    assert len(read_rules(read.children[0]).changes) == 2, "that with which it begins"
    assert thread_time() - begun < 2


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["1970-01-01", "1972-02-29", "1976-02-29"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=2", ["1970-01-01", "1970-12-28", "1976-12-27"]),
        ("FREQ=YEARLY;INTERVAL=7;BYMONTH=3;BYDAY=-1SU;COUNT=3",
         ["1970-01-01", "1970-03-29", "1977-03-27", "1984-03-25"]),
        ("FREQ=YEARLY;BYYEARDAY=366;COUNT=2", ["1970-01-01", "1972-12-31", "1976-12-31"]),
    ],
)  # fmt: skip
def test_each_comes_on_its_own_date(rule: str, dates: list[str]) -> None:
    (read,) = read_tree(calendar(zone(part(rule))), "", Notebook())
    onsets = _walls(read.children[0].children[0], 0)
    assert [f"{datetime.fromtimestamp(one, UTC):%Y-%m-%d}" for one in onsets] == dates


def test_a_zone_that_changes_more_often_than_any_is_none() -> None:
    dates = ",".join(
        f"20{year:02d}{month:02d}01T{hour:02d}0000"
        for year in range(30)
        for month in range(1, 13)
        for hour in range(6)
    )
    (read,) = read_tree(calendar(zone(part("", f"RDATE:{dates}\n"))), "", Notebook())
    with pytest.raises(BadTimezoneError, match="changes its clocks more than 2,000 times"):
        read_rules(read.children[0])


def test_more_zones_than_there_are_is_no_calendar_of_somebody() -> None:
    body = "".join(zone(part(""), f"z{number}") for number in range(MOST_ZONES + 1))
    with pytest.raises(TooMuchError):
        taken(calendar(body + EVENT))


def test_time_is_looked_at_before_every_part_of_a_zone() -> None:
    asked: list[int] = []

    def late() -> bool:
        asked.append(1)
        return False

    document = calendar(zone(part("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU") * 7) + EVENT)
    lines = len(list(unfolded(document)))
    taken_of([document], OWNER, WINDOW, ZONES, late)
    assert len(asked) >= 7 + lines // 200


def test_time_is_looked_at_after_every_long_line() -> None:
    asked: list[int] = []

    def late() -> bool:
        asked.append(1)
        return len(asked) > 3

    long = "ATTENDEE" + ";a=b" * 10_000 + "\n"
    with pytest.raises(TooMuchError):
        taken_of([calendar(EVENT.replace("UID:1\n", long * 9))], OWNER, WINDOW, ZONES, late)
    assert len(asked) == 4, "it goes on for one line at most"


def test_three_megabytes_of_zones_take_seconds() -> None:
    slow = "".join(zone(part("FREQ=YEARLY") * 500, f"z{number}") for number in range(50))
    begun = thread_time()
    with suppress(TooMuchError):
        taken(calendar(slow))
    assert thread_time() - begun < 5
