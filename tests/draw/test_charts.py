"""Coverage band, heat map, world, bars, timeline and strip: well formed, true to their values, safe."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from farflung.draw.band import BandDay, Level, band, labels
from farflung.draw.bars import Bar, bars
from farflung.draw.chart import Chart
from farflung.draw.day import Day
from farflung.draw.heat import Week, heat, step
from farflung.draw.land import HEIGHT, WIDTH, outline, project
from farflung.draw.strip import clock_pieces, strip
from farflung.draw.style import standalone
from farflung.draw.timeline import Event, Lane, timeline
from farflung.draw.world import Spot, world
from farflung.engine.time import Span, packaged_zones
from tests.draw.svg import by_class, parsed, share

ZONES = packaged_zones()
UTC_ZONE, LISBON = ZONES.zone("UTC"), ZONES.zone("Europe/Lisbon")
BAD = '"><script>alert(1)</script>'
NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)


def at(hour: float, day: int = 15) -> datetime:
    return datetime(2027, 3, day, tzinfo=UTC) + timedelta(hours=hour)


def days(count: int = 14) -> tuple[BandDay, ...]:
    """Each day: well to 06, nobody to 07, one person to 12, short to 13, just enough after."""
    return tuple(BandDay(Day(date(2027, 3, 15 + n), UTC_ZONE), _pieces(15 + n)) for n in range(count))


def _pieces(day: int) -> tuple[tuple[Span, Level], ...]:
    edges = (0, 6, 7, 12, 13, 24)
    order = (Level.WELL, Level.HOLE, Level.SINGLE, Level.SHORT, Level.THIN)
    spans = (Span(at(a, day), at(b, day)) for a, b in pairwise(edges))
    return tuple(zip(spans, order, strict=True))


def charts() -> list[Chart]:
    week = Week(tuple(tuple((d + s) % 7 for s in range(48)) for d in range(7)), 6, BAD)
    spots = (Spot(BAD, 38.7, -9.1, 40, 30), Spot("Few", 1.3, 103.8, 3, 3))
    lanes = (Lane(BAD, "error", "diamond", (Event(date(2027, 3, 20), BAD),)),)
    return [
        band("a", BAD, days()),
        heat("b", BAD, week),
        world("c", BAD, NOON, spots),
        bars("d", BAD, (Bar(BAD, 4, 1.5, 3.0, BAD),), BAD),
        timeline("e", BAD, date(2027, 3, 15), 90, lanes),
    ]


@pytest.mark.parametrize("chart", charts(), ids=["band", "heat", "world", "bars", "timeline"])
def test_every_chart_is_well_formed_and_has_a_table_behind_it(chart: Chart) -> None:
    root = parsed(chart.svg)
    assert root[0].text == BAD
    assert "<script" not in chart.svg
    assert chart.table.rows
    assert {len(row) for row in chart.table.rows} == {len(chart.table.head)}


@pytest.mark.parametrize("chart", charts(), ids=["band", "heat", "world", "bars", "timeline"])
def test_a_chart_can_stand_alone(chart: Chart) -> None:
    root = ElementTree.fromstring(standalone(chart.svg))  # noqa: S314  # our own output
    assert "--ink" in (root[0].text or "")


def test_a_band_draws_levels_by_shape_not_only_by_colour() -> None:
    root = parsed(band("k", "Rule", days(1)).svg)
    hole, thread, half = (by_class(root, f"l-{level}")[0] for level in ("hole", "single", "short"))
    heights = [float(mark.get("height") or 0) for mark in (hole, half, thread)]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    assert share(hole.get("x")) == pytest.approx(6 / 24, abs=1e-4)


def test_the_table_of_a_band_names_the_hours() -> None:
    made = band("k", "Rule", days(1)).table
    assert made.rows == (("Mon 15 Mar 2027", "06:00–07:00", "12:00–13:00", "07:00–12:00", "11 h"),)


def test_a_band_counts_the_days_that_are_well() -> None:
    quiet = BandDay(Day(date(2027, 3, 16), UTC_ZONE), ((Span(at(0, 16), at(24, 16)), Level.WELL),))
    made = band("k", "Rule", (*days(1), quiet))
    assert made.table.note == "1 of 2 days have nothing of these."
    assert "1 days have a hole" in (parsed(made.svg)[1].text or "")


def test_a_band_labels_its_weeks() -> None:
    assert [text for _, text in labels(days(14))] == ["15 Mar", "22 Mar"]


def test_a_heat_map_needs_a_whole_week() -> None:
    with pytest.raises(ValueError, match="7 days of 48"):
        Week(((0,) * 48,), 3, "UTC")


def test_one_person_is_never_shown_as_nobody() -> None:
    assert [step(n, 5000) for n in (0, 1, 2500, 5000)] == [0, 1, 3, 6]


def test_the_world_tells_no_number_under_five() -> None:
    spots = [Spot("Home", 0, 0, 4, 4), Spot("Hub", 10, 10, 12, 12), Spot("City", 20, 20, 40, 10)]
    made = world("w", "World", NOON, spots)
    root = parsed(made.svg)
    assert [len(by_class(root, css)) for css in ("few", "some", "off", "on")] == [1, 1, 1, 0]
    cells = {row[0]: row[1:3] for row in made.table.rows}
    assert cells == {"Home": ("<5", "not shown"), "Hub": ("12", "not shown"), "City": ("40", "most off")}
    assert "Home 4" not in "".join(root.itertext())


def test_the_world_is_dark_where_it_is_night() -> None:
    """At noon UTC the date line is dark, Greenwich is not."""
    rows = world("w", "World", NOON, [Spot("Suva", -18, 178, 9), Spot("London", 51, 0, 9)]).table.rows
    assert [row[3] for row in rows] == ["night", "day"]


def test_the_land_is_small_and_inside_the_map() -> None:
    assert len(outline()) < 25_000
    assert set(outline()) <= set("MLlz -0123456789")
    assert project(80, -180) == (0, 0)
    assert project(-58, 180) == (WIDTH, HEIGHT)


def test_a_bar_is_as_long_as_its_points() -> None:
    rows = (Bar("Sydney", 1, 72, 72), Bar("Lisbon", 3, 18, 36))
    root = parsed(bars("b", "Who pays", rows, "points").svg)
    worst = [share(bar.get("width")) for bar in by_class(root, "worst")]
    assert worst[1] == pytest.approx(worst[0] / 2, abs=1e-4)


def test_a_timeline_leaves_out_what_is_outside_its_days() -> None:
    events = tuple(Event(date(2027, 3, 15) + timedelta(days=n), "x") for n in (-1, 0, 89, 90))
    root = parsed(
        timeline("t", "Ahead", date(2027, 3, 15), 90, (Lane("Errors", "error", "dot", events),)).svg
    )
    assert len(by_class(root, "mark")) == 2


@pytest.mark.parametrize(
    ("span", "pieces"),
    [
        (Span(at(14), at(15)), ((840, 900),)),
        (Span(at(22), at(26)), ((1320, 1440), (0, 120))),
        (Span(at(22), at(24)), ((1320, 1440),)),
        (Span(at(0), at(24)), ((0, 1440),)),
        (Span(at(3), at(60)), ((0, 1440),)),
    ],
)
def test_a_strip_reads_the_clocks_face(span: Span, pieces: tuple[tuple[int, int], ...]) -> None:
    assert clock_pieces(span, UTC_ZONE) == pieces


def test_a_strip_shows_the_shortest_call() -> None:
    root = parsed(strip("s", (Span(at(14), at(14.05)),), LISBON))
    (hit,) = by_class(root, "hit")
    assert share(hit.get("width")) == pytest.approx(15 / 1440, abs=1e-4)
