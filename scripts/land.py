"""Makes `src/farflung/draw/data/land.path`, the outline of the world's land that the map draws.

Source: Natural Earth 4.1, 1:110 million land (public domain, https://www.naturalearthdata.com), in the
TopoJSON edition of the npm package `world-atlas` 2.0.2 (file `land-110m.json`). Get it with
`npm pack world-atlas@2.0.2`, unpack it, then run from the repository's root:

    python -m scripts.land path/to/land-110m.json

The map shows 180 W to 180 E and 80 N to 58 S, four units to a degree, rounded to whole units; points that
lie within a quarter of a degree of the line without them go, and so do islands smaller than a speck.
"""

import json
import sys
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

OUT = Path("src/farflung/draw/data/land.path")
UNITS_PER_DEGREE = 4
NORTH, SOUTH = 80.0, -58.0
TOLERANCE = 0.22
SPECK = 0.5
"""Square degrees below which an island is left out."""

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantised TopoJSON in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        out.append(line)
    return out


def rings(topology: dict[str, Any]) -> list[list[Point]]:
    """Every outline of land, outer rings and holes alike."""
    lines = arcs(topology)
    geometry = topology["objects"]["land"]["geometries"][0]
    out = []
    for polygon in geometry["arcs"]:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                part = lines[index] if index >= 0 else lines[~index][::-1]
                points += part[1:] if points else part
            out += unwrapped(points)
    return out


def unwrapped(ring: list[Point]) -> list[list[Point]]:
    """A ring that crosses 180 degrees as two whole ones, each partly beyond an edge of the map."""
    out = ring[:1]
    for x, y in ring[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    low, high = min(x for x, _ in out), max(x for x, _ in out)
    if high <= 180 and low >= -180:
        return [out]
    step = -360 if high > 180 else 360
    return [out, [(x + step, y) for x, y in out]]


def area(ring: list[Point]) -> float:
    """Square degrees inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def thinned(line: list[Point]) -> list[Point]:
    """The Ramer-Douglas-Peucker line: no point left out is further than the tolerance from it."""
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda i: _distance(line[i], line[0], line[-1]))
    if _distance(line[far], line[0], line[-1]) <= TOLERANCE:
        return [line[0], line[-1]]
    return thinned(line[: far + 1])[:-1] + thinned(line[far:])


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - dy * (start[0] - point[0])) / length


def cropped(ring: list[Point]) -> list[Point]:
    """The ring with its latitudes pressed to the edges of the map."""
    return [(x, min(max(y, SOUTH), NORTH)) for x, y in ring]


def command(ring: list[Point]) -> str:
    """One ring as an SVG path in relative whole units."""
    steps = [(round((x + 180) * UNITS_PER_DEGREE), round((NORTH - y) * UNITS_PER_DEGREE)) for x, y in ring]
    distinct = [steps[0], *(b for a, b in pairwise(steps) if a != b)]
    if distinct[-1] == distinct[0]:
        distinct.pop()
    if len(distinct) < 3:
        return ""
    moves = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(distinct))
    return f"M{distinct[0][0]} {distinct[0][1]}l{moves}z".replace(" -", "-")


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    kept = [r for r in rings(topology) if area(r) > SPECK and max(y for _, y in r) > SOUTH]
    path = "\n".join(filter(None, (command(cropped(thinned(ring))) for ring in kept)))
    OUT.write_text(path + "\n", encoding="ascii")
    print(f"{OUT}: {len(kept)} outlines, {len(path)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
