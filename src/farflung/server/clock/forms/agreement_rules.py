"""Rules of an agreement as forms: each kind with its fields, and the lines that it is in the text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from farflung.engine.model import clock_text
from farflung.engine.time import packaged_zones
from farflung.server.org.forms.fields import ClockField, DayField

_MOST_HOURS = 24 * 14


class RuleForm(forms.Form):
    """One rule. `section` is the key that it stands under, `title` what it is about."""

    section = ""
    title: str | Promise = ""
    use_required_attribute = False  # whoever fills in another rule, or none, is not asked for this one

    def __init__(self, *args: Any, countries: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.prefix, self.countries = self.section, countries

    def lines(self) -> list[str]:
        """The rule as it is written, without its indent; of a form that is valid."""
        raise NotImplementedError


def _ends_late(given: Mapping[str, Any], first: str, last: str) -> bool:
    """Whether a second time of day, midnight being the end of one, comes after the first."""
    return given.get(first) is None or given.get(last) is None or given[first] < (given[last] or 1440)


def _clock(minutes: int) -> str:
    return json.dumps(clock_text(minutes))


class MeetingsRule(RuleForm):
    """What meetings keep to, on everybody's own clock."""

    section, title = "meetings", gettext_lazy("Meetings")
    earliest = ClockField(label=gettext_lazy("No meeting starts before"), required=False)
    latest = ClockField(label=gettext_lazy("No meeting ends after"), required=False)
    at_most = forms.IntegerField(
        label=gettext_lazy("Hours of meetings a week at most"), min_value=1, max_value=80, required=False
    )
    agenda = forms.BooleanField(label=gettext_lazy("Every meeting has an agenda"), required=False)

    def clean(self) -> dict[str, Any]:
        """Something is said, and hours are in order."""
        given = super().clean() or {}
        if not self.errors and not any(value not in (None, False) for value in given.values()):
            self.add_error(None, _("Fill in at least one of these."))
        if not _ends_late(given, "earliest", "latest"):
            self.add_error("latest", _("It has to be later than the first."))
        return given

    def lines(self) -> list[str]:
        """Only what was filled in."""
        given = self.cleaned_data
        late = given["latest"] if given["latest"] is None else given["latest"] or 1440  # a day ends at 24:00
        found = [
            f"{name}: {_clock(minutes)}"
            for name, minutes in (("earliest", given["earliest"]), ("latest", late))
            if minutes is not None
        ]
        found += ["agenda: required"] if given["agenda"] else []
        return [*found, *([f"at_most: {given['at_most']} hours a week"] if given["at_most"] else [])]


class CoreHoursRule(RuleForm):
    """Hours of every working day in which all are there."""

    section, title = "core_hours", gettext_lazy("Core hours, Monday to Friday")
    start = ClockField(label=gettext_lazy("From"))
    end = ClockField(label=gettext_lazy("Until"))
    zone = forms.CharField(
        label=gettext_lazy("Time zone of these hours"), required=False, max_length=64,
        help_text=gettext_lazy("Like UTC or Europe/Lisbon; left empty, by each person’s own clock."),
    )  # fmt: skip

    def clean_zone(self) -> str:
        """A zone that there is."""
        zone: str = self.cleaned_data["zone"]
        if zone and zone not in packaged_zones():
            raise forms.ValidationError(_("There is no time zone of that name."))
        return zone

    def clean(self) -> dict[str, Any]:
        """In order."""
        given = super().clean() or {}
        if not _ends_late(given, "start", "end"):
            self.add_error("end", _("It has to be later than the first."))
        return given

    def lines(self) -> list[str]:
        """With the zone, if there is one."""
        given = self.cleaned_data
        hours = f"{clock_text(given['start'])}-{clock_text(given['end'] or 1440)}"
        zone = [f"zone: {given['zone']}"] if given["zone"] else []
        return [f"hours: {json.dumps(hours)}", "days: Mon-Fri", *zone]


class ResponsesRule(RuleForm):
    """How soon an answer comes."""

    section, title = "responses", gettext_lazy("Answers")
    channel = forms.CharField(label=gettext_lazy("Where it is asked: chat, mail, phone"), max_length=60)
    hours = forms.IntegerField(
        label=gettext_lazy("Answered within so many hours"), min_value=1, max_value=_MOST_HOURS
    )
    working = forms.BooleanField(
        label=gettext_lazy("In the working hours of whoever answers"), required=False, initial=True
    )

    def lines(self) -> list[str]:
        """The channel in quotes: it may be any text."""
        given = self.cleaned_data
        unit = "working hours" if given["working"] else "hours"
        channel = json.dumps(given["channel"], ensure_ascii=False)
        return [f"channel: {channel}", f"within: {given['hours']} {unit}"]


class DecisionsRule(RuleForm):
    """How long a decision stays open."""

    section, title = "decisions", gettext_lazy("Decisions")
    hours = forms.IntegerField(
        label=gettext_lazy("Working hours that everybody consulted gets"), min_value=1, max_value=200
    )

    def lines(self) -> list[str]:
        """In working hours."""
        return [f"window: {self.cleaned_data['hours']} working hours"]


class LeaveRule(RuleForm):
    """How early leave is announced."""

    section, title = "leave", gettext_lazy("Leave")
    days = forms.IntegerField(label=gettext_lazy("Announced so many days ahead"), min_value=1, max_value=365)

    def lines(self) -> list[str]:
        """In days."""
        return [f"notice: {self.cleaned_data['days']} days"]


class ExceptionsRule(RuleForm):
    """Where some rules do not hold."""

    section, title = "exceptions", gettext_lazy("An exception by country/region")
    country = forms.ChoiceField(label=gettext_lazy("Who works in"))
    rules = forms.MultipleChoiceField(
        label=gettext_lazy("What does not hold there"), widget=forms.CheckboxSelectMultiple
    )
    until = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = [("", "—"), *self.countries]  # type: ignore[attr-defined]
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            ("meetings", _("meetings")), ("core_hours", _("core hours")),
            ("responses", _("how soon an answer comes")), ("leave", _("leave")),
            ("coverage", _("how many people there are")), ("shifts", _("shifts")),
            ("holidays", _("public holidays are worked")),
        ]  # fmt: skip

    def lines(self) -> list[str]:
        """Codes, as they are in files."""
        given = self.cleaned_data
        until = [f"until: {given['until'].isoformat()}"] if given["until"] else []
        return [
            f"countries: [{json.dumps(given['country'])}]",
            f"rules: [{', '.join(given['rules'])}]",
            *until,
        ]


RULES: Final[Mapping[str, type[RuleForm]]] = {
    one.section: one
    for one in (MeetingsRule, CoreHoursRule, ResponsesRule, DecisionsRule, LeaveRule, ExceptionsRule)
}
"""The kinds of rules that can be filled in; the others are written."""
