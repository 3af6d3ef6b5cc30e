"""What is read by a short way is what the long way reads: plain lines, and plainly weekly rules."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.time import CivilTime
from farflung.intake.ics.library import parts_of
from farflung.intake.ics.lines import Line, parsed, unfolded
from farflung.intake.ics.rules import checked_rule, weekly

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORD = st.text(alphabet="ABCaz09-", min_size=1, max_size=8)
SAID = st.text(alphabet='aZ 9:;,=."\\^ñ/', max_size=10)


@given(WORD, st.lists(st.tuples(WORD, SAID), max_size=3), st.text(alphabet="aZ:;,\\ñ ", max_size=12))
def test_a_line_has_the_parts_that_the_library_finds(
    name: str, params: list[tuple[str, str]], value: str
) -> None:
    text = name + "".join(f";{key}={said}" for key, said in params) + f":{value}"
    try:
        found, given_, rest = parts_of(text)
    except ValueError:
        return
    if '"' in text.partition(":")[0].replace('="', "").replace('";', ""):
        return  # a quote in the middle is no quote to us, and an end to the library
    prop = parsed(Line(7, text))
    assert (prop.name, prop.value, prop.line) == (found.upper(), rest, 7)
    assert prop.params.keys() == {key.upper() for key in given_}


@given(st.lists(st.text(alphabet="ab ñ\t", max_size=6), max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_are_unfolded_under_the_number_of_their_first(parts: list[str], end: str) -> None:
    physical = [f"X:{part}" if n % 2 else f" {part}" for n, part in enumerate(parts)]
    lines = list(unfolded(end.join(physical).encode()))
    assert [line.number for line in lines if line.text.startswith("X:")] == list(range(2, len(parts) + 1, 2))
    folded = [f"X:{part}{nxt}" for part, nxt in zip(parts[1::2], [*parts[2::2], ""], strict=False)]
    assert [line.text for line in lines if line.text.startswith("X:")] == folded


@given(
    st.sets(st.sampled_from(DAYS), min_size=1),
    st.one_of(st.none(), st.integers(1, 99)),
    st.one_of(st.none(), st.sampled_from(DAYS)),
    st.dates(date(1925, 1, 1), date(9000, 1, 1)),
)
def test_a_plainly_weekly_rule_makes_its_start_on_its_days_and_goes_on(
    days: set[str], interval: int | None, first: str | None, start: date
) -> None:
    rule = ";".join(
        ["FREQ=WEEKLY"]
        + ([f"INTERVAL={interval}"] if interval else [])
        + [f"BYDAY={','.join(sorted(days))}"]
        + ([f"WKST={first}"] if first else [])
    )
    assert checked_rule(rule, CivilTime(start, time(9), "UTC")) == rule
    named = weekly(rule)
    assert named is not None
    assert named == frozenset(DAYS.index(day) for day in days)
    begin = datetime.combine(start, time(9), tzinfo=UTC)
    made = list(islice(rrulestr(rule, dtstart=begin), 2))
    assert (begin in made) is (start.weekday() in named)
    assert made[1] - begin <= timedelta(weeks=2 * (interval or 1) + 1)


def test_rules_that_end_or_say_more_are_tried() -> None:
    for rule in ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270101T000000Z"):
        assert weekly(rule) is None
    assert weekly("FREQ=WEEKLY;INTERVAL=0;BYDAY=MO") is None
