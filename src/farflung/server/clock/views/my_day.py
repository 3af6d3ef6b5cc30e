"""*My day*: what is mine now, what lands later, who of my team is at work, what moves next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from farflung.draw.markup import joined
from farflung.engine.model import Person
from farflung.server.clock.access import insider
from farflung.server.clock.planning.my_day import MyDay, later
from farflung.server.clock.planning.my_day import my_day as planned
from farflung.server.clock.planning.whom import Circle, Standpoint, standpoint
from farflung.server.clock.queries import extent
from farflung.server.clock.views.lines import ribbon_line, ribbon_lines
from farflung.server.clock.views.parts import QUARTER, part, rendered
from farflung.server.org.models import Person as Row
from farflung.server.ui import mine
from farflung.server.ui.pictures import ribbon_table, safe
from farflung.server.ui.reader import Reader


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """The day of whoever asks; an account without a person is told how much is on the map."""
    asker = insider(request)
    here = standpoint(request, asker)
    if asker.person is None or here.person is None:
        return render(request, "clock/no_person.html", {"extent": extent()})
    page = planned(here.atlas, here.person, here.reader.now)
    context = {
        "page": page,
        "ribbons": _ribbons(page, here.reader),
        "table": ribbon_table(page.rows, page.day, here.reader),
        "later": _later(here, here.person, page.near, asker.person),
    }
    return render(request, "clock/my_day.html", context)


def _ribbons(page: MyDay, reader: Reader) -> SafeString:
    """The reader's own line, then those of the people they work with."""
    me = ribbon_line("me", page.me.state, page.me.row, page.day, reader, me=True)
    others = ribbon_lines(((one.state, one.row) for one in page.colleagues), page.day, reader)
    return safe(joined((me, others)))


def _later(here: Standpoint, person: Person, near: Circle, row: Row) -> SafeString:
    items, unconfirmed = mine.of(row.code, here.reader.now), row.confirmed_at is None
    context = {
        "unconfirmed": unconfirmed,
        "here": [item for item in items if item.at is None],
        "coming": [item for item in items if item.at is not None],
    }
    return part(
        here, here.atlas, ("my day later", person.id, unconfirmed, items), QUARTER,
        lambda: rendered(
            here, "clock/my_day_later.html",
            context | {"page": later(here.atlas, person, near, here.reader.now)},
        ),
    )  # fmt: skip
