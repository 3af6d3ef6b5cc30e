"""A chat system that may ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.connect.access.chat import System


class ChatForm(forms.Form):
    """Which kind, and what proves that a request is its."""

    system = forms.ChoiceField(
        label=_("Chat system"),
        choices=[(System.SLACK, _("Slack, or what signs like it")), (System.MATTERMOST, "Mattermost")],
        widget=forms.RadioSelect,
    )
    secret = forms.CharField(
        label=_("Signing secret or token"),
        min_length=16,
        max_length=200,
        help_text=_("Of Slack the signing secret of the app, of Mattermost the token of the command."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
