"""*Findings*: what will hurt whom, the worst first; one of them; and what is decided about it."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from farflung.server.clock.access import get_kept_meeting
from farflung.server.clock.access.findings import get_finding, get_settled, own_findings, visible_findings
from farflung.server.clock.actions.findings import (
    accept_finding,
    ask_for_hours,
    fix_finding,
    reopen_finding,
    snooze_finding,
)
from farflung.server.clock.forms.findings import AcceptForm, ListForm, SnoozeForm
from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_page import basis_of, shown
from farflung.server.clock.planning.finding_steps import series_of
from farflung.server.clock.planning.finding_titles import kept_title
from farflung.server.clock.planning.finding_words import SEVERITIES, STATES, owner_of, title_of
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.whom import standpoint
from farflung.server.clock.queries.findings import history_of, listed, worst_of
from farflung.server.org.access import Asker, asker, member
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.mine import Mine
from farflung.server.ui.reader import now_of

PAGE = 50
LAST = (Finding.State.FIXED, Finding.State.GONE)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """Those that wait for the reader; or all that the reader may see, or those that hit them."""
    person = member(request)
    asking = asker(request)
    form = ListForm({"state": "open", **request.GET.dict()})
    whose, wanted = form.wanted()
    rows = listed(_rows(asking, whose), wanted, person, hit=whose == "me")
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": found,
        "lines": _lines(request, asking, found.object_list),
        "whose": whose,
        "query": query.urlencode(),
    }
    return render(request, "clock/findings.html", context)


def _rows(asking: Asker, whose: str) -> QuerySet[Finding]:
    return visible_findings(asking) if whose in ("all", "me") else own_findings(asking)


def _lines(request: HttpRequest, asking: Asker, rows: Iterable[Finding]) -> list[dict[str, Any]]:
    """What a page of the list shows; those that would read alike say by which rule each is found."""
    lines = [line_of(row) for row in rows]
    alike = Counter(map(_reads, lines))
    reader = standpoint(request, asking).reader if len(alike) < len(lines) else None
    for line in lines:
        if reader is not None and alike[_reads(line)] > 1:
            line["basis"] = basis_of(asking, line["row"], reader)
    return lines


def _reads(line: dict[str, Any]) -> tuple[str, datetime | None]:
    return str(line["title"]), line["row"].first_at


def line_of(row: Finding) -> dict[str, Any]:
    """A finding as a list shows it, in the reader's language."""
    return {
        "row": row, "title": title_of(row), "severity": SEVERITIES[row.severity],
        "state": STATES[Finding.State(row.state)], "owner": owner_of(row),
        "hits_me": getattr(row, "hits_me", False),
    }  # fmt: skip


@require_safe
def finding(request: HttpRequest, code: UUID) -> HttpResponse:
    """One of them."""
    return _page(request, get_finding(asker(request), code))


def _page(request: HttpRequest, row: Finding, **forms: Any) -> HttpResponse:
    asking = asker(request)
    here = standpoint(request, asking)
    context = {
        **line_of(row),
        "shown": shown(here.atlas, asking, row, here.reader),
        "ended": row.state in LAST,
        "history": [{"at": one.at, "state": STATES[one.state], "who": one.who} for one in history_of(row)],
        "accept": forms.get("accept") or AcceptForm(prefix="accept"),
        "snooze": forms.get("snooze") or SnoozeForm(prefix="snooze", reader=here.reader),
    }
    return page(request, "clock/finding_page.html", context, *forms.values())


@require_POST
def accept(request: HttpRequest, code: UUID) -> HttpResponse:
    """It is as it is meant to be."""
    asking = asker(request)
    row, person = get_settled(asking, code), member(request)
    form = AcceptForm(request.POST, prefix="accept")

    def act() -> None:
        said = form.cleaned_data["because"]
        accept_finding(finding=row, because=said, person=person, by=asking.account, now=now_of(request))

    return _decided(request, row, "accept", form, act, _("Accepted."))


@require_POST
def snooze(request: HttpRequest, code: UUID) -> HttpResponse:
    """It can wait until a day."""
    asking = asker(request)
    row, person = get_settled(asking, code), member(request)
    form = SnoozeForm(request.POST, prefix="snooze", reader=standpoint(request, asking).reader)

    def act() -> None:
        given = form.cleaned_data
        snooze_finding(
            finding=row, because=given["because"], until=given["moment"], person=person, by=asking.account,
            now=now_of(request),
        )  # fmt: skip

    return _decided(request, row, "snooze", form, act, _("Put off."))


def _decided(
    request: HttpRequest, row: Finding, name: str, form: Any, act: Callable[[], None], done: str
) -> HttpResponse:
    if saved(form, act):
        return on(request, done, "clock:finding", row.code)
    return _page(request, row, **{name: form})


@require_POST
def reopen(request: HttpRequest, code: UUID) -> HttpResponse:
    """What was accepted or put off is open again."""
    asking = asker(request)
    row, person = get_settled(asking, code), member(request)
    tried(
        request,
        lambda: reopen_finding(finding=row, person=person, by=asking.account, now=now_of(request)),
        _("It is open again."),
    )
    return redirect("clock:finding", row.code)


@require_POST
def fix(request: HttpRequest, code: UUID) -> HttpResponse:
    """Does what one of its fixes says, for who may change the series; then the series is shown."""
    asking = asker(request)
    row, person, number = get_finding(asking, code), member(request), _number(request)
    series = series_of(row, row.fixes[number]) if 0 <= number < len(row.fixes) else row.meeting
    if series is not None:
        get_kept_meeting(asking, series.code)
    else:
        get_settled(asking, code)
    here = standpoint(request, asking)
    atlas = with_meetings(here.atlas, here.reader.now)
    tried(
        request,
        lambda: fix_finding(
            finding=row, number=number, atlas=atlas, person=person, by=asking.account, now=here.reader.now
        ),
        _("Done. Within minutes it is looked at whether that mends it."),
    )
    return redirect("clock:finding", row.code)


@require_POST
def ask(request: HttpRequest, code: UUID) -> HttpResponse:
    """Asks those whose own hours a fix would change; nothing is changed by it."""
    asking = asker(request)
    row, person = get_settled(asking, code), member(request)
    tried(
        request,
        lambda: ask_for_hours(
            finding=row, number=_number(request), asker=asking, person=person, by=asking.account,
            now=now_of(request),
        ),
        _("Asked. They are told in their own hours, and decide."),
    )  # fmt: skip
    return redirect("clock:finding", row.code)


def _number(request: HttpRequest) -> int:
    given = request.POST.get("fix", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else -1


def worst_for(person: UUID, now: datetime) -> list[Mine]:  # noqa: ARG001 - the shape of an offer
    """What *My day* says: the worst one that waits for somebody."""
    row = worst_of(person)
    return [Mine(kept_title(row), reverse("clock:finding", args=[row.code]))] if row else []
