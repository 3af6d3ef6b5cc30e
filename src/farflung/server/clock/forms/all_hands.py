"""*All-hands*: on which date, how long, within which hours of everybody's own day, how often."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.server.clock.planning.all_hands import Wanted
from farflung.server.org.forms.fields import ClockField, DayField
from farflung.server.ui.words import length_text

_LENGTHS = (30, 45, 60, 90, 120)
LONGEST = timedelta(days=366)


class AllHandsForm(forms.Form):
    """What is asked; cleaned has it as `wanted`."""

    day = DayField(label=gettext_lazy("Day, in UTC"))
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long"), coerce=int)
    low = ClockField(label=gettext_lazy("Not before"))
    high = ClockField(label=gettext_lazy("Not after"))
    months = forms.TypedChoiceField(label=gettext_lazy("How often"), coerce=int)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
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
            given["wanted"] = Wanted(given["day"], given["minutes"], (low, high), given["months"])
        return given


def usual(today: date) -> dict[str, Any]:
    """A Wednesday in two weeks, an hour, inside the hours that cost nobody anything."""
    day = today + timedelta(days=14 + (2 - today.weekday()) % 7)
    return {"day": day, "minutes": 60, "low": 8 * 60, "high": 19 * 60, "months": 1}
