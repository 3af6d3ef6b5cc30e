"""The rule behind every figure of burden, in words."""

from farflung.engine.atlas import listed
from farflung.engine.checks.question import Question
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside


def basis(question: Question) -> Said:
    """The bands and where they come from: "0 inside 08-19, 1 at 07-08 and 19-21, ... an hour"."""
    table = question.packs.burden_points()
    by_points: dict[int, list[str]] = {}
    for band in table.bands:
        by_points.setdefault(band.points, []).append(f"{band.start // 60:02d}-{band.end // 60:02d}")
    bands = [
        said("{number} at {hours}", number=value, hours=listed(hours, len(hours)))
        for value, hours in sorted(by_points.items())
    ]
    return said(
        "points for an hour of meeting in one's own time: {bands} ({source})",
        bands=beside(bands),
        source=str(table.source),
    )
