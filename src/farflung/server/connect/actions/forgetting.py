"""What is past its time is deleted (N12)."""

from datetime import datetime, timedelta

from farflung.server.connect.classified import LOGGED_DAYS, WAITING_DAYS
from farflung.server.connect.models import Choice, Delivery, MailAddress, ScimUser
from farflung.server.core.models import Account
from farflung.server.core.writing import writing
from farflung.server.org.models import Person


def forget(*, now: datetime) -> None:
    """What went out a month ago, what people chose who are gone, and whom nobody has placed for a year."""
    with writing(by=None, now=now):
        Delivery.objects.filter(settled_at__lt=now - timedelta(days=LOGGED_DAYS)).delete()
        waited = now - timedelta(days=WAITING_DAYS)
        ScimUser.objects.filter(person=None, changed_at__lt=waited).delete()
        here = [
            *Person.objects.values_list("code", flat=True),
            *Account.objects.values_list("code", flat=True),
        ]
        MailAddress.objects.exclude(recipient__in=here).delete()
        Choice.objects.exclude(recipient__in=here).delete()
