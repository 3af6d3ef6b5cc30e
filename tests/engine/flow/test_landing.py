"""When a message lands: in own hours, outside rest, by mode of company and country, by duty if urgent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.flow import (
    HeldBy,
    Landing,
    Landings,
    Message,
    Mode,
    Modes,
    Outlook,
    Urgency,
    for_recipient,
    for_sender,
    landing,
    landings,
    on_duty,
)  # fmt: skip
from farflung.engine.model import (
    Absence,
    Agreement,
    Exemption,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    MessageRules,
    PatternPeriod,
    Person,
    Place,
    RestWindow,
    Stay,
    StayKind,
    WeeklyPattern,
)  # fmt: skip
from tests.company import ANA, JACK, LISBON, SYDNEY, TOMAS, WEI, ledger, weekly_shift
from tests.engine.flow.people import NO_LAW, PACKS, instant, modes, ordinary, resting, shown, urgent


def landed(atlas: Atlas, messages: list[Message], rules: Modes | None = None) -> list[Landing]:
    return landings(atlas, messages, rules or modes())


def test_F08_a_mention_at_night_waits_for_the_morning_and_the_sender_sees_when_and_who_is_on_duty() -> None:
    on_call = weekly_shift("Ledger on call", WEI, 8 * 60, 16 * 60, WEI.place.zone)
    atlas = ledger().with_(shifts=(on_call,))
    at = instant("2027-03-16T02:40Z")  # Tuesday 02:40 in Lisbon
    found = landing(atlas, Message(ANA.id, at), Modes(PACKS))
    assert shown([found]) == ["2027-03-16 09:00"]
    assert (found.held_by, found.now, found.muted, found.called) == (HeldBy.REST, False, False, False)
    told = for_sender(found, atlas.zones.zone(SYDNEY.zone))
    assert (told.outlook, str(told.theirs), str(told.yours)) == (
        Outlook.LATER, "2027-03-16 09:00 Europe/Lisbon", "2027-03-16 20:00 Australia/Sydney",
    )  # fmt: skip
    watch = on_duty(atlas, at, atlas.person(ANA.id))
    assert [(turn.duty, turn.person) for turn in watch.now] == [("Ledger on call", WEI.id)]


def test_in_own_hours_it_lands_at_once() -> None:
    person = resting("A", "Europe/Berlin")
    (found,) = landed(Atlas((person,)), ordinary(person, "2027-03-16T10:00+01:00"))
    assert found.now
    assert found.at == instant("2027-03-16T09:00Z")
    assert found.held_by is HeldBy.NOTHING


@pytest.mark.parametrize(
    ("posted", "held_by", "lands"),
    [
        ("2027-03-16T08:59+01:00", HeldBy.HOURS, "2027-03-16 09:00"),
        ("2027-03-16T18:00+01:00", HeldBy.HOURS, "2027-03-17 09:00"),
        ("2027-03-16T22:00+01:00", HeldBy.REST, "2027-03-17 09:00"),
        ("2027-03-19T21:00+01:00", HeldBy.HOURS, "2027-03-22 09:00"),
        ("2027-03-21T12:00+01:00", HeldBy.HOURS, "2027-03-22 09:00"),
    ],
)
def test_otherwise_it_waits_for_own_hours(posted: str, held_by: HeldBy, lands: str) -> None:
    person = resting("A", "Europe/Berlin")
    (found,) = landed(Atlas((person,)), ordinary(person, posted))
    assert (found.held_by, *shown([found])) == (held_by, lands)


def test_own_hours_inside_the_rest_window_do_not_count_and_nothing_is_lost() -> None:
    """Somebody who wrote down both: rest comes first, and who sends is told that no time is known."""
    late = replace(resting("A", "Europe/Berlin"), patterns=_hours(20, 23))
    night = replace(late, id="B", name="B", patterns=_hours(23, 6))
    atlas = Atlas((late, night))
    messages = [*ordinary(late, "2027-03-16T22:30+01:00"), *ordinary(night, "2027-03-16T23:30+01:00")]
    found = landed(atlas, messages)
    assert shown(found) == ["2027-03-17 20:00", "never"]
    assert found[1].held_by is HeldBy.REST
    assert found[1].waits
    assert for_sender(found[1], atlas.zones.zone("UTC")).outlook is Outlook.UNKNOWN


def _hours(start: int, end: int) -> tuple[PatternPeriod, ...]:
    return (PatternPeriod(WeeklyPattern.daily(start * 60, end * 60)),)


def test_leave_and_holidays_are_waited_out_and_a_swapped_holiday_is_worked() -> None:
    calendar = HolidayCalendar("DE", None, (Holiday(date(2027, 3, 26), "Good Friday"),))
    person = resting("A", "Europe/Berlin", country="DE")
    swapped = replace(person, id="B", name="B", swaps=(HolidaySwap(date(2027, 3, 26), date(2027, 3, 25)),))
    atlas = Atlas(
        (person, swapped),
        absences=(Absence("A", date(2027, 3, 29), date(2027, 4, 2)),),
        holidays={("DE", None): calendar},
    )
    posted = ["2027-03-26T10:00+01:00", "2027-03-30T10:00+02:00"]
    found = landed(atlas, ordinary(person, *posted))
    assert shown(found) == ["2027-04-05 09:00", "2027-04-05 09:00"]
    assert [item.held_by for item in found] == [HeldBy.HOLIDAY, HeldBy.UNAVAILABLE]
    swap = landed(atlas, ordinary(swapped, "2027-03-25T10:00+01:00", "2027-03-26T10:00+01:00"))
    assert shown(swap) == ["2027-03-26 09:00", "2027-03-26 10:00"]
    assert swap[0].held_by is HeldBy.UNAVAILABLE


def test_half_a_day_of_leave_holds_half_a_day() -> None:
    person = resting("A", "Europe/Berlin")
    leave = Absence("A", date(2027, 3, 16), date(2027, 3, 16), 0, 13 * 60)
    (found,) = landed(Atlas((person,), absences=(leave,)), ordinary(person, "2027-03-16T10:00+01:00"))
    assert shown([found]) == ["2027-03-16 13:00"]


def test_leave_of_half_a_year_is_waited_out_and_over_a_year_is_unknown() -> None:
    person = resting("A", "Europe/Berlin")
    half = Absence("A", date(2027, 3, 1), date(2027, 8, 31))
    whole = Absence("A", date(2027, 3, 1), date(2028, 5, 31))
    found = [
        landed(Atlas((person,), absences=(leave,)), ordinary(person, "2027-03-16T10:00+01:00"))[0]
        for leave in (half, whole)
    ]
    assert shown(found) == ["2027-09-01 09:00", "never"]


def test_who_has_left_or_not_begun_gets_nothing_before() -> None:
    left = replace(resting("A", "Europe/Berlin"), ended=date(2027, 3, 12))
    new = replace(resting("B", "Europe/Berlin"), started=date(2027, 4, 1))
    posted = "2027-03-16T10:00+01:00"
    found = landed(Atlas((left, new)), [*ordinary(left, posted), *ordinary(new, posted)])
    assert shown(found) == ["never", "2027-04-01 09:00"]
    assert {item.held_by for item in found} == {HeldBy.UNAVAILABLE}


def test_a_stay_takes_hours_and_rest_along() -> None:
    stay = Stay("ana", SYDNEY, StayKind.TRAVEL, date(2027, 3, 15), date(2027, 3, 19))
    atlas = Atlas((ANA,), stays=(stay,))
    found = landed(atlas, ordinary(ANA, "2027-03-16T10:00Z", "2027-03-16T22:30Z"))
    assert [str(item.local) for item in found] == [
        "2027-03-17 09:00 Australia/Sydney", "2027-03-17 09:30 Australia/Sydney",
    ]  # fmt: skip


def test_clock_changes_move_the_instant_and_not_the_hour() -> None:
    person = resting("A", "Europe/Berlin")
    posted = ["2027-03-26T20:00+01:00", "2027-10-29T20:00+02:00"]
    found = [landed(Atlas((person,)), ordinary(person, text))[0] for text in posted]
    assert shown(found) == ["2027-03-29 09:00", "2027-11-01 09:00"]
    assert [item.at for item in found] == [instant("2027-03-29T07:00Z"), instant("2027-11-01T08:00Z")]


def test_urgent_reaches_who_is_on_duty_and_nobody_else_sooner() -> None:
    shift = weekly_shift("Withdrawals", WEI, 20 * 60, 4 * 60, WEI.place.zone)
    atlas = ledger().with_(shifts=(shift,))
    night = "2027-03-16T01:00+08:00"
    wei, ana = landed(atlas, [*urgent(WEI, night), *urgent(ANA, "2027-03-16T02:40Z")])
    assert (wei.now, wei.called, wei.held_by) == (True, True, HeldBy.NOTHING)
    assert (ana.called, *shown([ana])) == (False, "2027-03-16 09:00")
    (plain,) = landed(atlas, ordinary(WEI, night))
    assert shown([plain]) == ["2027-03-16 09:00"]


def test_urgent_waits_for_the_next_turn_where_that_comes_first() -> None:
    shift = weekly_shift("Withdrawals", WEI, 20 * 60, 4 * 60, WEI.place.zone)
    (found,) = landed(ledger().with_(shifts=(shift,)), urgent(WEI, "2027-03-16T18:30+08:00"))
    assert (found.called, *shown([found])) == (True, "2027-03-16 20:00")


def test_who_is_on_leave_is_on_no_duty() -> None:
    shift = weekly_shift("Withdrawals", WEI, 20 * 60, 4 * 60, WEI.place.zone)
    leave = Absence(WEI.id, date(2027, 3, 15), date(2027, 3, 16))
    atlas = ledger().with_(shifts=(shift,), absences=(leave,))
    (found,) = landed(atlas, urgent(WEI, "2027-03-16T01:00+08:00"))
    assert (found.called, *shown([found])) == (True, "2027-03-17 00:00")
    assert on_duty(atlas, instant("2027-03-16T01:00+08:00")).now == ()


@pytest.mark.parametrize(
    ("company", "posted", "lands", "muted"),
    [
        (Mode.FREE, "2027-03-16T20:00+01:00", "2027-03-16 20:00", False),
        (Mode.MUTE, "2027-03-16T20:00+01:00", "2027-03-16 20:00", True),
        (Mode.MUTE, "2027-03-16T10:00+01:00", "2027-03-16 10:00", False),
        (Mode.HOLD, "2027-03-16T20:00+01:00", "2027-03-17 09:00", False),
        # Never in rest, whatever the mode: it lands when rest ends.
        (Mode.FREE, "2027-03-16T23:00+01:00", "2027-03-17 07:00", False),
        (Mode.MUTE, "2027-03-16T23:00+01:00", "2027-03-17 07:00", True),
    ],
)
def test_the_company_s_mode_outside_own_hours(company: Mode, posted: str, lands: str, muted: bool) -> None:
    person = resting("A", "Europe/Berlin")
    (found,) = landed(Atlas((person,)), ordinary(person, posted), modes(company))
    assert (*shown([found]), found.muted) == (lands, muted)


def test_without_a_rest_window_on_record_no_mode_reaches_into_the_evening() -> None:
    person = replace(resting("A", "Europe/Berlin"), rest=None)
    (found,) = landed(Atlas((person,)), ordinary(person, "2027-03-16T20:00+01:00"), modes(Mode.FREE))
    assert shown([found]) == ["2027-03-17 09:00"]


def test_the_country_s_rule_is_the_floor_and_told_with_its_source() -> None:
    """Portugal bars contact, Australia lets an employee ignore it, Singapore has no rule on record."""
    people = [
        resting("P", "Europe/Lisbon", country="PT"), resting("U", "Australia/Sydney", country="AU"),
        resting("S", "Asia/Singapore", country="SG"),
    ]  # fmt: skip
    atlas = Atlas(tuple(people))
    evening = [
        "2027-03-16T20:00+00:00", "2027-03-16T20:00+11:00", "2027-03-16T20:00+08:00",
    ]  # fmt: skip
    messages = [ordinary(p, text)[0] for p, text in zip(people, evening, strict=True)]
    free = landed(atlas, messages, modes(Mode.FREE, PACKS))
    assert shown(free) == ["2027-03-17 09:00", "2027-03-16 20:00", "2027-03-16 20:00"]
    assert [item.muted for item in free] == [False, True, False]
    assert [item.held_by for item in free] == [HeldBy.COUNTRY, HeldBy.NOTHING, HeldBy.NOTHING]
    assert [[basis.rule for basis in item.basis] for item in free] == [
        ["pt-no-contact"], ["au-disconnect", "au-disconnect-small"], [],
    ]  # fmt: skip
    assert free[0].basis[0].url.startswith("https://diariodarepublica.pt")
    held = landed(atlas, messages, modes(Mode.HOLD, PACKS))
    assert all(item.waits for item in held)
    assert {item.held_by for item in held} == {HeldBy.HOURS}


def test_an_expired_rule_is_unknown_and_holds() -> None:
    person = resting("U", "Australia/Sydney", country="AU")
    (found,) = landed(Atlas((person,)), ordinary(person, "2029-03-13T20:00+11:00"), modes(Mode.FREE, PACKS))
    assert shown([found]) == ["2029-03-14 09:00"]
    assert found.held_by is HeldBy.COUNTRY
    assert all(basis.expired for basis in found.basis)
    assert "unknown" in found.basis[0].text


def test_a_rule_that_asks_for_an_agreement_is_told_and_decides_nothing() -> None:
    person = resting("F", "Europe/Paris", country="FR")
    (found,) = landed(Atlas((person,)), ordinary(person, "2027-03-16T20:00+01:00"), modes(Mode.FREE, PACKS))
    assert found.now
    assert [(basis.rule, basis.decides) for basis in found.basis] == [("fr-disconnect-agreement", False)]


def test_the_stricter_of_home_and_stay_decides() -> None:
    """A Singaporean in Lisbon for a week, and a Portuguese in Singapore: both are held."""
    guest = resting("S", "Asia/Singapore", country="SG")
    away = resting("P", "Europe/Lisbon", country="PT")
    week = (date(2027, 3, 15), date(2027, 3, 19))
    atlas = Atlas(
        (guest, away),
        stays=(
            Stay("S", LISBON, StayKind.TRAVEL, *week),
            Stay("P", Place("Asia/Singapore", "SG"), StayKind.TRAVEL, *week),
        ),
    )
    messages = [
        *ordinary(guest, "2027-03-16T20:00Z", "2027-03-23T20:00+08:00"),
        *ordinary(away, "2027-03-16T20:00+08:00"),
    ]
    found = landed(atlas, messages, modes(Mode.FREE, PACKS))
    assert shown(found) == ["2027-03-17 09:00", "2027-03-23 20:00", "2027-03-17 09:00"]


def agreement(*rules: MessageRules, **said: Any) -> Agreement:
    return Agreement("ours", messages=rules, **said)


def test_the_company_s_agreements_say_what_becomes_of_messages_and_the_strictest_decides() -> None:
    everybody, legal = MessageRules(Mode.FREE), MessageRules(Mode.MUTE, "legal ")
    one, two = resting("A", "Europe/Berlin"), replace(resting("B", "Europe/Berlin"), teams=("Legal",))
    posted = "2027-03-16T20:00+01:00"
    messages = [*ordinary(one, posted), *ordinary(two, posted)]
    none, some, both = (
        landings(Atlas((one, two), agreements=held), messages, Modes(NO_LAW))
        for held in ((), (agreement(everybody),), (agreement(everybody), agreement(legal)))
    )
    assert [(item.now, item.mode) for item in none] == [(False, Mode.HOLD)] * 2
    assert [(item.now, item.muted, item.mode) for item in some] == [(True, False, Mode.FREE)] * 2
    assert [(item.now, item.muted, item.mode) for item in both] == [
        (True, False, Mode.FREE), (True, True, Mode.MUTE),
    ]  # fmt: skip


def test_an_agreement_holds_until_it_expires_and_not_for_who_is_exempt() -> None:
    german, french = (resting(c, "Europe/Berlin", country=c) for c in ("DE", "FR"))
    exempt = Exemption(frozenset({"FR"}), frozenset({"messages"}), until=date(2027, 3, 17))
    ours = agreement(MessageRules(Mode.FREE), expires=date(2027, 3, 18), exemptions=(exempt,))
    atlas = Atlas((german, french), agreements=(ours,))
    evenings = [f"2027-03-{day}T20:00+01:00" for day in (17, 18, 19)]
    rules = Modes(NO_LAW)
    assert [item.now for item in landings(atlas, ordinary(german, *evenings), rules)] == [True, True, False]
    assert [item.now for item in landings(atlas, ordinary(french, *evenings), rules)] == [False, True, False]


def test_a_mode_that_is_asked_for_takes_the_place_of_agreements_and_law_remains_the_floor() -> None:
    person = resting("P", "Europe/Lisbon", country="PT")
    atlas = Atlas((person,), agreements=(agreement(MessageRules(Mode.HOLD)),))
    evening = ordinary(person, "2027-03-16T20:00+00:00")
    assert landings(atlas, evening, Modes(NO_LAW, Mode.FREE))[0].now
    assert landings(atlas, evening, Modes(PACKS, Mode.FREE))[0].held_by is HeldBy.COUNTRY


def test_the_sender_hears_when_and_never_why() -> None:
    """Leave, an evening and a rest window that end at the same time are told in the same words."""
    away, evening = resting("A", "Europe/Berlin"), resting("B", "Europe/Berlin")
    leave = Absence("A", date(2027, 3, 15), date(2027, 3, 16))
    atlas = Atlas((away, evening), absences=(leave,))
    posted = "2027-03-16T20:00+01:00"
    found = landed(atlas, [*ordinary(away, posted), *ordinary(evening, posted)])
    zone = atlas.zones.zone("Asia/Taipei")
    first, second = (for_sender(item, zone) for item in found)
    assert first == second
    assert [for_recipient(item).held_by for item in found] == [HeldBy.UNAVAILABLE, HeldBy.HOURS]


def test_who_is_on_duty_is_told_of_the_duties_near_the_recipient_and_who_comes_next() -> None:
    near = weekly_shift("Ledger on call", TOMAS, 9 * 60, 17 * 60, TOMAS.place.zone)
    far = weekly_shift("Kitchen", None, 0, 24 * 60 - 1, "UTC")
    other = replace(far, person="stranger")
    atlas = ledger().with_(shifts=(near, far, other))
    quiet = on_duty(atlas, instant("2027-03-16T03:00Z"), ANA)
    assert quiet.now == ()
    assert [(turn.person, turn.start) for turn in quiet.following] == [
        (TOMAS.id, instant("2027-03-16T12:00Z"))
    ]
    assert [turn.person for turn in on_duty(atlas, instant("2027-03-16T03:00Z")).now] == ["stranger"]


def test_an_unknown_recipient_is_refused_and_nobody_to_write_to_is_no_landing() -> None:
    with pytest.raises(UnknownPersonError):
        landing(Atlas((JACK,)), Message("mallory", instant("2027-03-16T03:00Z")), modes())
    assert landings(Atlas((JACK,)), [], modes()) == []


def test_many_at_once_are_as_each_alone() -> None:
    atlas = ledger()
    start = instant("2027-03-22T00:00Z")
    messages = [
        Message(person.id, start + timedelta(hours=7 * n), urgency)
        for n, person in enumerate(atlas.people * 6)
        for urgency in Urgency
    ]
    together = landings(atlas, messages, Modes(PACKS))
    assert together == [landing(atlas, message, Modes(PACKS)) for message in messages]
    kept = Landings(atlas, Modes(PACKS))
    assert together == kept.of(messages[:20]) + kept.of(messages[20:])


def test_rest_windows_of_the_day_hold_too() -> None:
    """A siesta is rest like a night: what is posted in it waits, own hours or not."""
    person = replace(resting("A", "Europe/Madrid"), rest=RestWindow(14 * 60, 16 * 60))
    (found,) = landed(Atlas((person,)), ordinary(person, "2027-03-16T14:30+01:00"))
    assert shown([found]) == ["2027-03-16 16:00"]


def test_a_person_of_the_files_without_a_country_has_no_rule() -> None:
    person = Person.simple("A", "Europe/Berlin", 540, 1080)
    found = landing(Atlas((person,)), ordinary(person, "2027-03-16T20:00+01:00")[0], Modes(PACKS))
    assert found.basis == ()
