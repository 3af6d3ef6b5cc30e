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


class AddressForm(forms.Form):
    """Where to a code goes."""

    email = _email(autofocus="")


class MailCodeForm(forms.Form):
    """The code of a mail."""

    code = forms.CharField(
        label=_("Code in the mail"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": "", "dir": "ltr"}
        ),
    )


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


class PasskeyForm(forms.Form):
    """What a passkey is called; `answer` is the browser's."""

    name = forms.CharField(
        label=_("What it is called"),
        max_length=80,
        help_text=_("So that you know later on which device it is."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)


class AppCodeForm(forms.Form):
    """What an authenticator app shows."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": "", "dir": "ltr"}
        ),
    )


class PaperCodeForm(forms.Form):
    """One of the recovery codes."""

    code = forms.CharField(
        label=_("Recovery code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": "", "dir": "ltr"}
        ),
    )


class AgainForm(forms.Form):
    """The password of whoever is signed in, once more."""

    password = _password(_("Password"))
