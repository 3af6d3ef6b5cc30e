"""A hook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.connect.models import Hook


class HookForm(forms.Form):
    """What it is, what people call it, and where it is."""

    kind = forms.ChoiceField(
        label=_("What listens there"),
        choices=[
            (Hook.Kind.WEBHOOK.value, _("A program: the whole message, signed")),
            (Hook.Kind.CHAT.value, _("A chat room: that something has come, and not what")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("People choose it by this name under My channels.")
    )
    url = forms.CharField(
        label=_("Its address"), max_length=1000,
        help_text=_("It is kept encrypted; only its host and its last letters are shown again."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
