"""A new meeting: who, when, how often; seen by everybody's clock before it is saved."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.meetings import SlotRequest
from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, CivilTimeError, Span, Zone, typed
from farflung.server.clock.forms.find import LENGTHS, WhoForm
from farflung.server.clock.planning.slots import MOST_SHOWN
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import length_text

AROUND = timedelta(days=3)
"""So far before and after, better times are looked for."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class MakeForm(WhoForm):
    """*A new meeting*. Date and time are on the clock of the reader's place, which the series follows."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, required=False,
        help_text=gettext_lazy("Left empty it is private: only those invited see it, and no title is kept."),
    )  # fmt: skip
    day = DayField(label=gettext_lazy("Day"))
    clock = ClockField(label=gettext_lazy("Time, on your clock"))
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long"), coerce=int)
    every = forms.TypedChoiceField(label=gettext_lazy("How often"), coerce=int)
    agenda = forms.BooleanField(label=gettext_lazy("It has an agenda"), required=False)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "people", "optional", "day", "clock", "minutes", "every", "agenda", "sure")

    def __init__(self, *args: Any, now: datetime, zone: Zone, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.zone = now, zone
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (minutes, length_text(timedelta(minutes=minutes))) for minutes in LENGTHS
        ]
        self.fields["every"].choices = [  # type: ignore[attr-defined]
            (0, _("once")), (1, _("every week")), (2, _("every two weeks")), (4, _("every four weeks"))
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """With `start`, `request` and `recurrence`; a time that clocks skip or show twice is refused."""
        given = super().clean()
        if self.errors:
            return given
        civil = self._civil(given["day"], given["clock"])
        if civil is None:
            return given
        start = civil.instant(self.zone)
        if start <= self.now:
            self.add_error("day", _("This is past."))
            return given
        length = timedelta(minutes=given["minutes"])
        near = Span(max(start - AROUND, self.now), start + AROUND)
        given["start"] = start
        given["request"] = SlotRequest(given["required"], near, length, given["optional"], most=MOST_SHOWN)
        given["recurrence"] = Recurrence(civil, given["minutes"], _rule(given["every"], civil.date))
        return given

    def _civil(self, day: date, minute: int) -> CivilTime | None:
        try:
            return typed(day, time(minute // 60 % 24, minute % 60), self.zone)
        except CivilTimeError:
            self.add_error("clock", _("Clocks change then: this time is not there, or is there twice."))
            return None


def _rule(weeks: int, day: date) -> str | None:
    if not weeks:
        return None
    interval = f";INTERVAL={weeks}" if weeks > 1 else ""
    return f"FREQ=WEEKLY{interval};BYDAY={_DAYS[day.weekday()]}"
