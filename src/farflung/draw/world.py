"""The world with its daylight, and how many people are where.

Circles hold counts. A place with fewer than five people shows "<5" and no number, one with fewer than twenty
does not show whether most are at work: nobody is to be read out of a picture of the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from farflung.draw.chart import Chart, Table, Words, picture
from farflung.draw.land import HEIGHT, WIDTH, outline, project
from farflung.draw.markup import Markup, number, percent, shape, tag
from farflung.draw.sun import CIVIL_TWILIGHT, SUNRISE, Sun, circle, elevation, sun_at

FEWEST = 5
"""No aggregate under this many people is shown."""

FEWEST_FOR_RATES = 20
"""No share of a group smaller than this is shown."""

_DARKER = (SUNRISE, CIVIL_TWILIGHT, -12.0, -18.0)
"""Sunset, and the ends of civil, nautical and astronomical twilight."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with people: degrees north and east, how many, and how many of them are at work.

    `working` is None where it is not to be told for reasons beyond the size of the group.
    """

    label: str
    latitude: float
    longitude: float
    people: int
    working: int | None = 0

    @property
    def shown(self) -> str:
        """The number that may be shown."""
        return str(self.people) if self.people >= FEWEST else f"<{FEWEST}"

    @property
    def state(self) -> str:
        """Whether most of a large enough group are at work: "on" or "off"; "some" and "few" do not say."""
        if self.people < FEWEST:
            return "few"
        if self.people < FEWEST_FOR_RATES or self.working is None:
            return "some"
        return "on" if self.working * 2 >= self.people else "off"


def land_symbol(key: str) -> Markup:
    """The outline once, for every map of a page to use; the SVG itself is not seen."""
    return tag(
        "svg",
        tag("defs", shape("path", id=key, d=outline())),
        width=0,
        height=0,
        class_="defs",
        aria_hidden="true",
        focusable="false",
    )


def world(
    key: str,
    title: str,
    instant: datetime,
    spots: Sequence[Spot],
    *,
    land: str | None = None,
    labels: int = 8,
    words: Words | None = None,
) -> Chart:
    """The map at an instant. `land` is the id of a `land_symbol`; without it the map carries its own."""
    sun = sun_at(instant)
    largest = max((spot.people for spot in spots), default=1)
    drawn = sorted(spots, key=lambda spot: -spot.people)
    svg = picture(
        key,
        *(words or (title, _description(sun, spots))),
        shape("rect", width=WIDTH, height=HEIGHT, class_="sea"),
        _land(land),
        *(_night(sun, height) for height in _DARKER),
        *(_dot(spot, largest) for spot in drawn),
        *_labels(drawn, largest, labels),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="world",
        width="100%",
    )
    return Chart(svg, _table(title, drawn, sun))


def _land(symbol: str | None) -> Markup:
    if symbol:
        return shape("use", href=f"#{symbol}", class_="land")
    return shape("path", d=outline(), class_="land")


def _night(sun: Sun, height: float) -> Markup:
    """The part of the world where the sun is lower than `height`; three copies meet the map's edges."""
    ring = [project(latitude, longitude) for longitude, latitude in circle(sun, height)]
    turn = ring[-1][0] - ring[0][0]
    if abs(turn) > 1:
        pole = project(-90 if sun.latitude > 0 else 90, 0)[1]
        ring += [(ring[-1][0], pole), (ring[0][0], pole)]
    path = "".join(
        "M" + "L".join(f"{number(round(x + shift))} {number(round(y))}" for x, y in ring) + "z"
        for shift in (-WIDTH, 0, WIDTH)
    )
    return shape("path", d=path, class_="dark")


_DIAMOND = "6 6-6 6-6-6z"


def _radius(spot: Spot, largest: int) -> float:
    if spot.people < FEWEST:
        return 6.0
    return 5 + 29 * sqrt(spot.people / max(largest, 40))


def _dot(spot: Spot, largest: int) -> Markup:
    x, y = project(spot.latitude, spot.longitude)
    size = _radius(spot, largest)
    if spot.state == "few":
        mark = shape("path", d=f"M{number(x)} {number(y - size)}l{_DIAMOND}", class_="dot few")
    else:
        mark = shape("circle", cx=x, cy=y, r=size, class_=f"dot {spot.state}")
    return tag("g", tag("title", f"{spot.label}: {spot.shown}"), mark)


def _labels(spots: Sequence[Spot], largest: int, most: int) -> list[Markup]:
    """Names of the largest places that do not run into each other; of small ones where all are small.

    Those that would do so in the double size of a phone have the class "minor", and are not shown there.
    """
    large = [spot for spot in spots if spot.people >= FEWEST] or list(spots)
    out: list[Markup] = []
    taken: list[Box] = []
    doubled: list[Box] = []
    for spot in large:
        if len(out) == most:
            break
        free = _free(spot, large, largest, taken)
        if free is None:
            continue
        taken.append(free)
        major = _fits(twice := free.twice, doubled)
        doubled += [twice] if major else []
        out.append(_label(spot, free, "spot" if major else "spot minor"))
    return out


def _free(spot: Spot, spots: Sequence[Spot], largest: int, taken: Sequence["Box"]) -> "Box | None":
    """The side of a place on which a label lies on fewest others, if it has room there."""
    sides = sorted(_boxes(spot, largest), key=lambda box: _crowd(box, spot, spots))
    return next((box for box in sides if not any(box.touches(other) for other in taken)), None)


def _fits(box: "Box", taken: Sequence["Box"]) -> bool:
    return box.left > 0 and box.right < WIDTH and not any(box.touches(other) for other in taken)


@dataclass(frozen=True, slots=True)
class Box:
    """Room for a label: from `left` to `right` at height `y`; it begins or ends at its place."""

    left: float
    right: float
    y: float
    anchor: str
    height: float = 34

    @property
    def twice(self) -> "Box":
        """The same in double size."""
        width = 2 * (self.right - self.left)
        if self.anchor == "start":
            return Box(self.left, self.left + width, self.y, self.anchor, 2 * self.height)
        return Box(self.right - width, self.right, self.y, self.anchor, 2 * self.height)

    def touches(self, other: "Box") -> bool:
        """Whether two labels are too near to be read apart."""
        beside = self.left < other.right + 12 and other.left < self.right + 12
        return beside and abs(self.y - other.y) < self.height


def _boxes(spot: Spot, largest: int) -> list[Box]:
    """Right and left of a place, where the map has room for it."""
    x, y = project(spot.latitude, spot.longitude)
    width, gap = 13.0 * (len(spot.label) + 4), _radius(spot, largest) + 7
    right = Box(x + gap, x + gap + width, y + 8, "start")
    left = Box(x - gap - width, x - gap, y + 8, "end")
    return [box for box in (right, left) if box.left > 4 and box.right < WIDTH - 4] or [right]


def _crowd(box: Box, spot: Spot, spots: Sequence[Spot]) -> int:
    """How many other places a label would lie on."""
    places = (project(other.latitude, other.longitude) for other in spots if other is not spot)
    return sum(1 for x, y in places if box.left - 20 < x < box.right + 20 and abs(box.y - 8 - y) < 30)


def _label(spot: Spot, box: Box, css: str) -> Markup:
    count = tag("tspan", f" {spot.shown}", class_="count") if spot.people >= FEWEST else None
    x = box.left if box.anchor == "start" else box.right
    return tag("text", spot.label, count, x=x, y=box.y, text_anchor=box.anchor, class_=css)


def _description(sun: Sun, spots: Sequence[Spot]) -> str:
    total = sum(spot.people for spot in spots)
    lit = sum(s.people for s in spots if elevation(sun, s.latitude, s.longitude) > SUNRISE)
    if total < FEWEST:
        return "The sun's light on the world, and the places with people."
    return (
        f"{total} people in {len(spots)} places; {percent(lit / total) if total >= 20 else lit} of them in "
        "daylight. Filled circles: most are at work; rings: most are off; diamonds: fewer than five people."
    )


def _table(title: str, spots: Sequence[Spot], sun: Sun) -> Table:
    rows = tuple((s.label, s.shown, _STATES[s.state], _light(sun, s)) for s in spots)
    return Table(title, ("Place", "People", "At work", "Light"), rows)


_STATES = {"on": "most at work", "off": "most off", "some": "not shown", "few": "not shown"}


def _light(sun: Sun, spot: Spot) -> str:
    height = elevation(sun, spot.latitude, spot.longitude)
    if height > SUNRISE:
        return "day"
    return "twilight" if height > CIVIL_TWILIGHT else "night"
