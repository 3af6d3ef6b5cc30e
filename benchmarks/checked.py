"""The work of `bench_findings`, in a process whose Django is set up on a database of its own."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measure import seconds
from farflung.example import EXAMPLE_FROM, write_company
from farflung.server.clock.actions.checking import check, check_due, check_series, due
from farflung.server.clock.models import Checked, Finding, Invited, Meeting
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.core.bulk import insert
from farflung.server.core.migrating import migrate
from farflung.server.core.writing import raise_revision
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person, Team
from farflung.server.site.actions import load_demo

SERIES, HOURS, CHANGED = 400, 5, 20
NOW = datetime.combine(EXAMPLE_FROM, datetime.min.time(), tzinfo=UTC) + timedelta(days=1)
HOUR = timedelta(hours=1)


def measured(folder: Path) -> None:
    """Makes the company, checks it as a worker does but without its breaths, and says how long each took."""
    migrate()
    load_demo(companies=[write_company(folder, "large")], now=NOW)
    doubled()
    Finding.objects.all().delete()
    Checked.objects.all().delete()
    for what, model in (("people", Person), ("series", Meeting), ("teams", Team)):
        print(f"| {what} | {model._default_manager.count():,} |")
    told("the first check of everybody", [seconds(partial(check_due, now=NOW))])
    print(f"| findings | {Finding.objects.count():,} |")
    through_hours()
    codes = Meeting.objects.order_by("pk").values_list("code", flat=True)[:: SERIES // CHANGED]
    told("one series that changed", [seconds(partial(check_series, series=code, now=NOW)) for code in codes])


def doubled() -> None:
    """As many series as are wanted: those of the example once more, with the same people."""
    rows = list(Meeting.objects.prefetch_related("invited").order_by("pk"))
    while rows and Meeting.objects.count() < SERIES:
        for row in rows[: SERIES - Meeting.objects.count()]:
            people = list(row.invited.all())
            copy = Meeting.objects.get(pk=row.pk)
            copy.pk, copy.code, copy.key = None, uuid.uuid4(), f"{row.key} again"
            copy.save()
            insert(Invited(meeting=copy, person_id=one.person_id, required=one.required) for one in people)
    raise_revision(MEETINGS)


def through_hours() -> None:
    """Hours in which it is many teams' night, each by our way and by the other."""
    ours, theirs = [], []
    for number in range(HOURS):
        now = NOW + (1 + 4 * number) * HOUR
        asked = due(current().atlas, now)
        ours.append(seconds(partial(check_due, now=now)))
        team = next(one for one in asked if one is not None)
        theirs.append(len(asked) * seconds(partial(check, asked=frozenset({team}), now=now)))
        print(f"| teams whose night it was by {now:%H:%M}Z | {len(asked):,} |", flush=True)
    told("an hour’s check", ours)
    told("the other way, the whole company for each team", theirs)
    ratios = [other / own for own, other in zip(ours, theirs, strict=True)]
    print(f"| it takes | {median(ratios):,.0f} x ({min(ratios):,.0f} to {max(ratios):,.0f}) |")


def told(what: str, took: list[float]) -> None:
    """A row of the table in docs/reference/benchmarks.md."""
    print(f"| {what} | {median(took):.2f} s ({min(took):.2f} to {max(took):.2f}) |", flush=True)
