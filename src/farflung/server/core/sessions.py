"""Who a browser is: the session and its account, each asked for with every page.

Django composes both queries anew each time, which takes longer than the database takes to answer them. And
it keeps the very words of the cookies: whoever had a copy of the tables, a backup say, would be everybody who
was signed in. Here it is a digest of them.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.db import connection
from django.http import HttpRequest

from farflung.server.core import clock
from farflung.server.core.composed import Composed
from farflung.server.core.device import device_of
from farflung.server.core.models import Account
from farflung.server.core.second_step import PROVED, Means

BACKEND: Final = "farflung.server.core.sessions.Accounts"

_SESSION = """
SELECT s.session_key, s.session_data, s.expire_date, b.used_on,
       (SELECT value::text FROM core_companysetting WHERE name = 'second step')
FROM django_session s
LEFT JOIN core_signedin b ON b.session_id = s.session_key
WHERE s.session_key = %s AND s.expire_date > now()
"""
_BEGUN = """
INSERT INTO core_signedin (code, session_id, account_id, device, since, used_on)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s)
ON CONFLICT (session_id) DO UPDATE SET account_id = excluded.account_id
"""
_USED = "UPDATE core_signedin SET used_on = %s WHERE session_id = %s AND used_on < %s"
_DEVICE, _SINCE, _MEANS, _CONFIRMED = "device", "since", "means", "confirmed"

FRESH: Final = timedelta(minutes=15)
"""So long after somebody has shown who they are, they may change how they sign in."""


def kept_as(key: str) -> str:
    """Under what the session of a cookie is kept: 160 bits of a digest, as many letters as the column has."""
    return sha256(f"farflung.session:{key}".encode()).hexdigest()[:40]


class SessionStore(Kept):
    """Sessions in the database. `rule` is the text of the setting by which a second step is wanted."""

    rule: str | None = None

    @property
    def kept_key(self) -> str:
        """Under what this session is kept; "" where none is."""
        return kept_as(self.session_key) if self.session_key else ""

    def exists(self, session_key: str) -> bool:
        """Whether there is one of that cookie."""
        return super().exists(kept_as(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """It is gone: that of a cookie, or this one."""
        key = session_key or self.session_key
        if key is not None:
            super().delete(kept_as(key))

    def create_model_instance(self, data: Any) -> Any:
        """The row, as it is kept."""
        made = super().create_model_instance(data)
        made.session_key = kept_as(made.session_key)
        return made

    def _get_session_from_db(self) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.kept_key])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return None
        self.rule = found[4]
        self._note_use(found[3])
        return self.model(session_key=found[0], session_data=found[1], expire_date=found[2])

    def _note_use(self, used_on: date | None) -> None:
        """The date of it, once a day: the owner sees a browser that they no longer use."""
        today = clock.now().date()
        if used_on is not None and used_on < today:
            with connection.cursor() as cursor:
                cursor.execute(_USED, [today, self.kept_key, today])

    def save(self, must_create: bool = False) -> None:
        """Beside the session of somebody who is signed in: whose it is, since when, with what browser."""
        super().save(must_create)
        account = self.get("_auth_user_id")
        if account is not None:
            now = clock.now()
            since = self.get(_SINCE) or now.isoformat()
            with connection.cursor() as cursor:
                values = [self.kept_key, account, self.get(_DEVICE, ""), since, now.date()]
                cursor.execute(_BEGUN, values)


def kept_key(request: HttpRequest) -> str:
    """Under what the session of a request is kept; "" where none is."""
    store = request.session
    return store.kept_key if isinstance(store, SessionStore) else ""


def enter(request: HttpRequest, account: Account, means: Means) -> None:
    """Signs somebody in, under a new session key: one that was planted is worth nothing."""
    login(request, account, backend=BACKEND)
    request.session.set_expiry(None)  # that of whoever waited at a second step was short
    request.session[_MEANS] = means.value
    request.session[_DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session[_SINCE] = clock.now().isoformat()


def is_proved(request: HttpRequest) -> bool:
    """Whether whoever is signed in here has taken a second step."""
    return request.session.get(_MEANS) in PROVED


def confirm(request: HttpRequest, means: Means | None = None) -> None:
    """Whoever is signed in has just shown again who they are; `means` where that was a second step."""
    request.session[_CONFIRMED] = clock.now().isoformat()
    if means is not None:
        request.session[_MEANS] = means.value


def is_fresh(request: HttpRequest) -> bool:
    """Whether they have shown it a short while ago; in a demo nobody has anything to show."""
    shown = request.session.get(_CONFIRMED) or request.session.get(_SINCE)
    if request.session.get(_MEANS) == Means.DEMO:
        return True
    return shown is not None and clock.now() - datetime.fromisoformat(shown) < FRESH


class Accounts(ModelBackend):
    """Accounts by address and password."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, if it may still sign in."""
        found = _account.one(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


_account = Composed(lambda any_: Account.objects.filter(pk=any_), any_=-1)
