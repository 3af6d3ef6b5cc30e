"""Who a browser is: the session and its account, each asked for with every page.

Django composes both queries anew each time, which takes longer than the database takes to answer them.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.db import connection

from farflung.server.core.composed import Composed
from farflung.server.core.models import Account

_SESSION = """
SELECT session_key, session_data, expire_date FROM django_session
WHERE session_key = %s AND expire_date > now()
"""


class SessionStore(Kept):
    """Sessions in the database."""

    def _get_session_from_db(self) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return None
        return self.model(session_key=found[0], session_data=found[1], expire_date=found[2])


class Accounts(ModelBackend):
    """Accounts by address and password."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, if it may still sign in."""
        found = _account.one(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


_account = Composed(lambda any_: Account.objects.filter(pk=any_), any_=-1)
