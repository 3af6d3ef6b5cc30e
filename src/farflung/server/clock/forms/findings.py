"""What is typed about a finding: why it is as it is, and until when nobody need look at it."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.engine.time import CivilTime
from farflung.server.clock.actions.findings import LONGEST_REASON
from farflung.server.clock.planning.finding_words import SEVERITIES, STATES
from farflung.server.clock.queries.findings import Wanted
from farflung.server.org.forms.fields import DayField
from farflung.server.ui.reader import Reader


class AcceptForm(forms.Form):
    """*Accept*."""

    because = forms.CharField(label=_("Why it is as it is meant to be"), max_length=LONGEST_REASON)


class SnoozeForm(forms.Form):
    """*Put off*: `until` is the beginning of that day on the clock of the reader."""

    until = DayField(label=_("Until"))
    because = forms.CharField(label=_("Why it can wait"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*args, **options)
        self._reader = reader

    def clean(self) -> dict[str, Any]:
        """With `moment`."""
        given = super().clean() or {}
        if "until" in given:
            given["moment"] = self._moment(given["until"])
        return given

    def _moment(self, day: Any) -> datetime:
        zone = self._reader.zone
        return CivilTime(day, time(0, 0), zone.key).instant(zone)


class ListForm(forms.Form):
    """How the list is narrowed; what is none of the choices is left out."""

    whose = forms.ChoiceField(
        label=_("Whose"), required=False,
        choices=[
            ("", _("Mine to look after")), ("me", _("Those that hit me")), ("all", _("All that I may see")),
        ],
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("How bad"), required=False,
        choices=[("", _("All")), *((str(n), word) for n, word in SEVERITIES.items())],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[*((state.value, word) for state, word in STATES.items()), ("all", _("All"))],
    )  # fmt: skip

    def wanted(self) -> tuple[str, Wanted]:
        """Whose findings, and of those which."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("state") or "open"
        severity = given.get("severity")
        return given.get("whose", ""), Wanted(
            "" if state == "all" else state, int(severity) if severity else None
        )
