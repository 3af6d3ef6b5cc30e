"""By country: a plan right at a figure of the law is let be; a minute, day or night over it is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Place
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.law import Given, law_of
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import CallOut
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import load_packs
from tests.engine.rota.by_hand import DAY, MONDAY, Hand, instant, person, shift, weeks

PACKS = load_packs()
KIND = ShiftKind("any", "watch", 540, 1020)
PLACES = {
    "EU": Place("Europe/Brussels", "BE", None, "Brussels"),
    "FR": Place("Europe/Paris", "FR", None, "Paris"),
    "DE": Place("Europe/Berlin", "DE", None, "Berlin"),
    "NL": Place("Europe/Amsterdam", "NL", None, "Amsterdam"),
    "AE": Place("Asia/Dubai", "AE", "DU", "Dubai"),
    "IN": Place("Asia/Kolkata", "IN", "KA", "Bengaluru"),
    "JP": Place("Asia/Tokyo", "JP", None, "Tokyo"),
    "BR": Place("America/Sao_Paulo", "BR", "SP", "São Paulo"),
    "MX": Place("America/Mexico_City", "MX", None, "Mexico City"),
    "AR": Place("America/Argentina/Buenos_Aires", "AR", None, "Buenos Aires"),
    "US": Place("America/Chicago", "US", "TX", "Austin"),
    "CA": Place("America/Los_Angeles", "US", "CA", "Fresno"),
    "OR": Place("America/Los_Angeles", "US", "OR", "Portland"),
    "IL": Place("America/Chicago", "US", "IL", "Springfield"),
    "Chicago": Place("America/Chicago", "US", "IL", "Chicago"),
    "Seattle": Place("America/Los_Angeles", "US", "WA", "Seattle"),
    "New York": Place("America/New_York", "US", "NY", "New York City"),
}
TOLD = Given(told=instant("2027-02-19T15:00"))
"""Ten days before the Monday, everywhere."""


@dataclass(frozen=True)
class Case:
    """`make` with `at` breaks nothing of the rule whose ground has `basis` in it; with `over` it does."""

    where: str
    rule: str
    basis: str
    make: Callable[..., list[Assignment]]
    at: tuple[int | str, ...]
    over: tuple[int | str, ...]

    def __str__(self) -> str:
        return f"{self.where} {self.rule} {self.basis}"


CASES = (
    Case("EU", "rest", "Article 3 (EU, 11 h)", Hand.rest, (660,), (659,)),
    Case("EU", "weekly-rest", "Article 5 (EU, 35 h)", Hand.weekly_rest, (2100,), (2099,)),
    Case("EU", "average-hours", "16 (EU, 48 h)", Hand.average, (48960, 17), (48961, 17)),
    Case("EU", "night-worker-hours", "Articles 8(a) and 16(c) (EU, 8 h)",
         Hand.average, (48960, 17, "21:00"), (48961, 17, "21:00")),
    Case("EU", "consecutive-days", "C-306/16", Hand.in_a_row, (12,), (13,)),
    Case("FR", "rest", "L. 3131-1 (FR, 11 h)", Hand.rest, (660,), (659,)),
    Case("FR", "weekly-rest", "L. 3132-2 (FR, 35 h)", Hand.weekly_rest, (2100,), (2099,)),
    Case("FR", "daily-hours", "L. 3121-18", Hand.day, (600,), (601,)),
    Case("FR", "hours-per-week", "(FR, 48 h)", Hand.week, (2880,), (2881,)),
    Case("FR", "average-hours", "(FR, 44 h)", Hand.average, (31680, 12), (31681, 12)),
    Case("FR", "hours-per-week", "L. 3121-27 and L. 3121-28 (FR, 35 h)", Hand.week, (2100,), (2101,)),
    Case("FR", "night-hours", "L. 3122-6 (FR, 8 h)", Hand.night, (480,), (481,)),
    Case("FR", "night-worker-hours", "L. 3122-7 (FR, 40 h)",
         Hand.average, (28800, 12, "21:00"), (28801, 12, "21:00")),
    Case("FR", "working-days", "L. 3132-1", Hand.in_a_row, (6,), (7,)),
    Case("DE", "rest", "§ 5(1) (DE, 11 h)", Hand.rest, (660,), (659,)),
    Case("DE", "weekly-rest", "§ 9 and § 11(3) and (4)", Hand.weekly_rest, (2100,), (2099,)),
    Case("DE", "daily-hours", "§ 3 (DE, 10 h)", Hand.day, (600,), (601,)),
    Case("DE", "hours-per-week", "§ 3 (DE, 60 h)", Hand.week, (3600,), (3601,)),
    Case("DE", "average-hours", "§ 3 (DE, 48 h)", Hand.average, (69120, 24), (69121, 24)),
    Case("DE", "night-hours", "§ 6(2) (DE, 10 h)", Hand.night, (600,), (601,)),
    Case("DE", "night-worker-hours", "§ 6(2) (DE, 8 h)",
         Hand.average, (11520, 4, "18:00"), (11521, 4, "18:00")),
    Case("DE", "free-sundays", "§ 11(1)", Hand.sundays, (37,), (38,)),
    Case("NL", "rest", "Article 5:3", Hand.rest, (660,), (659,)),
    Case("NL", "weekly-rest", "Article 5:5", Hand.weekly_rest, (2160,), (2159,)),
    Case("NL", "daily-hours", "(NL, 12 h)", Hand.day, (720,), (721,)),
    Case("NL", "hours-per-week", "(NL, 60 h)", Hand.week, (3600,), (3601,)),
    Case("NL", "average-hours", "(NL, 55 h)", Hand.average, (13200, 4), (13201, 4)),
    Case("NL", "average-hours", "(NL, 48 h)", Hand.average, (46080, 16), (46081, 16)),
    Case("NL", "night-hours", "(NL, 10 h)", Hand.night, (600,), (601,)),
    Case("NL", "night-worker-hours", "5:8 (NL, 40 h)",
         Hand.average, (38400, 16, "21:00"), (38401, 16, "21:00")),
    Case("NL", "rest-after-nights", "(NL, 14 h)", Hand.after_nights, (1, 840), (1, 839)),
    Case("NL", "rest-after-nights", "(NL, 46 h)", Hand.after_nights, (3, 2760), (3, 2759)),
    Case("NL", "nights-in-period", "(NL, 36 nights)", Hand.nights, (36,), (37,)),
    Case("NL", "nights-in-period", "(NL, 36 nights)", Hand.nights, (40, "02:00"), (37,)),
    Case("NL", "days-with-nights", "5:8 (NL, 7 days)", Hand.in_a_row, (7, "22:00"), (8, "22:00")),
    Case("NL", "free-sundays", "Article 5:6", Hand.sundays, (39,), (40,)),
    Case("AE", "daily-hours", "Articles 17 and 19", Hand.day, (600,), (601,)),
    Case("AE", "average-hours", "(AE, 48 h)", Hand.average, (8640, 3), (8641, 3)),
    Case("AE", "hours-per-week", "(AE, 48 h)", Hand.week, (2880,), (2881,)),
    Case("AE", "weekly-rest", "(AE, 24 h)", Hand.weekly_rest, (1440,), (1439,)),
    Case("IN", "daily-hours", "sections 25 and 27 (IN, 8 h)", Hand.day, (480,), (481,)),
    Case("IN", "hours-per-week", "(IN, 48 h)", Hand.week, (2880,), (2881,)),
    Case("IN", "working-days", "section 26 (IN, 6 days)", Hand.in_a_row, (6,), (7,)),
    Case("IN", "weekly-rest", "sections 26 and 28", Hand.weekly_rest, (1440,), (1439,)),
    Case("JP", "daily-hours", "Article 32(2) (JP, 8 h)", Hand.day, (480,), (481,)),
    Case("JP", "hours-per-week", "Article 32(1) (JP, 40 h)", Hand.week, (2400,), (2401,)),
    Case("JP", "weekly-rest", "Article 35", Hand.weekly_rest, (1440,), (1439,)),
    Case("BR", "rest", "art. 66", Hand.rest, (660,), (659,)),
    Case("BR", "weekly-rest", "art. 67", Hand.weekly_rest, (1440,), (1439,)),
    Case("BR", "daily-hours", "arts. 58 and 59 (BR, 10 h)", Hand.day, (600,), (601,)),
    Case("BR", "daily-hours", "art. 7, XIV (BR, 6 h)", Hand.day, (360,), (361,)),
    Case("BR", "consecutive-days", "OJ 410", Hand.in_a_row, (6,), (7,)),
    Case("BR", "free-sundays", "art. 6", Hand.sundays, (2,), (3,)),
    Case("MX", "night-hours", "artículo 61 (MX, 7 h)", Hand.night, (420,), (421,)),
    Case("AR", "night-hours", "art. 200 (AR, 7 h)", Hand.night, (420,), (421,)),
    Case("US", "hours-per-week", "§ 207(a)(1) (US, 40 h)", Hand.week, (2400,), (2401,)),
    Case("CA", "daily-hours", "§ 510 (US-CA, 8 h)", Hand.day, (480,), (481,)),
    Case("CA", "working-days", "§ 552", Hand.in_a_row, (6,), (7,)),
    Case("CA", "weekly-rest", "§§ 551, 552 and 556", Hand.weekly_rest, (1440,), (1439,)),
    Case("OR", "rest", "ORS 653.442 (US-OR, 10 h)", Hand.rest, (600,), (599,)),
    Case("IL", "consecutive-days", "section 2 (US-IL, 6 days)", Hand.in_a_row, (6,), (7,)),
    Case("IL", "weekly-rest", "section 2 (US-IL, 24 h)", Hand.weekly_rest, (1440,), (1439,)),
    Case("Chicago", "rest", "MCC 6-110 (US-IL/Chicago, 10 h)", Hand.rest, (600,), (599,)),
    Case("Seattle", "rest", "SMC 14.22 (US-WA/Seattle, 10 h)", Hand.rest, (600,), (599,)),
    Case("New York", "rest", "(US-NY/New York City, 11 h)", Hand.rest, (660,), (659,)),
)  # fmt: skip


def _broken(where: str, shifts: Iterable[Assignment], given: Given) -> list[tuple[str, str, int]]:
    """All that the law of a place says of a plan of two weeks from the Monday; what is before is history."""
    who, window = person(PLACES[where]), weeks(PLACES[where].zone, MONDAY, 2)
    atlas = Atlas((who,))
    law = law_of(atlas, ["Nele"], window, PACKS, given)
    history = tuple(sorted(s for s in shifts if s.span.start < window.start))
    plan = [s for s in shifts if s.span.start >= window.start]
    problem = Problem(atlas, window, ("Nele",), (KIND,), rules=(*law.kept, *law.told), history=history)
    return [(v.rule, v.basis, v.by) for v in violations(problem, plan)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_at_the_figure_nothing_is_said_and_one_over_it_is(case: Case) -> None:
    def told(shifts: Iterable[Assignment]) -> list[int]:
        found = _broken(case.where, shifts, Given())
        return [by for rule, basis, by in found if rule == case.rule and case.basis in basis]

    hand = Hand(PLACES[case.where].zone)
    assert told(case.make(hand, *case.at)) == []
    assert told(case.make(hand, *case.over))[:1] == [1]


@pytest.mark.parametrize(("where", "days_asked"), [("NL", 28), ("OR", 14), ("Chicago", 14), ("New York", 3)])
def test_notice_of_the_rota_is_told_with_its_days(where: str, days_asked: int) -> None:
    on = MONDAY + timedelta(days=max(0, days_asked - 10))
    late = [shift(PLACES[where].zone, on - DAY, "09:00", 240)] if days_asked > 10 else []
    at = [shift(PLACES[where].zone, on, "09:00", 240)]
    of_law = f", {days_asked} days)"
    found = [
        [by for rule, basis, by in _broken(where, plan, TOLD) if rule == "rota-notice" and of_law in basis]
        for plan in (at, late)
    ]
    assert found == [[], [1] if late else []]


@pytest.mark.parametrize("where", ["MX", "AR"])
def test_a_late_shift_is_no_night_shift(where: str) -> None:
    """Of 15:00 to 23:00 two or three hours are night: mixed in Mexico, not wholly at night in Argentina."""
    late = shift(PLACES[where].zone, MONDAY, "15:00", 480)
    assert "night-hours" not in {rule for rule, _, _ in _broken(where, [late], Given())}


def test_T02_french_night_of_the_october_change_is_an_hour_too_long() -> None:
    """22:00 to 06:00 on the wall, nine hours in truth: refused in the model, and told of a plan."""
    who, window = person(PLACES["FR"]), weeks("Europe/Paris", date(2025, 10, 20), 1)
    law = law_of(Atlas((who,)), ["Nele"], window, PACKS)
    night = ShiftKind("night", "watch", 22 * 60, 30 * 60)
    problem = Problem(Atlas((who,)), window, ("Nele",), (night,), rules=law.kept)
    model = compiled(problem)
    friday = model.options.index(date(2025, 10, 24))
    assert list(model.open[0, friday : friday + 2, 0]) == [True, False]
    assert model.options.minutes[0, friday + 1, 0] == 540
    plan = model.assignments([(0, friday, 0), (0, friday + 1, 0)])
    [found] = [v for v in violations(problem, plan) if v.rule == "night-hours"]
    assert (found.by, found.basis) == (60, "Code du travail, L. 3122-6 (FR, 8 h), checked 2026-11-23")
    assert found.span == plan[1].span


def test_C11_german_call_out_starts_the_rest_anew() -> None:
    berlin = PLACES["DE"]
    call = CallOut(Span(instant("2026-02-10T01:00"), instant("2026-02-10T02:30")), "Nele")
    window, tuesday = weeks(berlin.zone, date(2026, 2, 9), 1), date(2026, 2, 10)
    law = law_of(Atlas((person(berlin),)), ["Nele"], window, PACKS, Given(calls=(call,)))
    problem = Problem(Atlas((person(berlin),)), window, ("Nele",), (KIND,), rules=law.kept)
    [early] = violations(problem, [shift(berlin.zone, tuesday, "09:00", 480)])
    assert (early.rule, early.by) == ("rest-after-call-out", 330)
    assert "not before Tue 10 Feb 2026 14:30 Europe/Berlin" in early.text
    assert early.basis == "Arbeitszeitgesetz (ArbZG), § 5(1) (DE, 11 h), checked 2026-11-23"
    assert violations(problem, [shift(berlin.zone, tuesday, "14:30", 480)]) == ()
