"""A calendar of one's own, to be joined."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from farflung.server.connect.models import JoinedCalendar

UNANSWERED = [
    (JoinedCalendar.Means.TENTATIVE.value, _("perhaps busy")),
    (JoinedCalendar.Means.BUSY.value, _("busy")),
    (JoinedCalendar.Means.FREE.value, _("free")),
]


class JoinForm(forms.Form):
    """Where it is, how one gets in, and what invitations without an answer count as."""

    kind = forms.ChoiceField(
        label=_("How it is read"),
        choices=[
            (JoinedCalendar.Kind.ICS.value, _("By its secret address (ICS): Google, Outlook, most others")),
            (JoinedCalendar.Kind.CALDAV.value, _("By CalDAV: iCloud, Fastmail, Nextcloud")),
        ],
        widget=forms.RadioSelect,
        initial=JoinedCalendar.Kind.ICS.value,
    )
    name = forms.CharField(label=_("What you call it"), max_length=80)
    url = forms.CharField(
        label=_("Its address"), max_length=2000,
        help_text=_("It is kept encrypted and not shown again."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    user = forms.CharField(
        label=_("User name"), max_length=254, required=False,
        help_text=_("For CalDAV: how you sign in there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password for programs"), max_length=254, required=False, strip=False,
        help_text=_("One that you make for this, and can take back: never your own password."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    unanswered = forms.ChoiceField(
        label=_("An invitation that you have not answered counts as"), choices=UNANSWERED
    )


class UnansweredForm(forms.Form):
    """What invitations without an answer count as, of a calendar that is joined."""

    unanswered = forms.ChoiceField(label=_("Not answered counts as"), choices=UNANSWERED)

    def __init__(self, given: Any = None, *, calendar: JoinedCalendar) -> None:
        first = {"unanswered": calendar.unanswered}
        super().__init__(given, initial=first, auto_id=f"id_{calendar.code.hex}_%s")
