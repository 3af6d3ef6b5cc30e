"""Our occurrences against those of `recurring-ical-events`, where both do the same work.

Known differences, which the examples here stay clear of or take away, each on purpose:

* a DTEND is a wall-clock end for us, so an occurrence over a clock change has another length;
* a start that a clock change jumps over is, for us, the first valid instant after it;
* the peer places floating times, unknown zones and whole days somewhere; we ask;
* UNTIL with a bare date takes in the whole of that day for us, as people mean it, and ends before it for the
  peer;
* UNTIL without a Z beside a DTSTART with a zone, which the standard forbids, is local for us and UTC for the
  peer;
* RANGE=THISANDFUTURE is followed by the peer, and said to be unsupported by us.
"""

import warnings
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.intake.ics.files import DATA, event, read_file, read_text, spans

FIRST, LAST = "2027-01-01", "2028-01-01"
SAME_WORK = {
    "outlook-series.ics": {"Ops review", "Interview", "Schema review"},
    "google-team.ics": {"Planning", "Monterrey desk"},
    "apple-rdate.ics": {"Schema review", "Flight to Lisbon"},
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = ("Europe/Lisbon", "America/Toronto", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo")


def peer(text: str, titles: set[str]) -> list[tuple[str, str]]:
    """Title and start of the peer's occurrences in the window, in UTC."""
    window = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (FIRST, LAST)]
    with warnings.catch_warnings():
        # It warns where it takes the zone out of a global TZID, as we do.
        warnings.simplefilter("ignore")
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*window)
    return sorted(
        (str(one["SUMMARY"]).split(" (")[0], f"{one.start.astimezone(UTC):%Y-%m-%dT%H:%MZ}")
        for one in found
        if str(one["SUMMARY"]).split(" (")[0] in titles and one.get("STATUS") != "CANCELLED"
    )


@pytest.mark.parametrize("name", SAME_WORK)
def test_the_calendars_of_the_folder(name: str) -> None:
    titles = SAME_WORK[name]
    read = read_file(name)
    ours = [
        (one.title, f"{span.start:%Y-%m-%dT%H:%MZ}")
        for one in read.meetings
        if one.title in titles
        for span in spans(read, one.recurrence, FIRST, LAST)
    ]
    text = (DATA / name).read_text(encoding="utf-8").replace("Planning with a guest", "Planning")
    assert sorted(ours) == peer(text, titles)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of the kinds that calendar programs write."""
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if freq == "WEEKLY":
        parts.append(f"BYDAY={','.join(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True)))}")
        parts.append(f"WKST={draw(st.sampled_from(('MO', 'SU')))}")
    if freq == "MONTHLY" and draw(st.booleans()):
        parts.append(f"BYDAY={draw(st.sampled_from((1, 2, 3, 4, -1)))}{draw(st.sampled_from(WEEKDAYS))}")
    end = draw(st.sampled_from(("", "COUNT", "UTC")))
    if end == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    elif end:
        day = draw(
            st.dates(datetime(2027, 2, 1, tzinfo=UTC).date(), datetime(2027, 12, 1, tzinfo=UTC).date())
        )
        parts.append(f"UNTIL={day:%Y%m%d}T120000Z")
    return ";".join(parts)


@given(rules(), st.sampled_from(ZONES), st.integers(1, 28), st.integers(1, 12), st.integers(4, 22), st.data())
def test_rules_as_programs_write_them(
    rule: str, zone: str, day: int, month: int, hour: int, data: st.DataObject
) -> None:
    start = datetime(2027, month, day, hour, 30, tzinfo=UTC)
    # Where DTSTART is not of the rule's own making, the standard leaves the set open, and COUNT with it.
    made = icalendar.vRecur.from_ical(rule)
    byday = [str(one)[-2:] for one in made.get("BYDAY", [])]
    assume(not byday or WEEKDAYS[start.weekday()] in byday)
    assume(made["FREQ"] != ["MONTHLY"] or not byday)
    text = event(
        "SUMMARY:x",
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}",
        "DURATION:PT1H",
        f"RRULE:{rule}",
        *(
            f"EXDATE;TZID={zone}:{start + timedelta(days=n):%Y%m%dT%H%M%S}"
            for n in data.draw(st.lists(st.integers(1, 60), max_size=3, unique=True))
        ),
    )
    read = read_text(text)
    ours = [
        ("x", f"{s.start:%Y-%m-%dT%H:%MZ}") for s in spans(read, read.meetings[0].recurrence, FIRST, LAST)
    ]
    assert ours == peer(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{text}\nEND:VCALENDAR", {"x"})
