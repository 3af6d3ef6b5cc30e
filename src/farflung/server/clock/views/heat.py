"""The overlap heat map of a week, with its words in the reader's language."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from farflung.draw.chart import Table, side_labels
from farflung.draw.heat import SLOTS, Week, clock, plot, row_tops, runs
from farflung.draw.markup import tag
from farflung.server.ui.pictures import behind, safe
from farflung.server.ui.reader import Reader
from farflung.server.ui.spoken import spoken
from farflung.server.ui.words import people_text, range_text, weekday_text, weekdays

_BASELINE, _BELOW = 17, 6
MOST_COUNTED = 100
"""Figures of more people are percent of them: two digits fit into a cell."""

Counts = Sequence[tuple[int, ...]]


def week_map(key: str, counts: Counts, people: int, reader: Reader) -> SafeString:
    """The map of `counts` by weekday from Monday, with the names of its rows and the table behind it.

    Its rows are in the order of the reader's weeks.
    """
    order = weekdays()
    week = Week(tuple(counts[day] for day in order), people, reader.place)
    title = gettext("People at work by weekday and half hour")
    drawn = plot(key, week, (title, _described(week)), percents=people >= MOST_COUNTED)
    tops = row_tops()
    labels = tuple((top, weekday_text(day)) for day, (top, _) in zip(order, tops, strict=True))
    height = tops[-1][0] + tops[1][0] - tops[0][0] + _BELOW
    side = side_labels(labels, height, _BASELINE)
    whole = tag("div", side, tag("div", drawn), class_="plot")
    return safe(tag("figure", whole, behind(_table(title, week))))


def _described(week: Week) -> str:
    best = max(max(day) for day in week.counts)
    empty = sum(day.count(0) for day in week.counts) // 2
    words = gettext(
        "At most %(best)s of %(all)s are at work at once; for %(empty)s hours of the week nobody is."
    )
    return words % {"best": best, "all": people_text(week.people), "empty": empty}


def _table(title: str, week: Week) -> Table:
    at_work = gettext("At work, of %(all)s, time in %(place)s") % {
        "all": people_text(week.people), "place": week.zone,
    }  # fmt: skip
    rows = tuple(
        (weekday_text(day, short=False), _said(counts))
        for day, counts in zip(weekdays(), week.counts, strict=True)
    )
    return Table(title, (gettext("Day"), at_work), rows)


@spoken
def _said(counts: Sequence[int]) -> str:
    return "; ".join(f"{range_text(clock(a), _end(b))} {n}" for a, b, n in runs(counts))


def _end(slot: int) -> str:
    return "24:00" if slot == SLOTS else clock(slot)
