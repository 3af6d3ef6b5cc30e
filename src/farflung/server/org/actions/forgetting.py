"""What is past its time is deleted (N12), by the list in `classified`; who left signs in no more."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from farflung.server.core.actions.accounts import close_account
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, writing
from farflung.server.org.classified import WITHDRAWN_DAYS, days_of
from farflung.server.org.models import (
    Absence,
    HolidaySwap,
    ImportBatch,
    ImportChange,
    ImportFile,
    Mismatch,
    PatternPeriod,
    Person,
    Stay,
)

_BEHIND = timedelta(hours=12)
_NOBODY = uuid.UUID(int=0)
State = ImportBatch.State


def forget_what_is_past(*, now: datetime) -> dict[str, int]:
    """Deletes it; how many rows of each table. Run twice, the second finds nothing."""
    with writing(by=None, now=now, changes=MAP) as write:
        counts = {table: _delete(rows) for table, rows in _past(now).items()}
        counts["importbatch"] = _clear_batches(now)
        found = {table: count for table, count in counts.items() if count}
        for table, count in found.items():
            write.audit("forget", table, _NOBODY, rows=count)
        return found


def close_ended_accounts(*, now: datetime) -> int:
    """Closes the accounts of people whose last day is over everywhere; how many."""
    over = (now - _BEHIND).date()
    people = Person.objects.filter(ended__lt=over, account__is_active=True).select_related("account")
    return sum(_close(person.account, now) for person in people if person.account is not None)


def _close(account: Account, now: datetime) -> bool:
    try:
        close_account(account=account, by=None, now=now)
    except Refused:  # the last operator: the doctor says so
        return False
    return True


def _past(now: datetime) -> "dict[str, QuerySet[Any]]":
    """Rows whose time is over, by table."""
    return {
        "person": Person.objects.filter(ended__lt=_before(now, "person")),
        "patternperiod": PatternPeriod.objects.filter(during__endswith__lte=_before(now, "patternperiod")),
        "stay": Stay.objects.filter(during__endswith__lte=_before(now, "stay"), replaced_by=None),
        "absence": Absence.objects.filter(
            Q(during__endswith__lte=_before(now, "absence"))
            | Q(withdrawn_at__lt=now - timedelta(days=WITHDRAWN_DAYS))
        ),
        "holidayswap": HolidaySwap.objects.alias(over=Greatest("worked", "off")).filter(
            over__lt=_before(now, "holidayswap")
        ),
        "mismatch": Mismatch.objects.filter(answered_at__lt=now - timedelta(days=days_of("mismatch"))),
        "importfile": ImportFile.objects.filter(batch__at__lt=now - timedelta(days=days_of("importfile"))),
        "importchange": ImportChange.objects.filter(
            batch__applied_at__lt=now - timedelta(days=days_of("importchange"))
        ),
    }


def _before(now: datetime, table: str) -> date:
    return (now - timedelta(days=days_of(table))).date()


def _delete(rows: "QuerySet[Any]") -> int:
    """Rows and what hangs on them; only their own are counted."""
    count = 0
    # Stays that replace one another go from the last to the first, so one pass may not be enough.
    while found := rows.delete()[1].get(rows.model._meta.label, 0):
        count += found
    return count


def _clear_batches(now: datetime) -> int:
    """What was read out of files goes with them: names in problems, questions and examples."""
    old = now - timedelta(days=days_of("importfile"))
    waiting = ImportBatch.objects.filter(at__lt=old, state__in=[State.READING, State.READY, State.FAILED])
    count = waiting.update(state=State.ABANDONED)
    later = ImportBatch.objects.filter(at__lt=now - timedelta(days=days_of("importchange")))
    done = later.exclude(problems=[], questions=[], answers={}) | ImportBatch.objects.filter(
        at__lt=old, state=State.ABANDONED
    ).exclude(problems=[], questions=[], answers={}, difference={})
    return count + done.update(problems=[], questions=[], answers={}, difference={}, effects=[], error="")
