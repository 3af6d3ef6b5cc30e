"""The picture of a plan's page: people by days on the sky of where they are, with the table behind it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.draw import rota as drawn
from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, name_of, shape, tag
from farflung.engine.model import Person
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.model.lines import wanted_spans
from farflung.engine.rota.model.nights import night_minutes_of
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import CivilTime, Span, merged
from farflung.engine.time.civil import day_span
from farflung.report import times
from farflung.report.figures.reference import coordinates
from farflung.report.html.blocks import behind, legend, sample, section, swatch
from farflung.report.rota import words
from farflung.report.rota.days import days_of, off_dates, stretches
from farflung.report.rota.view import PlanView

_DAYS_IN_ROW = 14
_MOST_HOLES = 40


def picture(view: PlanView) -> Markup:
    """People by days, in the reader's time."""
    days = days_of(view)
    places = sorted({where for person in view.people if (where := coordinates(person.place))})
    rows = [_row(view, person, days, places) for person in view.people]
    duties = [_duty(view, duty) for duty in view.problem.duties]
    blocks: list[Markup] = []
    offset = 0
    for number, stretch in enumerate(stretches(days, _DAYS_IN_ROW)):
        blocks.append(_block(view, number, stretch, offset, days, rows, duties))
        offset += len(stretch)
    return section(
        "picture",
        "People by days",
        drawn.skies(places, days),
        *blocks,
        _key(view),
        behind(_shifts_table(view)),
        lead=joined(
            (
                f"Across: {_whose(view)}. Behind each row: the sun where that person is, night to day. ",
                tag("span", _in_bars(view), class_="wide"),
            )
        ),
    )


def _in_bars(view: PlanView) -> str:
    if view.letters:
        return "The letter in a bar is the duty; the table below has the times on every clock."
    return "The figure in a bar is the start of the shift on that person’s own clock."


def _whose(view: PlanView) -> str:
    return f"your own time, {times.city(view.viewer)}" if view.viewer else "UTC, as nobody named a zone"


def _block(
    view: PlanView,
    number: int,
    stretch: Sequence[Day],
    offset: int,
    days: Sequence[Day],
    rows: Sequence[drawn.RotaRow],
    duties: Sequence[drawn.Duty],
) -> Markup:
    head = f"{times.day(stretch[0].date)} – {times.day(stretch[-1].date)}"
    items = [tag("li", tag("span", head, class_="label"), drawn.scale(f"s{number}", stretch), class_="head")]
    items += [
        tag("li", tag("span", tag("b", _duty_name(view, one.name)), class_="label"),
            drawn.duty(f"d{number}-{n}", one, stretch), class_="duty")
        for n, one in enumerate(duties)
    ]  # fmt: skip
    items += [
        tag("li", label(view, person), drawn.row(f"p{number}-{n}", one, stretch, offset, days))
        for n, (person, one) in enumerate(zip(view.people, rows, strict=True))
    ]
    return tag("ol", *items, class_="rows")


def label(view: PlanView, person: Person) -> Markup:
    """Name and place, leading to why they have what they have."""
    name = tag("a", name_of(view.names[person.id]), href=f"#why-{view.people.index(person)}")
    return tag("span", tag("b", name), tag("span", person.place.label, class_="place"), class_="label")


def _row(
    view: PlanView, person: Person, days: Sequence[Day], places: Sequence[tuple[float, float]]
) -> drawn.RotaRow:
    around = Span(days[0].span.start, days[-1].span.end)
    where = coordinates(person.place)
    shifts = view.shifts_of(person.id)
    return drawn.RotaRow(
        f"{view.names[person.id]}, {person.place.label}",
        _sentence(view, shifts),
        tuple(_stint(view, person, shift) for shift in shifts),
        merged(view.atlas.working(person, around)),
        tuple(_off(view, person, around)),
        places.index(where) if where else None,
    )


def _sentence(view: PlanView, shifts: Sequence[Assignment]) -> str:
    if not shifts:
        return "No shift in this plan."
    return "; ".join(words.when(shift.span, view.reader) for shift in shifts) + "."


def _stint(view: PlanView, person: Person, shift: Assignment) -> drawn.Stint:
    own = view.atlas.zone_of(person, shift.span.start)
    dark = night_minutes_of(shift.span, own, view.night) > 0
    said = f"{shift.duty}, {words.when(shift.span, view.reader)} {times.city(view.reader)}"
    if own.key != view.reader.key:
        said += f", own clock {words.when(shift.span, own)}"
    start = drawn.start_label(CivilTime.of(shift.span.start, own).time)
    return drawn.Stint(shift.span, view.letters.get(shift.duty, start), said, dark)


def _off(view: PlanView, person: Person, around: Span) -> Iterator[tuple[Span, str]]:
    first, last = (view.atlas.local(person, at).date for at in (around.start, around.end))
    zone = view.atlas.zones.zone(person.place.zone)
    for day, why in off_dates(view, person, first, last).items():
        yield day_span(day, zone), f"{times.day(day)}: {why}"


def _duty_name(view: PlanView, duty: str) -> Markup:
    letter = view.letters.get(duty)
    return joined((f"{letter} ", name_of(duty))) if letter else name_of(duty)


def _duty(view: PlanView, duty: str) -> drawn.Duty:
    wanted = [
        span
        for demand in view.problem.demands
        if demand.duty == duty
        for span in wanted_spans(demand, view.window, view.atlas.zones)
    ]
    holes = [hole for hole in open_times(view.problem, view.shifts) if hole.duty == duty]
    said = "; ".join(words.open_text(view, hole) for hole in holes[:_MOST_HOLES]) or "Nothing is open"
    marks = tuple((hole.span, words.open_text(view, hole)) for hole in holes)
    return drawn.Duty(duty, f"{said}.", merged(wanted), marks)


def _key(view: PlanView) -> Markup:
    night = f"{view.night.start:%H:%M}–{view.night.end:%H:%M}"
    own = shape("rect", y=4, width=18, height=3, class_="ownhours")
    off = shape("rect", width=18, height=10, class_="offday")
    return legend(
        (
            (swatch("stint"), "shift"),
            (swatch("stint bynight"), f"☾ shift that reaches into their own night, {night}"),
            (sample(own), "their own working hours"),
            (sample(off), "public holiday or away"),
            (swatch("opening"), "open"),
        )
    )


def _shifts_table(view: PlanView) -> Table:
    rows = tuple(_shift_cells(view, shift) for shift in view.shifts)
    head = ("Who", "Duty", times.city(view.reader), "On their own clock", "Worked")
    return Table("Every shift", head, rows)


def _shift_cells(view: PlanView, shift: Assignment) -> tuple[str, ...]:
    own = view.atlas.zone_of(view.atlas.person(shift.person), shift.span.start)
    return (
        view.names[shift.person],
        shift.duty,
        words.when(shift.span, view.reader),
        f"{words.when(shift.span, own)} {times.city(own)}",
        times.length(timedelta(minutes=shift.minutes)),
    )
