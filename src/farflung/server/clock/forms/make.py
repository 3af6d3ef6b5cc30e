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
from farflung.server.clock.planning.revising import rule_of
from farflung.server.clock.planning.slots import MOST_SHOWN
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import length_text

AROUND = timedelta(days=3)
"""So far before and after, better times are looked for."""


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
    last = DayField(
        label=gettext_lazy("Last date"), required=False,
        help_text=gettext_lazy("Left empty, a series has no end."),
    )  # fmt: skip
    agenda = forms.BooleanField(label=gettext_lazy("It has an agenda"), required=False)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = (
        "title", "people", "optional", "day", "clock", "minutes", "every", "last", "agenda", "sure",
    )  # fmt: skip
    moving: str | None = None
    """The series that is moved, which is in nobody's way."""

    def __init__(self, *args: Any, now: datetime, zone: Zone, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.zone = now, zone
        self.fields["minutes"].choices = lengths()  # type: ignore[attr-defined]
        self.fields["every"].choices = rhythms()  # type: ignore[attr-defined]

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
        if given.get("last") and given["last"] < civil.date:
            self.add_error("last", _("It ends before it begins."))
            return given
        given["first"], given["start"] = civil, start
        given["request"] = self._request(given, start)
        given["recurrence"] = self._recurrence(given, civil)
        return given

    def _request(self, given: dict[str, Any], start: datetime) -> SlotRequest:
        length = timedelta(minutes=given["minutes"])
        near = Span(max(start - AROUND, self.now), start + AROUND)
        return SlotRequest(
            given["required"], near, length, given["optional"], most=MOST_SHOWN, moving=self.moving
        )

    def _recurrence(self, given: dict[str, Any], civil: CivilTime) -> Recurrence:
        rule = rule_of(given["every"], civil.date)
        return Recurrence(civil, given["minutes"], rule, until=given.get("last") if rule else None)

    def _civil(self, day: date, minute: int) -> CivilTime | None:
        try:
            return civil_time(day, minute, self.zone)
        except CivilTimeError:
            self.add_error("clock", skipped())
            return None


def lengths(*more: int) -> list[tuple[int, str]]:
    """How long a meeting may be, to choose from; `more` are what one is already."""
    return [(one, length_text(timedelta(minutes=one))) for one in sorted({*LENGTHS, *more})]


def rhythms() -> list[tuple[int, str]]:
    """How often, to choose from: every so many weeks."""
    return [(0, _("once")), (1, _("every week")), (2, _("every two weeks")), (4, _("every four weeks"))]


def civil_time(day: date, minute: int, zone: Zone) -> CivilTime:
    """What somebody typed; raises `CivilTimeError` where it is not there, or is there twice."""
    return typed(day, time(minute // 60 % 24, minute % 60), zone)


def skipped() -> str:
    """What is said of such a time."""
    return _("Clocks change then: this time is not there, or is there twice.")
