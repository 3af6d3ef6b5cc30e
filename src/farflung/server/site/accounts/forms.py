"""What is typed on the pages of accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST = 1024
"""A longer password would only keep the machine busy."""


def _password(label: Any, *, new: bool = False, help_text: Any = "") -> forms.CharField:
    complete = "new-password" if new else "current-password"
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
    )


def _email(**attributes: str) -> forms.EmailField:
    return forms.EmailField(
        label=_("Email"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", **attributes}),
    )


class SignInForm(forms.Form):
    """Address and password."""

    email = _email(autofocus="")
    password = _password(_("Password"))


class NewPasswordForm(forms.Form):
    """A new password, once: whoever is unsure what they typed can have their browser show it."""

    password = _password(
        _("New password"),
        new=True,
        help_text=_("At least 12 characters; three words that do not belong together do."),
    )


class ChangePasswordForm(NewPasswordForm):
    """The old one as well."""

    old = _password(_("Present password"))
    field_order = ("old", "password")


class FirstForm(NewPasswordForm):
    """The first account of a site."""

    key = forms.CharField(
        label=_("Setup key"),
        max_length=40,
        help_text=_("Sixteen letters and digits that `farflung serve` printed when it started."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": ""}
        ),
    )
    email = _email()
    field_order = ("key", "email", "password")
