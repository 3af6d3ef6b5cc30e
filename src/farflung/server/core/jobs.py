"""What the installation does for itself, twice a minute and every hour."""

from contextlib import suppress
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.db.models.functions import Coalesce

from farflung.server.core import clock, limits, queue
from farflung.server.core.classified import AUDIT_DAYS, ENDED_DAYS, LANDED_DAYS, UNUSED_DAYS
from farflung.server.core.models import Account, AuditEntry, CalendarFeed, Invitation, Look, Message, Token

AUDIT_KEPT = timedelta(days=AUDIT_DAYS)
ENDED_KEPT = timedelta(days=ENDED_DAYS)
LANDED_KEPT = timedelta(days=LANDED_DAYS)
WAITED = timedelta(days=400)
"""So long a message may wait for somebody who has no working hours; then nobody is coming for it."""
_UNUSED_KEPT = timedelta(days=UNUSED_DAYS)
_COUNTS_KEPT = timedelta(days=1)


@queue.every("* * * * * */30", "core.rescue")
def rescue() -> None:
    """Gives jobs of dead workers to living ones."""
    queue.rescue()


@queue.every("17 * * * *", "core.sweep")
def sweep() -> None:
    """Deletes what has had its time: jobs, ended sessions, links and tokens, counts, messages, old audit."""
    instant = clock.now()
    queue.sweep()
    Session.objects.filter(expire_date__lt=instant).delete()
    limits.forget_before(instant - _COUNTS_KEPT)
    AuditEntry.objects.filter(at__lt=instant - AUDIT_KEPT).delete()
    Look.objects.filter(at__lt=instant - AUDIT_KEPT).delete()
    Message.objects.filter(settled_at__lt=instant - LANDED_KEPT).delete()
    Message.objects.filter(state=Message.State.WAITING, posted_at__lt=instant - WAITED).delete()
    over = instant - ENDED_KEPT
    ended = Q(used_at__lt=over) | Q(withdrawn_at__lt=over) | Q(expires_at__lt=over)
    Invitation.objects.filter(ended).delete()
    Token.objects.filter(Q(revoked_at__lt=over) | Q(expires_at__lt=over)).delete()
    CalendarFeed.objects.filter(revoked_at__lt=over).delete()
    fetched = CalendarFeed.objects.alias(last=Coalesce("used_at", "created_at"))
    fetched.filter(last__lt=instant - _UNUSED_KEPT).delete()
    for account in Account.objects.filter(is_active=False):
        # Most are still named by the audit, which PostgreSQL tells without reading it.
        with suppress(ProtectedError), transaction.atomic():
            account.delete()
