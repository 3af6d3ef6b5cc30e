"""A link works once, for a week, and cannot be made by somebody else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from farflung.server.core.access import invitation_of, link_word
from farflung.server.core.actions.invitations import VALID, invite, is_open, use, withdraw
from farflung.server.core.models import Account, AuditEntry, Invitation
from farflung.server.core.refusal import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def made() -> Invitation:
    return invite(about=uuid4(), email="ana@polaris.example", by=None, now=NOW)


def test_its_word_leads_back_to_it() -> None:
    invitation = made()
    assert invitation_of(link_word(invitation)) == invitation


def test_no_other_word_leads_anywhere() -> None:
    invitation = made()
    word = link_word(invitation)
    code, _, signature = word.partition(".")
    wrong = (code, f"{uuid4().hex}.{signature}", f"{word}x", "", ".", invitation.code.hex, "x" * 5000)
    assert [invitation_of(each) for each in wrong] == [None] * len(wrong)


def test_it_is_used_once() -> None:
    invitation = made()
    use(invitation=invitation, by=None, now=NOW)
    with pytest.raises(Refused):
        use(invitation=invitation, by=None, now=NOW)


def test_it_ends_after_a_week() -> None:
    invitation = made()
    assert is_open(invitation, NOW + VALID - timedelta(seconds=1))
    with pytest.raises(Refused):
        use(invitation=invitation, by=None, now=NOW + VALID)


def test_a_new_one_takes_the_place_of_the_old() -> None:
    old = made()
    new = invite(about=old.about, email=old.email, by=None, now=NOW)
    old.refresh_from_db()
    assert [is_open(each, NOW) for each in (old, new)] == [False, True]


def test_it_can_be_taken_back() -> None:
    invitation, operator = made(), Account.objects.create(email="ops@polaris.example", created_at=NOW)
    withdraw(invitation=invitation, by=operator, now=NOW)
    invitation.refresh_from_db()
    assert not is_open(invitation, NOW)


def test_the_audit_says_whom_it_was_about_and_not_the_link() -> None:
    invitation = made()
    entry = AuditEntry.objects.get(action="invitation.made")
    assert (entry.about, entry.detail) == (invitation.about, {})
