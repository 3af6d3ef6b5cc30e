"""N17: whoever acts for somebody has that person's rights, and loses them with them."""

import pytest

from farflung.server.core.actions.accounts import close_account
from farflung.server.core.models import Account, Token
from farflung.server.org.actions import revoke_role
from farflung.server.site.who_sees import ROWS, Who
from tests.server.company import NOW
from tests.server.walking import Company

pytestmark = pytest.mark.django_db


def open_to(everybody: Company, name: str) -> set[str]:
    """Pages that are there for a session of somebody's, beside those that are there for anybody."""
    walker = everybody.walker(name)
    return {
        row.route
        for row in ROWS
        if row.method == "GET" and Who.ANYBODY not in row.rights
        for path, _ in everybody.paths(row.route, walker)
        if walker.ask("GET", path).status_code == 200
    }


def test_a_session_ends_with_its_account(everybody: Company) -> None:
    camille = Account.objects.get(pk=everybody.cast.accounts["Camille"].pk)
    token = Token.objects.create(account=camille, name="x", digest="c" * 64, scopes=[], created_at=NOW)
    assert len(open_to(everybody, "Camille")) > 20
    close_account(account=camille, by=None, now=NOW)
    assert open_to(everybody, "Camille") == set()
    token.refresh_from_db()
    assert token.revoked_at == NOW
    Account.objects.filter(pk=camille.pk).update(is_active=True)
    assert len(open_to(everybody, "Camille")) > 20, "planted: a closed account that is not closed is seen"


def test_a_right_that_is_taken_back_is_gone_at_once(everybody: Company) -> None:
    assert "company/people" in open_to(everybody, "Daniel")
    daniel, by = everybody.cast.people["Daniel"], everybody.cast.accounts["Camille"]
    revoke_role(person=daniel, role="people", by=by, now=NOW)
    assert "company/people" not in open_to(everybody, "Daniel")
