"""What the installation does for itself, twice a minute and every hour."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from farflung.server.core import limits, queue
from farflung.server.core.clock import now
from farflung.server.core.models import AuditEntry, Look

AUDIT_KEPT = timedelta(days=3 * 366)
"""Three years: as long as most claims out of work can be made. The database refuses to delete sooner."""

_COUNTS_KEPT = timedelta(days=1)


@queue.every("* * * * * */30", "core.rescue")
def rescue() -> None:
    """Gives jobs of dead workers to living ones."""
    queue.rescue()


@queue.every("17 * * * *", "core.sweep")
def sweep() -> None:
    """Deletes what has had its time: done jobs, ended sessions, counts of tries, old audit entries."""
    instant = now()
    queue.sweep()
    Session.objects.filter(expire_date__lt=instant).delete()
    limits.forget_before(instant - _COUNTS_KEPT)
    AuditEntry.objects.filter(at__lt=instant - AUDIT_KEPT).delete()
    Look.objects.filter(at__lt=instant - AUDIT_KEPT).delete()
