"""*All-hands*: on which date, how long, within which hours of everybody's own day, how often."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries
from farflung.engine.time import Span
from farflung.server.clock.forms.find import WhoField, wrong
from farflung.server.clock.planning.all_hands import Wanted
from farflung.server.clock.planning.named import named
from farflung.server.clock.planning.register import register
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import length_text

_LENGTHS = (30, 45, 60, 90, 120)
LONGEST = timedelta(days=366)


class AllHandsForm(forms.Form):
    """What is asked; cleaned has it as `wanted`."""

    people = WhoField(
        label=gettext_lazy("Who is to come"), required=False,
        help_text=gettext_lazy("Names, addresses or teams, parted by commas; left empty, everybody."),
    )  # fmt: skip
    meeting = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    country = forms.ChoiceField(label=gettext_lazy("Country/region"), required=False)
    day = DayField(label=gettext_lazy("Day, in UTC"))
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long"), coerce=int)
    low = ClockField(label=gettext_lazy("Not before"))
    high = ClockField(label=gettext_lazy("Not after"))
    months = forms.TypedChoiceField(label=gettext_lazy("How often"), coerce=int)

    def __init__(
        self, *args: Any, atlas: Atlas, today: date, series: MeetingSeries | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.atlas, self.today, self.series = atlas, today, series
        self.fields["country"].choices = [("", _("any")), *register(atlas).countries]  # type: ignore[attr-defined]
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (one, length_text(timedelta(minutes=one))) for one in _LENGTHS
        ]
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            (1, _("every month")), (3, _("every three months"))
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """With `wanted`."""
        given = super().clean() or {}
        if self.errors:
            return given
        low, high = given.get("low"), given.get("high") or 1440
        if low is None or high <= low or high - low < given["minutes"]:
            self.add_error("high", _("It does not fit between these hours."))
        elif not self.today <= given["day"] <= self.today + LONGEST:
            self.add_error("day", _("Choose a day within a year from today."))
        else:
            who = self._who(given.get("people") or "", given.get("country") or "")
            given["wanted"] = Wanted(given["day"], given["minutes"], (low, high), given["months"], who)
        return given

    def _who(self, text: str, country: str) -> frozenset[str] | None:
        """Those who are named, else invited to the series, who live in a country; None: everybody."""
        if not text.strip() and not country and self.series is None:
            return None
        found = named(self.atlas, text, self.today)
        for sentence in wrong(found):
            self.add_error("people", sentence)
        people = found.people if text.strip() else self._invited()
        return frozenset(
            one for one in people if not country or self.atlas.person(one).place.country == country
        )

    def _invited(self) -> Sequence[str]:
        if self.series is not None:
            return self.series.attendees
        return [person.id for person in self.atlas.people]


class MakeSessionsForm(forms.Form):
    """What the sessions are called, and who is invited although none of them is in their own day."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    others = forms.BooleanField(
        label=gettext_lazy("Invite them all the same, each to the nearest to their own day"), required=False
    )
    agenda = forms.BooleanField(label=gettext_lazy("It has an agenda"), required=False)
    sure = forms.CharField(widget=forms.HiddenInput, required=False)


def usual(today: date) -> dict[str, Any]:
    """A Wednesday in two weeks, an hour, inside the hours that cost nobody anything."""
    day = today + timedelta(days=14 + (2 - today.weekday()) % 7)
    return {"day": day, "minutes": 60, "low": 8 * 60, "high": 19 * 60, "months": 1}


def as_long_as(one: Span) -> dict[str, Any]:
    """The day of a date and the length that is nearest to its own, in place of the usual ones."""
    minutes = one.elapsed / timedelta(minutes=1)
    return {"day": one.start.date(), "minutes": min(_LENGTHS, key=lambda length: abs(length - minutes))}
