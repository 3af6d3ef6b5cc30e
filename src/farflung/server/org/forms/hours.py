"""Working hours as a form: the same every day, or day by day with two spans each; and rest."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.model import DAY_MINUTES, Block, RestWindow, WeeklyPattern
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import weekday_text, weekdays

_WEEK = 7 * DAY_MINUTES
_MOST_BLOCKS = 14


def daily_hours(pattern: WeeklyPattern) -> tuple[int, int] | None:
    """From when to when on every working day, where that is the same; else None."""
    hours = {(block.start, block.end) for block in pattern.blocks}
    once = len(pattern.blocks) == len(pattern.weekdays)
    return hours.pop() if once and len(hours) == 1 else None


def week_of(text: str) -> WeeklyPattern | None:
    """A week as an address carries it, "0-540-1020.1-540-1020": weekday, start and end in its minutes."""
    try:
        blocks = [Block(*map(int, one.split("-"))) for one in text.split(".")[:_MOST_BLOCKS]]
    except (TypeError, ValueError):
        return None
    return None if _overlap(blocks) else WeeklyPattern(tuple(blocks))


def block_of(weekday: int, start: int, end: int) -> Block:
    """An end at or before the start is on the next day."""
    return Block(weekday, start, end if end > start else end + DAY_MINUTES)


def rest_of(start: int | None, end: int | None) -> RestWindow | None:
    """A rest window of two times of day; None where both are missing."""
    if start is None or end is None:
        return None
    return RestWindow(start, end if end > start else end + DAY_MINUTES)


class RestForm(forms.Form):
    """A rest window; both times or neither."""

    rest_start = ClockField(
        label=gettext_lazy("Rest from"),
        required=False,
        help_text=gettext_lazy("Nothing reaches you in your rest, unless you are on duty and it is urgent."),
    )
    rest_end = ClockField(label=gettext_lazy("Rest until"), required=False)

    def clean(self) -> dict[str, Any]:
        """With `rest`, a window or None."""
        given = super().clean() or {}
        start, end = given.get("rest_start"), given.get("rest_end")
        missing = "rest_end" if end is None else "rest_start"
        if (start is None) != (end is None) and not {"rest_start", "rest_end"} & self.errors.keys():
            self.add_error(missing, _("Write both times, or neither."))
        given["rest"] = rest_of(start, end)
        return given


class DailyForm(RestForm):
    """The same hours on some weekdays. Where they differ from day to day, they may stay as they are."""

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Working days"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    start = ClockField(label=gettext_lazy("Work from"), required=False)
    end = ClockField(
        label=gettext_lazy("Work until"),
        required=False,
        help_text=gettext_lazy("On the clocks of your place; a time before the first is on the next day."),
    )

    def __init__(self, *args: Any, pattern: WeeklyPattern | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pattern = pattern
        self.fields["days"].choices = [(n, weekday_text(n, short=False)) for n in weekdays()]  # type: ignore[attr-defined]
        hours = daily_hours(pattern) if pattern else None
        if pattern is not None and hours is not None:
            self.initial.update({"days": sorted(pattern.weekdays), "start": hours[0], "end": hours[1]})
        self.mixed = pattern if pattern is not None and hours is None and pattern.blocks else None
        if self.mixed is None:
            return
        self.fields["keep"] = forms.BooleanField(
            label=_("My hours differ from day to day and stay as they are"), required=False, initial=True
        )

    def clean(self) -> dict[str, Any]:
        """With `pattern`."""
        given = super().clean()
        if self.mixed is not None and given.get("keep"):
            given["pattern"] = self.mixed
            return given
        for name in ("days", "start", "end"):
            if name not in self.errors and given.get(name) in (None, []):
                self.add_error(name, _("This is needed."))
        if not self.errors:
            given["pattern"] = WeeklyPattern(
                tuple(block_of(day, given["start"], given["end"]) for day in given["days"])
            )
        return given


class WeekForm(forms.Form):
    """A week day by day, from a date on. `rows` are its days for the template."""

    start = DayField(
        label=gettext_lazy("From"), help_text=gettext_lazy("The first day on which these hours hold.")
    )
    end = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Leave it empty where they hold until further notice."),
    )

    def __init__(self, *args: Any, pattern: WeeklyPattern | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for day in range(7):
            blocks = pattern.on(day)[:2] if pattern else ()
            for at in range(2):
                block = blocks[at] if at < len(blocks) else None
                self._span(day, at, block)

    def _span(self, day: int, at: int, block: Block | None) -> None:
        words = {"day": weekday_text(day, short=False)}
        first, last = (_("%(day)s from"), _("%(day)s until")) if not at else (
            _("%(day)s again from"), _("%(day)s again until"))  # fmt: skip
        for name, text, value in (("from", first, block and block.start), ("to", last, block and block.end)):
            self.fields[f"d{day}_{name}{at}"] = ClockField(label=text % words, required=False, initial=value)

    @property
    def rows(self) -> Iterator[tuple[str, list[list[forms.BoundField]]]]:
        """Each weekday in the order of the language, with two pairs of fields."""
        for day in weekdays():
            yield (
                weekday_text(day, short=False),
                [[self[f"d{day}_from{at}"], self[f"d{day}_to{at}"]] for at in range(2)],
            )

    @property
    def ends(self) -> list[forms.BoundField]:
        """From when to when they hold."""
        return [self["start"], self["end"]]

    def clean(self) -> dict[str, Any]:
        """With `pattern`; spans that run into one another are refused."""
        given = super().clean() or {}
        blocks: list[Block] = []
        for day in range(7):
            for at in range(2):
                first, last = given.get(f"d{day}_from{at}"), given.get(f"d{day}_to{at}")
                if (first is None) != (last is None):
                    missing = f"d{day}_{'to' if last is None else 'from'}{at}"
                    if missing not in self.errors:
                        self.add_error(missing, _("Write both times, or neither."))
                elif first is not None and last is not None:
                    blocks.append(block_of(day, first, last))
        if not self.errors and not blocks:
            self.add_error(
                None, _("A week without any hours cannot be planned with. An absence says that you are away.")
            )
        if not self.errors and _overlap(blocks):
            self.add_error(None, _("Two spans of hours run into one another."))
        given["pattern"] = WeeklyPattern(tuple(blocks))
        return given


def _overlap(blocks: list[Block]) -> bool:
    """Whether two blocks of a week share a minute, also over midnight of its last day."""
    spans = sorted((b.weekday * DAY_MINUTES + b.start, b.weekday * DAY_MINUTES + b.end) for b in blocks)
    first_again = (spans[0][0] + _WEEK, spans[0][1] + _WEEK)
    return any(later[0] < earlier[1] for earlier, later in pairwise([*spans, first_again]))
