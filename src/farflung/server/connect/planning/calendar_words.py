"""Why a calendar of somebody cannot be read, in words for whose it is."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TROUBLES: Final[Mapping[str, Any]] = {
    "address": _("Write the whole address, as the other side shows it, without a user or a password in it."),
    "https": _("Only https, but for hosts that whoever runs this site has named."),
    "private": _("It is within a private network, which is not asked. Whoever runs this site can allow it."),
    "own": _("That is this site itself: what it knows of you counts already."),
    "unreachable": _("Nobody answers there."),
    "slow": _("It took too long to answer."),
    "long": _("There is too much in it: more than ten megabytes."),
    "refused": _("It does not let us in: the user name or the password is wrong, or was taken back."),
    "gone": _("Nothing is there any more: make a new address on the other side."),
    "status": _("It answers, but with an error of its own."),
    "moved": _("It sends us on to another place, and that was not followed."),
    "cut": _("What it answers ends in the middle."),
    "encoded": _("It answers packed, though that was not asked for."),
    "not-calendar": _("What is there is no calendar. Is it a page to look at instead of the secret address?"),
    "too-much": _("There is more in it than one person does: too many calendars or too many dates."),
    "no-calendars": _("The account is there, but no calendar of yours in it."),
    "sealed": _("What you entered cannot be opened any more, as the secret of this site is another one."),
}
"""By the words of `channels/calendars/asking.py`."""


def trouble_text(word: str) -> str:
    """A sentence; of a word that this version does not know, that it went wrong."""
    return str(TROUBLES.get(word, _("It answers, but with an error of its own."))) if word else ""
