"""A new directory."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DirectoryForm(forms.Form):
    """What people call it."""

    name = forms.CharField(
        label=_("Name of the directory"),
        max_length=80,
        help_text=_("Okta, Entra ID, … Whoever is asked about a difference sees this name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
