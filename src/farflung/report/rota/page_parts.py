"""The parts of a plan's page below the picture: loads, why each has what they have, what is open, proof."""

from farflung.draw.chart import Table
from farflung.draw.markup import Child, Markup, name_of, percent, shape, tag
from farflung.engine.model import Person
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.values.assignment import Assignment
from farflung.report import times
from farflung.report.html.blocks import section, table
from farflung.report.rota import words
from farflung.report.rota.page_picture import label
from farflung.report.rota.view import PlanView
from farflung.report.rota.whys import Options, elsewhere, few_names, stands_against, worth_telling

_MOST_HOLES = 40
_EXPLAINED = 8
_MOST_OTHERS = 16
"""Names of who else could have a shift: of a plan for hundreds all of them would be most of the page."""
_RULES = {
    "away": "public holidays and time off",
    "own-hours": "hours that are not theirs",
    "rest": "rest after what was before",
    "double-duty": "what was before",
}


# --- what each has ----------------------------------------------------------------


def loads(view: PlanView) -> Markup:
    """Who carries what."""
    most = max((load.points for load in view.loads.values()), default=0.0) or 1.0
    head = ("Who", "Points", "Shifts", "Hours", "Nights", "Weekends", "Holidays")
    body = []
    for person in view.people:
        load = view.loads[person.id]
        figures = (load.shifts, words.hours(load.minutes), load.nights, load.weekends, load.holidays)
        bar = tag("div", _bar(load.points / most), tag("span", words.points(load.points)), class_="bar")
        cells: list[Child] = [tag("th", label(view, person), scope="row"), tag("td", bar)]
        cells += [tag("td", figure, class_="figure") for figure in figures]
        body.append(tag("tr", *cells))
    columns = (
        tag("th", text, scope="col", class_="figure" if n > 1 else None) for n, text in enumerate(head)
    )
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
    head = f", {person.place.label}: {times.count(load.shifts, 'shift')}, {words.points(load.points)} points"
    shown = (
        table(Table(f"Shifts of {view.names[person.id]}", ("Own clock", "Duty", "Who else could"), rows))
        if rows
        else tag("p", "No shift in this plan.")
    )
    return tag(
        "details", tag("summary", name_of(view.names[person.id]), head),
        tag("p", f"{_own_hours(view, person)}{facts}."), shown,
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
    others = few_names([view.names[key] for key in could or ()], _MOST_OTHERS) or "nobody else"
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
        lead=f"What would have to give way for least comes first. {elsewhere(len(told), len(holes))}".strip(),
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


def crowded(view: PlanView) -> Markup | None:
    """Where more are on a duty than may be."""
    found = view.crowded
    if not found:
        return None
    items = [tag("li", tag("b", f"◆ {words.crowded_text(view, one)}")) for one in found[:_MOST_HOLES]]
    left = len(found) - len(items)
    more = tag("p", f"{left:,} more are in the JSON of the plan.", class_="small") if left else None
    said = f"Too many: {times.count(len(found), 'stretch', 'stretches')}"
    return section("crowded", said, tag("ul", *items, class_="problems"), more)


def proof(view: PlanView) -> Markup:
    """What is known of the plan, and what it rests on."""
    stages = [tag("li", words.stage(one)) for one in view.record.result.stages if one.aims]
    assumed = [tag("li", text) for text in view.record.assumed]
    notes = [tag("li", str(note)) for note in view.record.result.notes]
    return section(
        "proof",
        "How good it is, and what it rests on",
        tag("ul", *stages) if stages else None,
        tag("p", tag("b", "Nobody said, so it was assumed:")) if assumed else None,
        tag("ul", *assumed) if assumed else None,
        tag("p", tag("b", "Worth knowing:")) if notes else None,
        tag("ul", *notes) if notes else None,
        tag("p", f"Made {words.made_by(view)}.", class_="small"),
    )
