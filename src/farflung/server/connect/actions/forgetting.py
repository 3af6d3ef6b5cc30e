"""What is past its time is deleted (N12)."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from farflung.server.clock.actions.busy import drop_busy
from farflung.server.connect.classified import LOGGED_DAYS, WAITING_DAYS
from farflung.server.connect.models import Choice, Delivery, JoinedCalendar, MailAddress, ScimUser
from farflung.server.core.models import Account
from farflung.server.core.writing import Write, writing
from farflung.server.org.models import Person


def forget(*, now: datetime) -> None:
    """What went out a month ago, what people chose who are gone, and whom nobody has placed for a year."""
    with writing(by=None, now=now) as write:
        Delivery.objects.filter(settled_at__lt=now - timedelta(days=LOGGED_DAYS)).delete()
        waited = now - timedelta(days=WAITING_DAYS)
        ScimUser.objects.filter(person=None, changed_at__lt=waited).delete()
        here = [
            *Person.objects.values_list("code", flat=True),
            *Account.objects.values_list("code", flat=True),
        ]
        MailAddress.objects.exclude(recipient__in=here).delete()
        Choice.objects.exclude(recipient__in=here).delete()
        _forget_calendars(now, write)


def _forget_calendars(now: datetime, write: Write) -> None:
    """Those of people who have left or cannot sign in any more, with what was read of them."""
    today = now.astimezone(UTC).date()
    gone = Q(person__ended__lt=today) | Q(person__account=None) | Q(person__account__is_active=False)
    for row in JoinedCalendar.objects.filter(gone).select_related("person"):
        drop_busy(calendar=row.code, now=now)
        write.audit("calendar.left", "calendar", row.code, about=row.person.code)
        row.delete()
