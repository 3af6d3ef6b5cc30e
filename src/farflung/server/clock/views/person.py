"""*A person*: who they are, when they work in the reader's time, and what the two share."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from farflung.draw.chart import Table
from farflung.engine.time import Zone
from farflung.server.clock.access import insider
from farflung.server.clock.planning.person import DayTogether, PersonPage, person_page
from farflung.server.clock.planning.whom import standpoint
from farflung.server.clock.views.lines import until
from farflung.server.org.access import Role, get_person, visible_teams
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.ui.pictures import hours_text, safe
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import length_text

MOST_REPORTS = 12


@require_safe
def person(request: HttpRequest, code: UUID) -> HttpResponse:
    """The page about somebody of this company; a code of nobody is not found."""
    asker = insider(request)
    row = get_person(asker, code)
    here = standpoint(request, asker)
    other = on_the_map(row.code)[1]
    page = person_page(here, other)
    teams = visible_teams(asker).filter(memberships__person=row).order_by("name")
    context = {
        "page": page,
        "about": other,
        "spoken": sorted(other.languages),
        "skills": sorted(other.skills),
        "code": row.code,
        "teams": teams,
        "led": [t for t in teams if asker.person is not None and t.lead_id == asker.person.pk],
        "reports": page.reports[:MOST_REPORTS],
        "more_reports": len(page.reports) - MOST_REPORTS,
        "keeps_records": asker.has(Role.PEOPLE),
        "until": safe(until(page.state, here.reader)),
        "table": _table(page, here.reader),
    }
    return render(request, "clock/person.html", context)


def _table(page: PersonPage, reader: Reader) -> Table:
    """The ribbons in words."""
    head = [_("Day"), _("At work, time in %(place)s") % {"place": reader.place}, _("On their own clock")]
    if page.pair:
        head.append(_("You both work"))
    caption = _("Hours in the next seven days")
    return Table(caption, tuple(head), tuple(_cells(day, page, reader.zone) for day in page.days))


def _cells(day: DayTogether, page: PersonPage, zone: Zone) -> tuple[str, ...]:
    spans = day.day.inside(work[0] for work in day.row.work)
    cells = (
        day.row.name,
        hours_text(spans, zone) or day.row.note or _("Off"),
        hours_text(spans, day.row.zone) or "–",
    )
    if not page.pair:
        return cells
    both = f"{length_text(day.together)}: {hours_text(day.shared, zone)}" if day.shared else "–"
    return (*cells, both)
