"""The parts of a plan's page: the picture, the loads, why each has what they have, what is open, proof."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.draw import rota as drawn
from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.markup import Child, Markup, name_of, percent, shape, tag
from farflung.engine.model import Person
from farflung.engine.rota.assignment import Assignment
from farflung.engine.rota.filled import open_times
from farflung.engine.rota.lines import wanted_spans
from farflung.engine.rota.nights import night_minutes_of
from farflung.engine.time import CivilTime, Span, merged
from farflung.engine.time.civil import day_span
from farflung.report import times
from farflung.report.figures.reference import coordinates
from farflung.report.html.blocks import behind, legend, sample, section, swatch, table
from farflung.report.rota import words
from farflung.report.rota.days import days_of, off_dates, stretches
from farflung.report.rota.view import PlanView
from farflung.report.rota.whys import Options, stands_against, worth_telling

_DAYS_IN_ROW = 14
_MOST_HOLES = 40
_EXPLAINED = 8
_RULES = {
    "away": "public holidays and time off",
    "own-hours": "hours that are not theirs",
    "rest": "rest after what was before",
    "double-duty": "what was before",
}


# --- the picture ------------------------------------------------------------------


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
        lead=f"Across: {_whose(view)}. Behind each row: the sun where that person is, night to day. "
        "The figure in a bar is the start of the shift on that person’s own clock.",
    )


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
        tag("li", tag("span", tag("b", name_of(one.name)), class_="label"),
            drawn.duty(f"d{number}-{n}", one, stretch), class_="duty")
        for n, one in enumerate(duties)
    ]  # fmt: skip
    items += [
        tag("li", _label(view, person), drawn.row(f"p{number}-{n}", one, stretch, offset, days))
        for n, (person, one) in enumerate(zip(view.people, rows, strict=True))
    ]
    return tag("ol", *items, class_="rows")


def _label(view: PlanView, person: Person) -> Markup:
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
    return drawn.Stint(shift.span, drawn.start_label(CivilTime.of(shift.span.start, own).time), said, dark)


def _off(view: PlanView, person: Person, around: Span) -> Iterator[tuple[Span, str]]:
    first, last = (view.atlas.local(person, at).date for at in (around.start, around.end))
    zone = view.atlas.zones.zone(person.place.zone)
    for day, why in off_dates(view, person, first, last).items():
        yield day_span(day, zone), f"{times.day(day)}: {why}"


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


# --- what each has ----------------------------------------------------------------


def loads(view: PlanView) -> Markup:
    """Who carries what."""
    most = max((load.points for load in view.loads.values()), default=0.0) or 1.0
    head = ("Who", "Shifts", "Hours", "Nights", "Weekends", "Holidays", "Points")
    body = []
    for person in view.people:
        load = view.loads[person.id]
        figures = (load.shifts, words.hours(load.minutes), load.nights, load.weekends, load.holidays)
        cells: list[Child] = [tag("th", _label(view, person), scope="row")]
        cells += [tag("td", figure, class_="figure") for figure in figures]
        cells.append(
            tag("td", _bar(load.points / most), tag("span", words.points(load.points)), class_="bar")
        )
        body.append(tag("tr", *cells))
    columns = (tag("th", text, scope="col", class_="figure" if n else None) for n, text in enumerate(head))
    made = tag("table", tag("thead", tag("tr", *columns)), tag("tbody", *body), class_="loads")
    box = tag("div", made, class_="scroll", tabindex="0", role="region", aria_label="Table: what each has")
    return section("loads", "What each has", box, lead=f"{words.spread(view)} {_points(view)}")


def _bar(share: float) -> Markup:
    bar = shape("rect", width=percent(share), height=10, rx=2, class_="stint")
    return tag("svg", bar, height=10, width="100%", aria_hidden="true", focusable="false")


def _points(view: PlanView) -> str:
    weights = view.problem.weights
    night = f"{view.night.start:%H:%M}–{view.night.end:%H:%M}"
    return (
        f"An hour on duty is {weights.hour} point, more outside the own hours, early, late and at night, "
        f"{weights.weekend} more on the own weekend and {weights.holiday} more on a public holiday. "
        f"Nights are shifts with time in {night} of the own clock."
    )


# --- why --------------------------------------------------------------------------


def whys(view: PlanView) -> Markup:
    """For each person how much was open to them, and who else could have what they have."""
    options = Options(view.problem)
    items = [_why(view, options, number, person) for number, person in enumerate(view.people)]
    return section(
        "why",
        "Why each has what they have",
        *items,
        lead="By hours, place and time off. What rules would be broken by an exchange: "
        "farflung rota explain PLAN FILES --person NAME --day DATE.",
    )


def _why(view: PlanView, options: Options, number: int, person: Person) -> Markup:
    could = options.of(person.id)
    shifts = view.shifts_of(person.id)
    closed = ", ".join(f"{days} by {_RULES.get(rule, rule)}" for rule, days in could.closed)
    facts = f". Could on {could.open} of {times.count(could.days, 'day')}" if could.days else ""
    facts += f"; closed: {closed}" if closed else ""
    rows = tuple(_why_cells(view, options, person, shift) for shift in shifts)
    load = view.loads[person.id]
    head = f"{view.names[person.id]}, {person.place.label}: {times.count(load.shifts, 'shift')}, "
    head += f"{words.points(load.points)} points"
    shown = (
        table(Table(f"Shifts of {view.names[person.id]}", ("Own clock", "Duty", "Who else could"), rows))
        if rows
        else tag("p", "No shift in this plan.")
    )
    return tag(
        "details", tag("summary", head), tag("p", f"{_own_hours(view, person)}{facts}."), shown,
        id=f"why-{number}", class_="why",
    )  # fmt: skip


def _own_hours(view: PlanView, person: Person) -> str:
    pattern = person.pattern_on(view.atlas.local(person, view.window.start).date)
    if pattern is None or not pattern.blocks:
        return "No working hours of their own are known"
    hours = sorted({(block.start, block.end) for block in pattern.blocks})
    said = ", ".join(f"{a // 60:02}:{a % 60:02}–{b // 60 % 24:02}:{b % 60:02}" for a, b in hours)
    days = ", ".join(_WEEKDAYS[day] for day in sorted({block.weekday for block in pattern.blocks}))
    return f"Own hours {said} on {days}" + (" (assumed)" if pattern.assumed else "")


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _why_cells(view: PlanView, options: Options, person: Person, shift: Assignment) -> tuple[str, ...]:
    own = view.atlas.zone_of(person, shift.span.start)
    could = options.others(shift)
    others = ", ".join(view.names[key] for key in could or ()) or "nobody else"
    return words.when(shift.span, own), shift.duty, "whoever is at work" if could is None else others


# --- what is open, and how good it is -----------------------------------------------


def openings(view: PlanView) -> Markup | None:
    """What is not filled, with what stands against it."""
    holes = open_times(view.problem, view.shifts)
    if not holes:
        return None
    told = worth_telling(view, holes[:_MOST_HOLES], _EXPLAINED)
    items = [
        tag(
            "li",
            tag("b", f"◆ {words.open_text(view, hole)}"),
            tag("ul", *(tag("li", said) for said in stands_against(view, hole))) if n in told else None,
        )
        for n, hole in enumerate(holes[:_MOST_HOLES])
    ]
    left = len(holes) - len(items)
    more = tag("p", f"{left:,} more are in the JSON of the plan.", class_="small") if left else None
    return section(
        "open",
        f"Open: {times.count(len(holes), 'stretch', 'stretches')}",
        tag("ul", *items, class_="problems"),
        more,
        lead="What would have to give way for least comes first.",
    )


def broken(view: PlanView) -> Markup | None:
    """What the plan breaks, if what is fixed made it so."""
    if not view.broken:
        return None
    rows = tuple(
        (view.names[one.person], one.rule, words.when(one.span, view.reader), str(one.text), one.basis)
        for one in view.broken
    )
    head = ("Who", "Rule", times.city(view.reader), "What", "Because")
    return section("broken", "Rules that are broken", table(Table("Broken rules", head, rows)))


def proof(view: PlanView) -> Markup:
    """What is known of the plan, and what it rests on."""
    stages = [tag("li", words.stage(one)) for one in view.record.result.stages]
    assumed = [tag("li", text) for text in (*view.record.assumed, *map(str, view.record.result.notes))]
    return section(
        "proof",
        "How good it is, and what it rests on",
        tag("ul", *stages) if stages else None,
        tag("p", tag("b", "Nobody said, so it was assumed:")) if assumed else None,
        tag("ul", *assumed) if assumed else None,
        tag("p", f"Made {words.made_by(view)}.", class_="small"),
    )
