"""Shifts from pager feeds and from calendars that people keep by hand."""

from datetime import timedelta

import pytest

from tests.intake.ics.files import CALENDARS, codes, read_file, read_text, shift, spans, starts

PAGERS = ["pagerduty-schedule.ics", "grafana-oncall.ics", "goalert-personal.ics", "opsgenie-schedule.ics"]


@pytest.mark.parametrize("name", CALENDARS)
def test_rotas_and_meetings_are_told_apart(name: str) -> None:
    rota = name in PAGERS or "rota" in name
    assert read_file(name).kind == ("rota" if rota else "meetings")


def test_pagerduty_by_address_then_by_name() -> None:
    read = read_file("pagerduty-schedule.ics")
    assert [(s.duty, s.person) for s in read.shifts] == [("Payments", "ana"), ("Payments", "daniel")]
    assert all(s.recurrence.rule is None for s in read.shifts)
    (question,) = read.questions
    assert (question.id, question.rows) == ("who is jdoe@polaris.example", (("pagerduty-schedule.ics", 23),))
    assert codes(read) == ["unknown-person"]


def test_an_answer_gives_the_shifts_to_their_holder() -> None:
    read = read_file("pagerduty-schedule.ics", **{"who is jdoe@polaris.example": "Ravi"})
    assert [s.person for s in read.shifts] == ["ana", "daniel", "ravi"]
    assert (read.problems, read.questions) == ((), ())


def test_grafana_levels_addresses_several_people_and_nobody() -> None:
    read = read_file("grafana-oncall.ics")
    assert [s.person for s in read.shifts] == ["kasia", "rafael", "andrea", "paolo", None]
    assert {s.duty for s in read.shifts} == {"Withdrawals"}
    assert [note.code for note in read.notes] == ["priority-levels"]


def test_a_personal_feed_asks_whose_it_is() -> None:
    read = read_file("goalert-personal.ics")
    (question,) = read.questions
    assert question.text == "Whose feed is goalert-personal.ics? 2 shifts without a name"
    answered = read_file("goalert-personal.ics", **{question.id: "Wei"})
    assert [(s.duty, s.person) for s in answered.shifts] == [("Payments", "wei")] * 2


def test_opsgenie_titles() -> None:
    read = read_file("opsgenie-schedule.ics")
    assert [(s.duty, s.person) for s in read.shifts] == [
        ("Withdrawals", "kasia"),
        ("Withdrawals", "rafael"),
        ("Withdrawals", None),
    ]


def test_a_swap_is_taken_out_of_the_series_and_given_to_the_other() -> None:
    read = read_file("hand-made-rota.ics")
    kasia, chidi = shift(read, "kasia"), shift(read, "chidi")
    assert starts(read, kasia.recurrence, "2027-03-09", "2027-03-12") == [
        "2027-03-09T07:00Z",
        "2027-03-11T07:00Z",
    ]
    assert starts(read, chidi.recurrence, "2027-03-01", "2027-04-01") == ["2027-03-10T07:00Z"]
    assert {s.duty for s in read.shifts} == {"Support"}


def test_C01_warsaw_moves_with_its_clocks_and_sao_paulo_does_not() -> None:
    read = read_file("hand-made-rota.ics")
    warsaw, sao_paulo = shift(read, "kasia").recurrence, shift(read, "rafael").recurrence
    before = [spans(read, one, "2027-03-26", "2027-03-27")[0] for one in (warsaw, sao_paulo)]
    after = [spans(read, one, "2027-03-29", "2027-03-30")[0] for one in (warsaw, sao_paulo)]
    assert before[0].end == before[1].start
    assert after[1].start - after[0].end == timedelta(hours=1)
    assert f"{after[0].end:%H:%MZ}" == "14:00Z"


def test_T02_the_night_shift_lasts_seven_and_nine_hours() -> None:
    read = read_file("hand-made-rota.ics")
    night = shift(read, "wei").recurrence
    lengths = {f"{s.start:%Y-%m-%d}": s.end - s.start for s in spans(read, night, "2025-03-28", "2025-10-27")}
    assert lengths["2025-03-29"] == timedelta(hours=7)
    assert lengths["2025-10-25"] == timedelta(hours=9)
    assert lengths["2025-07-01"] == timedelta(hours=8)


def test_a_whole_day_on_duty_is_a_day_of_the_calendars_zone() -> None:
    read = read_file("hand-made-rota.ics")
    (days,) = spans(read, shift(read, "jack").recurrence, "2027-03-01", "2027-04-01")
    assert (f"{days.start:%dT%H:%M}", days.end - days.start) == ("13T23:00", timedelta(days=2))


def test_a_whole_day_on_duty_without_a_zone_is_asked_about() -> None:
    text = "BEGIN:VCALENDAR\nX-WR-CALNAME:Support rota\nBEGIN:VEVENT\nUID:1\nSUMMARY:Wei\n"
    read = read_text(f"{text}DTSTART;VALUE=DATE:20270314\nEND:VEVENT\nEND:VCALENDAR")
    assert (read.shifts, codes(read)) == ((), ["needs-attention"])


def test_a_feed_that_gives_all_its_shifts_one_uid_loses_none() -> None:
    one = (
        "BEGIN:VEVENT\nUID:x\nSUMMARY:Wei\nDTSTART:2027030{n}T080000Z\nDTEND:2027030{n}T160000Z\nEND:VEVENT\n"
    )
    text = "BEGIN:VCALENDAR\nX-WR-CALNAME:Support rota\n" + "".join(one.format(n=n) for n in (1, 2, 3))
    assert len(read_text(text + "END:VCALENDAR").shifts) == 3


def test_a_name_shared_by_two_is_asked_about_with_both() -> None:
    text = (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Support rota\nBEGIN:VEVENT\nUID:1\nSUMMARY:Ania\n"
        "DTSTART:20270314T080000Z\nDTEND:20270314T160000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    (question,) = read_text(text).questions
    assert question.text == "Who is 'Ania'? 1 shift"
    assert "Ana" in [choice.value for choice in question.choices]


def test_a_stranger_beside_somebody_known_is_asked_about_alone() -> None:
    text = (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Support rota\nBEGIN:VEVENT\nUID:1\nSUMMARY:Wei / Zoe\n"
        "DTSTART:20270314T080000Z\nDTEND:20270314T160000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\n"
        "SUMMARY:@zed @yan\nDTSTART:20270315T080000Z\nDTEND:20270315T160000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    read = read_text(text)
    assert [s.person for s in read.shifts] == ["wei"]
    assert [q.id for q in read.questions] == ["who is Zoe", "who is @zed", "who is @yan"]
    answers = {"who is Zoe": "Jack", "who is @zed": "skip", "who is @yan": "Ravi"}
    answered = read_text(text, answers=answers)
    assert [s.person for s in answered.shifts] == ["wei", "jack", "ravi"]
    assert (answered.problems, answered.questions) == ((), ())
