"""What workers do for the organisation."""

from contextlib import suppress

from django.db import DataError, IntegrityError
from django.utils.translation import gettext_noop
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.server.core import clock, queue
from farflung.server.core.aside import write_aside
from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.events import ImportAccepted
from farflung.server.org.models import ImportBatch

_NAME = "org.apply_import"


@queue.job(_NAME, tries=3, alone="org.import")
def apply_import(*, batch: str) -> None:
    """Applies an accepted import; done twice, the second time finds nothing to do."""
    row = ImportBatch.objects.get(code=batch)
    try:
        actions.apply_import(batch=row, now=clock.now(), tell=tell)
    except (Refused, IntegrityError, DataError) as error:
        # What no second try would change. Whatever else fails is tried again, then given up by `give_up`.
        actions.fail_import(batch=row, error=str(error).partition("\n")[0], now=clock.now())


def apply_accepted(event: ImportAccepted) -> None:
    """Listens: an accepted import is left to a worker, with the transaction that accepted it."""
    apply_import.enqueue(batch=str(event.batch))


def tell(batch: ImportBatch, done: int, total: int) -> None:
    """Shows how far an import is, while its transaction still runs."""
    write_aside("UPDATE org_importbatch SET done = %s, total = %s WHERE id = %s", [done, total, batch.pk])


@queue.every("* * * * *", "org.give_up")
def give_up() -> None:
    """Says of accepted imports for which no job is left that they failed, so that somebody tries again."""
    # First the imports, then the jobs: one that is accepted in between must not be missed by its job.
    under_way = list(ImportBatch.objects.filter(state=ImportBatch.State.APPLYING))
    waiting = ProcrastinateJob.objects.filter(task_name=_NAME, status__in=["todo", "doing"])
    alive = {job.args.get("batch") for job in waiting}
    for batch in under_way:
        if str(batch.code) not in alive:
            with suppress(Refused):  # it has come through in between
                actions.fail_import(
                    batch=batch,
                    error=gettext_noop("The worker did not come through with it."),
                    now=clock.now(),
                )


@queue.every("23 * * * *", "org.upkeep")
def upkeep() -> None:
    """Forgets what is past its time, closes accounts of who left, keeps holidays ahead."""
    instant = clock.now()
    actions.close_ended_accounts(now=instant)
    actions.forget_what_is_past(now=instant)
    actions.extend_holidays(now=instant)
