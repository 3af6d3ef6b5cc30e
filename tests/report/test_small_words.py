"""What a first reader stumbled over: words that are missing, said twice, or not theirs."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from farflung.engine.model import Place, Recurrence
from farflung.engine.time import CivilTime, Span
from farflung.report import Asked, times
from farflung.report.changes import rows
from farflung.report.html import page
from farflung.report.ics_out import calendar
from farflung.report.terminal import screen
from tests.report import example
from tests.report.large import large


def test_who_is_in_the_worst_findings_has_a_row_on_the_terminal() -> None:
    found = example.findings()
    text = screen(example.summary(found), 120)
    ribbon = text[text.index("One day") : text.index("Worst first")]
    names = {p.id: p.name for p in example.atlas().people}
    first = [names[key] for key in dict.fromkeys(key for f in found for key in f.who[:3])][:6]
    assert [name for name in first if f"\n{name} " not in ribbon] == []


def test_a_holiday_is_named_in_its_row() -> None:
    made = example.summary(())
    text = screen(replace(made, viewer=None), 120)
    assert "█ at work" in text
    holiday = datetime.fromisoformat("2027-03-29T00:00+00:00")
    question = replace(made.report.question, window=Span(holiday, holiday + timedelta(days=1)))
    shown = screen(replace(made, viewer=None, report=replace(made.report, question=question)), 120)
    assert "Easter Monday" in shown[shown.index("One day") : shown.index("Nothing was found")]


def test_a_row_of_an_area_names_a_place_and_says_that_it_is_for_all_there() -> None:
    assert "a row for all on the hours of a place" in screen(large(), 100)


def test_a_clock_that_shows_what_the_reader_s_shows_is_left_out() -> None:
    made = example.atlas()
    someone = made.people[0]
    there = replace(someone, place=Place("Atlantic/Reykjavik", city="Reykjavik"))
    summary = example.summary(viewer=None, of=made.with_(people=(there, *made.people[1:])))
    when = times.when(summary, example.hours("2027-03-29", 2, 5), (someone.id,))
    assert when is not None
    assert (when.main, when.beside) == ("Mon 29 Mar 2027 02:00–07:00 UTC", ())


def test_choices_that_the_question_lists_are_not_listed_again() -> None:
    asked = Asked(
        "Georgia: the US state (America/New_York) or the country (Asia/Tbilisi)?",
        ("Georgia, United States (America/New_York)", "Georgia, on the clock of Tbilisi (Asia/Tbilisi)"),
    )
    made = example.summary(intake=replace(example.INTAKE, questions=(asked,)))
    text = " ".join(screen(made, 100).split())
    assert text.count("Asia/Tbilisi") == 1


def test_noon_is_the_reader_s_only_where_one_is_named() -> None:
    made = replace(example.summary(viewer=None), made=None)
    assert "at noon UTC" in page(made)
    assert "at your noon" not in page(made)
    assert "at your noon" in page(replace(example.summary(), made=None))


def test_the_filter_says_how_many_there_are_in_all() -> None:
    text = page(large())
    assert "All below" in text
    assert f"of {len(large().findings):,}</span>" in text


def test_an_end_is_a_clock_time_whatever_length_the_shift_has() -> None:
    made = example.summary()
    shift = made.atlas.shifts[0]
    begins = CivilTime(date(2027, 3, 27), time(23), "Europe/Warsaw")
    timed = replace(shift, recurrence=Recurrence(begins, 0, elapsed=timedelta(hours=5)))
    fix = example.hole().fixes[0]
    assert fix.change is not None
    gone = rows(made, replace(fix, change=replace(fix.change, remove=(timed,), add=())))
    assert [row.ends for row in gone] == ["05:00 +1"]  # Warsaw's clocks skip an hour that night


def test_a_rota_that_holds_since_long_ago_is_written_from_the_window_on() -> None:
    made = example.summary()
    shift = made.atlas.shifts[0]
    old = replace(
        shift,
        recurrence=replace(shift.recurrence, start=replace(shift.recurrence.start, date=date(2020, 1, 6))),
    )
    fix = example.hole().fixes[0]
    assert fix.change is not None
    wanted = replace(fix, change=replace(fix.change, add=(old,), remove=()))
    assert [row.starts[:10] for row in rows(made, wanted)] == ["2027-03-15"]
    finding = replace(example.hole(), fixes=(wanted,))
    text = calendar(example.summary((finding,)))
    assert "20270315T" in text.partition("BEGIN:VEVENT")[2]
    assert "2020" not in text.partition("BEGIN:VEVENT")[2]
