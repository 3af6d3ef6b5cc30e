"""When somebody is busy by their own calendar: T17 in every form in which it is written, within bounds."""

import tracemalloc
from datetime import UTC, datetime
from time import perf_counter

import pytest

from farflung.engine.atlas.expand import _made_before
from farflung.engine.time import Span, packaged_zones
from farflung.intake.ics.lines import _cut_before
from farflung.intake.ics.taken import CutOffError, NoCalendarError, Owner, Taken, TooMuchError, taken_of


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ZONES = packaged_zones()
WINDOW = Span(utc("2027-03-15T00:00"), utc("2027-05-24T00:00"))
LISBON = Owner(ZONES.zone("Europe/Lisbon"), frozenset({"ana@polaris.example"}))


def calendar(*lines: str, head: str = "") -> bytes:
    body = "\r\n".join(lines)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{body}\r\nEND:VCALENDAR\r\n".encode()


def event(*lines: str, uid: str = "one", day: str = "20270316", hour: str = "10") -> str:
    times = (f"DTSTART:{day}T{hour}0000Z", f"DTEND:{day}T{hour}3000Z") if day else ()
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Dentist", *times, *lines, "END:VEVENT"))


def taken(*documents: bytes, owner: Owner = LISBON, window: Span = WINDOW) -> Taken:
    return taken_of(documents, owner, window, ZONES, lambda: False)


def starts(spans: tuple[Span, ...]) -> list[str]:
    return [f"{span.start:%m-%dT%H:%M}" for span in spans]


def means(*lines: str, owner: Owner = LISBON) -> str:
    found = taken(calendar(event(*lines)), owner=owner)
    return "busy" if found.busy else "tentative" if found.perhaps else "free"


def invited(answer: str, who: str = "mailto:Ana@polaris.example") -> tuple[str, ...]:
    return (
        "ORGANIZER:mailto:x@x.example",
        f"ATTENDEE;PARTSTAT={answer}:{who}",
        "ATTENDEE:mailto:x@x.example",
    )


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ((), "busy"),
        (invited("ACCEPTED"), "busy"),
        (invited("DECLINED"), "free"),
        (invited("DELEGATED"), "free"),
        (invited("TENTATIVE"), "tentative"),
        (invited("NEEDS-ACTION"), "tentative"),
        (("TRANSP:TRANSPARENT",), "free"),
        (("STATUS:CANCELLED",), "free"),
        (("STATUS:TENTATIVE",), "tentative"),
        (("X-MICROSOFT-CDO-BUSYSTATUS:FREE",), "free"),
        (("STATUS:CONFIRMED", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"), "tentative"),
        (("X-MICROSOFT-CDO-BUSYSTATUS:OOF",), "busy"),
    ],
)
def test_T17_status_rules(lines: tuple[str, ...], status: str) -> None:
    assert means(*lines) == status


@pytest.mark.parametrize("setting", ["busy", "tentative", "free"])
def test_T17_what_an_unanswered_invitation_means_is_the_owner_s_setting(setting: str) -> None:
    owner = Owner(LISBON.zone, LISBON.addresses, setting)  # type: ignore[arg-type]
    assert means(*invited("NEEDS-ACTION"), owner=owner) == setting


def test_the_owner_is_known_by_the_address_that_google_calls_the_calendar_by() -> None:
    declined = event(*invited("DECLINED", "mailto:ana.private@mail.example"))
    assert taken(calendar(declined)).busy
    assert not taken(calendar(declined, head="X-WR-CALNAME:Ana.Private@mail.example\r\n")).busy


def test_one_date_of_a_series_has_a_status_of_its_own() -> None:
    weekly = event("RRULE:FREQ=WEEKLY;COUNT=4", *invited("ACCEPTED"))
    declined = event("RECURRENCE-ID:20270323T100000Z", *invited("DECLINED"), day="20270323")
    moved = event("RECURRENCE-ID:20270330T100000Z", *invited("TENTATIVE"), day="20270331")
    found = taken(calendar(weekly, declined, moved))
    assert starts(found.busy) == ["03-16T10:00", "04-06T10:00"]
    assert starts(found.perhaps) == ["03-31T10:00"]
    rest = taken(
        calendar(
            event("RRULE:FREQ=WEEKLY;COUNT=2", *invited("DECLINED")), declined.replace("DECLINED", "ACCEPTED")
        )
    )
    assert starts(rest.busy) == ["03-23T10:00"], "declined as a whole, and one date accepted"


def test_dates_and_loose_times_are_the_owner_s_and_clocks_change_for_them() -> None:
    day = event("DTSTART;VALUE=DATE:20270328", day="")
    loose = event("DTSTART:20270401T090000", "DTEND:20270401T100000", uid="two", day="")
    found = taken(calendar(day, loose, head="X-WR-TIMEZONE:Asia/Tokyo\r\n"))
    assert found.busy == (
        Span(utc("2027-03-28T00:00"), utc("2027-03-28T23:00")),
        Span(utc("2027-04-01T08:00"), utc("2027-04-01T09:00")),
    )


def test_times_are_put_together_and_none_is_both() -> None:
    both = event("STATUS:TENTATIVE", uid="b", hour="10").replace("103000", "113000")
    found = taken(
        calendar(event(uid="a"), event(uid="c").replace("100000", "102000").replace("103000", "104500"), both)
    )
    assert found.busy == (Span(utc("2027-03-16T10:00"), utc("2027-03-16T10:45")),)
    assert found.perhaps == (Span(utc("2027-03-16T10:45"), utc("2027-03-16T11:30")),)


def test_only_the_window_is_told() -> None:
    old = event("RRULE:FREQ=DAILY;UNTIL=20270314T100000Z", uid="old", day="20200101")
    daily = event("RRULE:FREQ=DAILY", uid="daily", day="20200101", hour="12")
    found = taken(calendar(old, daily, event(uid="late", day="20280101"), event(uid="past", day="20260101")))
    assert (len(found.busy), found.busy[0].start) == (70, utc("2027-03-15T12:00"))


def test_what_is_known_otherwise_is_left_out_and_what_cannot_be_placed_is_counted() -> None:
    owner = Owner(LISBON.zone, known=lambda uid: uid.endswith("@farflung"))
    nowhere = event("DTSTART;TZID=Nowhere/At all:20270316T090000", uid="n", day="")
    bad = event("RRULE:FREQ=SECONDLY", uid="bad")
    found = taken(calendar(event(uid="a@farflung"), nowhere, bad, event(uid="b", hour="15")), owner=owner)
    assert (starts(found.busy), found.left_out) == (["03-16T15:00"], 2)


@pytest.mark.parametrize(
    "line",
    [
        "RRULE FREQ=DAILY", "RRULE;=x:FREQ=DAILY", 'RDATE;VALUE=DATE-TIME;X"=:20270317T100000Z',
        "RDATE:" + ",".join(["20270317T100000Z"] * 70_000),
    ],
    ids=["no-colon", "no-name", "quoted", "a-megabyte"],
)  # fmt: skip
def test_a_line_of_times_that_cannot_be_read_is_counted(line: str) -> None:
    """Passed over in silence it would read as free; of one that makes no times nothing is missing."""
    found = taken(calendar(event(line, "ATTENDEE oops", "nothing at all")))
    assert (len(found.busy), found.left_out) == (1, 1)


@pytest.mark.parametrize("times", ["20270316T100000Z/XX", "20270316T100000Z/PT30M,soon"])
def test_free_times_that_cannot_be_read_are_counted(times: str) -> None:
    told = f"BEGIN:VFREEBUSY\r\nFREEBUSY:{times}\r\nFREEBUSY:20270318T100000Z/PT30M\r\nEND:VFREEBUSY"
    found = taken(calendar(told))
    assert (starts(found.busy)[-1], found.left_out) == ("03-18T10:00", 1)


def test_free_busy_of_a_server_is_read_as_it_says() -> None:
    told = (
        "BEGIN:VFREEBUSY\r\nDTSTART:20270315T000000Z\r\nDTEND:20270524T000000Z\r\n"
        "FREEBUSY:20270316T100000Z/20270316T110000Z,20270317T100000Z/PT30M\r\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270318T100000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270319T100000Z/PT1H\r\n"
        "FREEBUSY;FBTYPE=FREE:20270320T100000Z/PT1H\r\nFREEBUSY:nonsense\r\nEND:VFREEBUSY"
    )
    found = taken(calendar(told))
    assert starts(found.busy) == ["03-16T10:00", "03-17T10:00", "03-19T10:00"]
    assert starts(found.perhaps) == ["03-18T10:00"]


@pytest.mark.parametrize(
    "data", [b"", b"<html>Sign in</html>", b"\x00" * 100, b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"]
)
def test_what_is_no_calendar_is_told(data: bytes) -> None:
    with pytest.raises(NoCalendarError):
        taken(data)


def test_what_ends_in_the_middle_is_no_free_time() -> None:
    for cut in (calendar(event())[:-20], calendar(event())[:-60]):
        with pytest.raises(CutOffError):
            taken(cut)


def test_bombs_are_defused() -> None:
    hourly = event("RRULE:FREQ=HOURLY;UNTIL=20271231T000000Z", uid="h", day="20270101")
    assert len(taken(calendar(hourly.replace("103000", "101000"))).busy) == 70 * 24
    many = (event("RRULE:FREQ=HOURLY;UNTIL=20271231T000000Z", uid=str(n), day="20270101") for n in range(9))
    with pytest.raises(TooMuchError):
        taken(calendar(*many))
    for rule in ("FREQ=MINUTELY", "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=" + ",".join(map(str, range(60)))):
        assert taken(calendar(event(f"RRULE:{rule}"))) == Taken((), (), 1)
    never = event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", day="19000101")
    begun = perf_counter()
    assert taken(calendar(*(never.replace("UID:one", f"UID:{n}") for n in range(20)))).left_out == 20
    assert perf_counter() - begun < 5


def test_it_gives_up_when_it_is_told_to() -> None:
    with pytest.raises(TooMuchError):
        taken_of([calendar(event())], LISBON, WINDOW, ZONES, lambda: True)


def test_the_calendar_of_years_is_read_quickly() -> None:
    old = [
        event("RRULE:FREQ=WEEKLY;UNTIL=20260101T000000Z", uid=str(n), day=f"20{10 + n % 15}0105")
        for n in range(3000)
    ]
    before = perf_counter()
    assert taken(calendar(*old, event())).busy
    assert perf_counter() - before < 4


def test_a_line_of_nothing_but_folds_takes_no_more_than_it_is_long() -> None:
    document = calendar(event("X-LONG:a", *[" x"] * 200_000))
    tracemalloc.start()
    try:
        assert len(taken(document).busy) == 1
        assert tracemalloc.get_traced_memory()[1] < 3 * len(document)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("line", ["BEGIN:A\r\nEND:A", "UID:"])
def test_more_than_a_calendar_has_is_not_held(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farflung.intake.ics.taken.MOST_HELD", 1000)
    assert taken(calendar(*[line] * 700)).busy == ()
    with pytest.raises(TooMuchError):
        taken(calendar(*[line] * 1500))


def test_what_takes_too_long_is_given_up_while_it_is_read() -> None:
    with pytest.raises(TooMuchError):
        taken_of([calendar(*["UID:"] * 300)], LISBON, WINDOW, ZONES, lambda: True)


def test_nothing_long_of_it_is_remembered() -> None:
    daily = "RRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20270401T100000Z"
    guest = f"ATTENDEE;CN={'x' * 600}:mailto:a@b.example"
    assert len(taken(calendar(event(daily))).busy) == 6
    before = [cache.cache_info().currsize for cache in (_made_before, _cut_before)]
    found = taken(calendar(event(daily.replace("INTERVAL=3", "INTERVAL=4"), guest)))
    assert len(found.busy) == 5
    assert [cache.cache_info().currsize for cache in (_made_before, _cut_before)] == before
