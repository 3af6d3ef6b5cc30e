"""*People*: one field that understands all words, filters beside it, live where a browser runs scripts."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from farflung.draw.markup import joined
from farflung.server.clock.access import insider
from farflung.server.clock.planning.people import PAGE, Results, Wanted, results
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.choices import NAMES, choices
from farflung.server.clock.views.lines import found_line
from farflung.server.org.access import Asker
from farflung.server.org.queries import Asked
from farflung.server.ui.pictures import safe

_LONGEST, _HOURS_OF_A_WEEK = 200, 168


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The page; the list alone where htmx asks for it while somebody types."""
    asker = insider(request)
    here = standpoint(request, asker)
    wanted = _wanted(request.GET, here)
    found = results(here, wanted)
    part = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
    context = {
        "part": part,
        "q": wanted.asked.text,
        "wanted": wanted,
        "found": found,
        "lines": safe(joined(found_line(one, here.reader) for one in found.people)),
        **_links(request.GET, found),
    }
    if not part:
        context |= _form(request.GET, asker, here)
    answer = render(request, "clock/found_list.html" if part else "clock/people.html", context)
    if part:
        answer["HX-Replace-Url"] = reverse("clock:people") + _address(request.GET)
    # One address, two answers: a browser that goes back must not show the part for the whole.
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def _wanted(query: QueryDict, here: Standpoint) -> Wanted:
    """What the fields say; what is no number is none, and a code of no team finds nobody."""
    asked = Asked(
        on=here.reader.today,
        text=_text(query, "q"),
        team=_team(_text(query, "team")),
        skill=_text(query, "skill"),
        language=_text(query, "language"),
        country=_text(query, "country"),
        job=_text(query, "job"),
    )
    hours = min(_number(query, "hours"), _HOURS_OF_A_WEEK) if here.person else 0
    return Wanted(asked, query.get("working") == "1", hours, max(_number(query, "page"), 1))


def _text(query: QueryDict, name: str) -> str:
    # No text of the database holds this character, and none may be asked for with it.
    return query.get(name, "").replace("\x00", "").strip()[:_LONGEST]


def _number(query: QueryDict, name: str) -> int:
    text = query.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _team(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _links(query: QueryDict, found: Results) -> dict[str, Any]:
    """Where the pages before and after are, and the texts that may have been meant."""
    return {
        "before": _address(query, page=found.page - 1) if found.page > 1 else "",
        "after": _address(query, page=found.page + 1) if found.page < found.pages else "",
        "meant": [(text, _address(query, q=text)) for text in found.meant],
        "anywhere": _address({"q": query.get("q", "")}) if _narrowed(query) and query.get("q") else "",
        "narrowed": bool(_narrowed(query)),
        "size": PAGE,
    }


def _narrowed(query: QueryDict) -> bool:
    return any(query.get(name) for name in (*NAMES, "working", "hours"))


def _address(query: QueryDict | dict[str, str], **changed: str | int) -> str:
    kept = {name: value for name, value in query.items() if value and name != "page"}
    asked = urlencode(kept | changed)
    return f"?{asked}" if asked else ""


def _form(query: QueryDict, asker: Asker, here: Standpoint) -> dict[str, Any]:
    return {
        "choices": list(choices({name: query.get(name, "") for name in NAMES}, asker, here.atlas)),
        "nobody": not here.atlas.people,
    }
