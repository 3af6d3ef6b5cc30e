"""A new calendar for other programs."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.org.models import Team

OWN, HOURS = "own", "hours"


class FeedForm(forms.Form):
    """`what` is "own", "hours" or the code of one of the teams that are offered."""

    what = forms.ChoiceField(label=_("What is in it"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("The program or the device, so that you know later which one to revoke."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, teams: list[Team], **more: Any) -> None:
        super().__init__(*args, **more)
        own = [
            (OWN, _("Mine: my stays, days away, duties, public holidays and changes of my clock")),
            (HOURS, _("My hours, for programs that look for a time: nothing says why I am not there")),
        ]
        of_team = _("Team %(name)s: who is unavailable, where, and public holidays")
        cast(forms.ChoiceField, self.fields["what"]).choices = [
            *own,
            *((str(team.code), of_team % {"name": team.name}) for team in teams),
        ]
