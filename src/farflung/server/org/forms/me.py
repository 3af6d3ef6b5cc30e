"""What somebody says about themself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.model import DAY_MINUTES, StayKind, WeeklyPattern
from farflung.server.org.forms.fields import ClockField, DayField, TermsField
from farflung.server.org.forms.hours import DailyForm, RestForm
from farflung.server.org.forms.place import PlaceForm
from farflung.server.org.models import Consent


class ConfirmForm(PlaceForm, DailyForm):
    """Place, hours, rest and consents on one page."""

    consents = forms.MultipleChoiceField(
        label=gettext_lazy("What may happen only if you say so"),
        choices=Consent.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing is ticked unless you tick it. You can take it back at any time."),
    )
    field_order = ("place", "which", "keep", "days", "start", "end", "rest_start", "rest_end", "consents")

    def __init__(self, *args: Any, pattern: WeeklyPattern | None, **options: Any) -> None:
        super().__init__(*args, pattern=pattern, **options)
        self.order_fields(self.field_order)

    @property
    def said(self) -> dict[str, bool]:
        """Every consent with whether it is given."""
        return {name: name in self.cleaned_data["consents"] for name in Consent.values}


class ProfileForm(PlaceForm, RestForm):
    """Who somebody is to their colleagues, where they live, and when they rest."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    job = forms.CharField(label=gettext_lazy("Job"), max_length=160, required=False)
    skills = TermsField(
        label=gettext_lazy("Skills"),
        help_text=gettext_lazy("What colleagues may ask you for, parted by commas."),
    )
    languages = TermsField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Those in which you can work, parted by commas."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of messages to you"),
        choices=[("", gettext_lazy("None chosen")), *settings.LANGUAGES],
        required=False,
    )
    field_order = (
        "name",
        "job",
        "place",
        "which",
        "skills",
        "languages",
        "language",
        "rest_start",
        "rest_end",
    )


class StayForm(PlaceForm):
    """Somewhere else, from a day to a day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            (StayKind.TRAVEL.value, gettext_lazy("A journey: my public holidays stay those of home")),
            (StayKind.HUB.value, gettext_lazy("Days at an office")),
            (StayKind.RELOCATION.value, gettext_lazy("A move: public holidays are those of the new place")),
        ],
        widget=forms.RadioSelect,
        initial=StayKind.TRAVEL.value,
    )
    start = DayField(label=gettext_lazy("First day there"))
    end = DayField(
        label=gettext_lazy("Last day there"),
        required=False,
        help_text=gettext_lazy("Leave it empty where it lasts until further notice."),
    )
    field_order = ("place", "which", "kind", "start", "end")

    def clean(self) -> dict[str, Any]:
        """Refuses a last day before the first, and a journey without one."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        if start and not end and not self.errors and given.get("kind") != StayKind.RELOCATION.value:
            self.add_error("end", _("A journey has a last day; without one it is a move."))
        return given


class AbsenceForm(forms.Form):
    """Away, and nothing about why (N4)."""

    start = DayField(label=gettext_lazy("First day away"))
    end = DayField(label=gettext_lazy("Last day away"))
    from_minute = ClockField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("Only where part of the first day is worked; on the clock of your place."),
    )
    to_minute = ClockField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Only where part of the last day is worked."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuses what ends before it begins; whole days where no times are given."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        first, last = given.get("from_minute") or 0, given.get("to_minute") or DAY_MINUTES
        given |= {"from_minute": first, "to_minute": last}
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        elif start and start == end and last <= first:
            self.add_error("to_minute", _("It ends before it begins."))
        return given


class SwapForm(forms.Form):
    """A public holiday that is worked, for another day off."""

    worked = DayField(label=gettext_lazy("Public holiday on which you work"))
    off = DayField(label=gettext_lazy("Day off instead"))

    def clean(self) -> dict[str, Any]:
        """Two days."""
        given = super().clean() or {}
        if given.get("worked") and given.get("worked") == given.get("off"):
            self.add_error("off", _("That is the same day."))
        return given
