"""*Teams*: the tree of teams, each with its people, who is at work, and the hours that all of them share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from farflung.draw.markup import Markup, joined, name_of, tag
from farflung.server.clock.access import insider
from farflung.server.clock.planning.teams import Branch, flat, tree
from farflung.server.clock.planning.teams import teams as known_teams
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import Asker, Role, visible_teams
from farflung.server.org.queries import words
from farflung.server.ui.pictures import safe
from farflung.server.ui.words import count_text, length_text, people_text

MOST_OPEN = 12
"""A tree of so many teams is shown open; of a larger one only what is the reader's."""

Addresses = Mapping[str, str]
"""Where the page of a team is, by its name."""


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The tree, or what of it has a name with the words that are looked for."""
    asker = insider(request)
    here = standpoint(request, asker)
    branches = tree(known_teams(here.atlas, here.reader.now), here.person, here.reader.now)
    every = list(flat(branches))
    wanted = " ".join(request.GET.get("q", "").split())[:100]
    found = _found(every, wanted) if wanted else branches
    whole_open = bool(wanted) or len(every) <= MOST_OPEN
    context = {
        "wanted": wanted,
        "number": len(every),
        "found": len(found),
        "tree": drawn(found, addresses(asker), whole_open=whole_open),
        "few": any(one.people is None for one in every),
        "keeps": asker.has(Role.LEAD, Role.PEOPLE),
        "looks_after": asker.has(Role.PEOPLE),
    }
    return render(request, "clock/teams.html", context)


def addresses(asker: Asker, names: Iterable[str] | None = None) -> Addresses:
    """Of every team that the asker may see (of these names, where any are given); one query."""
    seen = visible_teams(asker) if names is None else visible_teams(asker).filter(name__in=names)
    codes = seen.values_list("name", "code")
    # The address is made once and not a thousand times: only the code in it differs.
    pattern = reverse("clock:team", args=[UUID(int=0)])
    return {name: pattern.replace(str(UUID(int=0)), str(code)) for name, code in codes}


def _found(every: Iterable[Branch], wanted: str) -> list[Branch]:
    asked = words(wanted)
    return [branch for branch in every if _has(words(branch.name), asked)]


def _has(own: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in own) for one in asked)


def drawn(branches: Iterable[Branch], where: Addresses, *, whole_open: bool) -> SafeString:
    """Branches as a list that unfolds; built here and not in a template, as there are hundreds."""
    return safe(_list(branches, where, whole_open))


def _list(branches: Iterable[Branch], where: Addresses, whole_open: bool) -> Markup:
    return tag("ul", *(_item(branch, where, whole_open) for branch in branches), class_="tree")


def _item(branch: Branch, where: Addresses, whole_open: bool) -> Markup:
    line = _line(branch, where)
    if not branch.parts:
        return tag("li", tag("div", line, class_="team"))
    teams_below = tag("summary", _("%(number)s below") % {"number": count_text(len(branch.parts))},
                      tag("span", branch.name, class_="unseen"))  # fmt: skip
    open_ = whole_open or any(part.near for part in branch.parts)
    below = tag("details", teams_below, _list(branch.parts, where, whole_open), open=open_)
    return tag("li", tag("div", line, class_="team"), below)


def _line(branch: Branch, where: Addresses) -> Markup:
    href = where.get(branch.name)
    name = tag("a", name_of(branch.name), href=href) if href else name_of(branch.name)
    mine = _("you lead it") if branch.led else _("yours") if branch.own else None
    mark = tag("span", class_="mark on" if branch.anybody else "mark") if branch.anybody is not None else None
    return joined((
        tag("span", mark, tag("b", name), tag("small", mine) if mine else None, class_="who"),
        tag("span", _people(branch)),
        tag("span", _at_work(branch)),
        tag("span", _shared(branch.shared)),
    ), " ")  # fmt: skip


def _people(branch: Branch) -> str:
    return _("fewer than 5") if branch.people is None else people_text(branch.people)


def _at_work(branch: Branch) -> str:
    if branch.working is not None:
        return _("%(working)s at work") % {"working": count_text(branch.working)}
    if branch.anybody is None:
        return ""
    return _("somebody at work") if branch.anybody else _("nobody at work")


def _shared(shared: timedelta | None) -> str:
    if shared is None:
        return ""
    if not shared:
        return _("no hour for all")
    return _("%(length)s a week for all") % {"length": length_text(shared)}
