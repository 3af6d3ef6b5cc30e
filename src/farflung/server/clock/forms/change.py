"""A series at other times and with other people; and one date of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.meetings import SlotRequest
from farflung.engine.model import MeetingSeries, Occurrence, Recurrence
from farflung.engine.time import CivilTimeError, Span, Zone
from farflung.server.clock.forms.make import AROUND, MakeForm, civil_time, lengths, rhythms, skipped
from farflung.server.clock.planning.revising import AS_IT_IS, Ends, Wish, last_of, length_of, wanted, weeks_of
from farflung.server.clock.planning.slots import MOST_SHOWN
from farflung.server.org.forms.fields import ClockField, DayField

_WHEN = ("day", "clock", "minutes", "every", "last")


class ChangeForm(MakeForm):
    """*Change the series*. Date and time are on the clock of the series; `ahead` are its dates to come,
    `before` the rules that it went by until it was moved.

    Cleaned has `move` besides: None where nothing about when it is was changed; and `ends`, where the last
    date was and nothing else.
    """

    def __init__(
        self,
        *args: Any,
        series: MeetingSeries,
        ahead: Sequence[Occurrence],
        before: Sequence[Recurrence],
        **options: Any,
    ) -> None:
        self.series, self.ahead, self.before, self.moving = series, ahead, before, series.id
        rule = series.recurrence
        self.when = _when(rule, ahead, options)
        options["initial"] = {**self.when, **options["initial"]}
        super().__init__(*args, **options)
        self.fields["minutes"].choices = lengths(length_of(rule))  # type: ignore[attr-defined]
        if self.when["every"] == AS_IT_IS:
            own = (AS_IT_IS, _("as it is now"))
            self.fields["every"].choices = [own, *rhythms()]  # type: ignore[attr-defined]
        self.fields["day"].label = _("From this date on")
        self.fields["clock"].label = _("Time, on the clock of %(zone)s") % {"zone": self.zone.key}

    def clean(self) -> dict[str, Any]:
        """With `move` and `ends`; a day on which the rule that stays has no date is refused."""
        given = super().clean()
        if self.errors:
            return given
        given["move"] = given["ends"] = None
        changed = {name for name in _WHEN if given.get(name) != self.when[name]}
        if changed == {"last"}:
            given["ends"] = Ends(given["last"])
        elif changed:
            wish = Wish(given["first"], given["minutes"], given["every"], given.get("last"))
            given["move"] = wanted(self.series.recurrence, wish, self.ahead, self.atlas.zones, self.before)
            if given["move"] is None:
                self.add_error("day", _("The series has no date on this day as it recurs now."))
        return given

    def _recurrence(self, given: dict[str, Any], civil: Any) -> Recurrence:  # noqa: ARG002 - `move` has it
        return self.series.recurrence


def _when(rule: Recurrence, ahead: Sequence[Occurrence], options: dict[str, Any]) -> dict[str, Any]:
    """When the series is, in the words of the form: from its next date on."""
    first = ahead[0].civil if ahead else None
    clock = (first or rule.start).time
    return {
        "day": first.date if first else options["today"],
        "clock": clock.hour * 60 + clock.minute,
        "minutes": length_of(rule),
        "every": weeks_of(rule),
        "last": last_of(rule, options["atlas"].zones),
    }


class DateForm(forms.Form):
    """Where one date of a series is to be, on the clock of the series."""

    day = DayField(label=gettext_lazy("Day"))
    clock = ClockField()
    sure = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, series: MeetingSeries, held: Occurrence, now: datetime, zone: Zone, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.series, self.held, self.now, self.zone = series, held, now, zone
        self.fields["clock"].label = _("Time, on the clock of %(zone)s") % {"zone": zone.key}

    def clean(self) -> dict[str, Any]:
        """With `start`, `to` (the span) and `request`."""
        given = super().clean() or {}
        if self.errors:
            return given
        start = self._start(given["day"], given["clock"])
        if start is None:
            return given
        length = max(self.held.end - self.held.start, timedelta(minutes=5))
        given["start"], given["to"] = start, Span(start, start + length)
        given["request"] = SlotRequest(
            self.series.required, Span(max(start - AROUND, self.now), start + AROUND), length,
            self.series.optional, most=MOST_SHOWN, moving=self.series.id,
        )  # fmt: skip
        return given

    def _start(self, day: date, minute: int) -> datetime | None:
        try:
            start = civil_time(day, minute, self.zone).instant(self.zone)
        except CivilTimeError:
            self.add_error("clock", skipped())
            return None
        if start <= self.now:
            self.add_error("day", _("This is past."))
            return None
        return start
