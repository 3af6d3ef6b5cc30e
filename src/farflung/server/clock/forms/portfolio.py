"""The filters of *Meetings looked over*."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from farflung.server.clock.planning.portfolio import WINDOWS
from farflung.server.clock.planning.portfolio_asked import Order, Verdict
from farflung.server.ui.words import count_text

VERDICTS = {
    Verdict.PAYS: gettext_lazy("The same people always pay"),
    Verdict.BARE: gettext_lazy("Without an agenda"),
    Verdict.STALE: gettext_lazy("Unchanged for a year"),
    Verdict.LEFT: gettext_lazy("Nobody organises it"),
    Verdict.BURNT: gettext_lazy("In the few hours shared with elsewhere"),
}
ORDERS = {
    Order.GIVES: gettext_lazy("What gives back most"),
    Order.TIME: gettext_lazy("What takes most time"),
    Order.PEOPLE: gettext_lazy("What most people must come to"),
    Order.TITLE: gettext_lazy("By title"),
}


class AuditForm(forms.Form):
    """What is looked over, and what of it is shown: everything is in the address."""

    weeks = forms.ChoiceField(label=gettext_lazy("Looked over"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("What could be mended"), required=False)
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    organizer = forms.ChoiceField(label=gettext_lazy("Organised by"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Where those live who pay"), required=False)
    order = forms.ChoiceField(label=gettext_lazy("First"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Mapping[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, pairs in choices.items():
            self.fields[name].choices = [("", _("any")), *pairs.items()]  # type: ignore[attr-defined]
        fixed = {
            "weeks": [(weeks, _weeks(weeks)) for weeks in WINDOWS],
            "order": list(ORDERS.items()),
            "verdict": [("", _("anything")), *VERDICTS.items()],
        }
        for name, told in fixed.items():
            self.fields[name].choices = told  # type: ignore[attr-defined]


def _weeks(weeks: int) -> str:
    text = ngettext("the next %(number)s week", "the next %(number)s weeks", weeks)
    return text % {"number": count_text(weeks)}
