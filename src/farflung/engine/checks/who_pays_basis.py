"""The rule behind every figure of burden, in words."""

from farflung.engine.checks.question import Question


def basis(question: Question) -> str:
    """The bands and where they come from: "0 inside 08-19, 1 at 07-08 and 19-21, ... an hour"."""
    table = question.packs.burden_points()
    by_points: dict[int, list[str]] = {}
    for band in table.bands:
        by_points.setdefault(band.points, []).append(f"{band.start // 60:02d}-{band.end // 60:02d}")
    bands = ", ".join(f"{value} at {' and '.join(hours)}" for value, hours in sorted(by_points.items()))
    return f"points for an hour of meeting in one's own time: {bands} ({table.source})"
