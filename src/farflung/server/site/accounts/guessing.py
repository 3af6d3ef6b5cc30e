"""How often somebody may guess a password, and how a guesser is told from its owner.

A device that has signed in to an account before keeps a mark of it, and is counted apart: so nobody locks
somebody else out by guessing at their account. The mark says of which account, to us alone, and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import ngettext

from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, give_back, take

BY_ACCOUNT = Limit("sign-in:account", 10, timedelta(minutes=15))
BY_DEVICE = Limit("sign-in:device", 10, timedelta(minutes=15))
BY_ADDRESS = Limit("sign-in:address", 60, timedelta(minutes=15))
SECOND_BY_ACCOUNT = Limit("second:account", 10, timedelta(minutes=15))
SECOND_BY_DEVICE = Limit("second:device", 10, timedelta(minutes=15))
SECOND_A_DAY = Limit("second:day", 100, timedelta(days=1))
"""A guesser who has the password tries a code right once in ten thousand days."""
MAILS_BY_ADDRESS = Limit("mail-code:address", 20, timedelta(minutes=15))
MAILS_BY_ACCOUNT = Limit("mail-code:account", 5, timedelta(minutes=15))
MAILS_BY_DEVICE = Limit("mail-code:device", 5, timedelta(minutes=15))
SETUP_BY_ADDRESS = Limit("setup:address", 10, timedelta(minutes=15))
SETUP = Limit("setup", 60, timedelta(minutes=15))

_COOKIE, _SALT, _YEAR = "farflung_known", "farflung.known", 366 * 86400


@dataclass(frozen=True, slots=True)
class Guess:
    """One try, counted. `again_in` is set where it was one too many."""

    counted: tuple[tuple[Limit, str], ...]
    now: datetime
    again_in: timedelta | None

    def was_right(self) -> None:
        """Uncounts it."""
        for limit, of in self.counted:
            give_back(limit, of, now=self.now)


def guess_at_account(request: HttpRequest, email: str, now: datetime) -> Guess:
    """Counts a try to sign in: against the address it comes from, and the account or the known device."""
    device = _known(request, email)
    whose = (BY_DEVICE, device) if device else (BY_ACCOUNT, email.strip().lower())
    return _counted(((BY_ADDRESS, client_address(request)), whose), now)


def guess_at_second(request: HttpRequest, email: str, now: datetime) -> Guess:
    """Counts a try of a second step, alike; by the day as well, as six digits are soon guessed through."""
    device = _known(request, email)
    short = (SECOND_BY_DEVICE, device) if device else (SECOND_BY_ACCOUNT, email)
    return _counted(((BY_ADDRESS, client_address(request)), short, (SECOND_A_DAY, device or email)), now)


def ask_by_mail(request: HttpRequest, email: str, now: datetime) -> timedelta | None:
    """Counts a mail that somebody asks for; how long they have to wait where it is one too many."""
    device = _known(request, email)
    whose = (MAILS_BY_DEVICE, device) if device else (MAILS_BY_ACCOUNT, email)
    return _counted(((MAILS_BY_ADDRESS, client_address(request)), whose), now).again_in


def too_often(wait: timedelta) -> str:
    """What whoever has tried too often is told."""
    minutes = ceil(wait / timedelta(minutes=1))
    return ngettext(
        "Too many tries. Try again in %(minutes)d minute.",
        "Too many tries. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def guess_at_setup(request: HttpRequest, now: datetime) -> Guess:
    """Counts a try of the setup key."""
    return _counted(((SETUP, ""), (SETUP_BY_ADDRESS, client_address(request))), now)


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Marks the device as one from which the account was entered."""
    device = _known(request, email) or get_random_string(22)
    response.set_cookie(
        _COOKIE,
        signing.dumps([_mark(email), device], salt=_SALT),
        max_age=_YEAR,
        path="/sign-in",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _counted(of: tuple[tuple[Limit, str], ...], now: datetime) -> Guess:
    taken = [take(limit, whose, now=now) for limit, whose in of]
    again = [one.again_at for one in taken if not one.allowed]
    return Guess(of, now, max(again) - now if again else None)


def _known(request: HttpRequest, email: str) -> str:
    try:
        mark, device = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(device) if constant_time_compare(mark, _mark(email)) else ""


def _mark(email: str) -> str:
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:24]
