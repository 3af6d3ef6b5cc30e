"""*Working agreements*: what was promised, in plain words and as written; and what a change would do."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import dropwhile
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from farflung.intake.packs import UnknownPackError, starter_pack, starter_packs
from farflung.server.clock.access import (
    agreeing_teams,
    agrees_for_all,
    get_agreement,
    get_kept_agreement,
    insider,
    keeps_agreement,
    visible_meetings,
)
from farflung.server.clock.access.findings import get_finding, sees_whole
from farflung.server.clock.actions.agreements import (
    Writing,
    change_agreement,
    end_agreement,
    make_agreement,
    newest_version,
)
from farflung.server.clock.forms.agreement_rules import RULES, RuleForm
from farflung.server.clock.forms.agreements import AgreementForm, NewAgreementForm
from farflung.server.clock.models import Agreement, Finding
from farflung.server.clock.planning.agreement_adding import with_rule
from farflung.server.clock.planning.agreement_effect import Effect, effect
from farflung.server.clock.planning.agreement_fix import with_core_hour, with_fix
from farflung.server.clock.planning.agreement_words import sentences
from farflung.server.clock.planning.agreements import MOST_LETTERS, read
from farflung.server.clock.planning.flagged import Flagged, flagged
from farflung.server.clock.planning.register import register
from farflung.server.clock.planning.whom import standpoint
from farflung.server.org.access import Asker, Role, require
from farflung.server.org.atlas_copy import current
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.reader import Reader, now_of

MOST_SHOWN = 50
"""So many findings of a change are listed; of more it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An effect as the page has it: the first of each kind, and how many there are of all."""

    effect: Effect
    reader: Reader

    @property
    def new(self) -> tuple[Flagged, ...]:
        """What would be flagged, contradictions first."""
        return flagged((*self.effect.at_odds, *self.effect.others)[:MOST_SHOWN], self.reader)

    @property
    def more(self) -> int:
        """How many new ones are not listed."""
        return max(len(self.effect.new) - MOST_SHOWN, 0)

    @property
    def ended(self) -> tuple[Flagged, ...]:
        """What would not be flagged any more."""
        return flagged(self.effect.ended[:MOST_SHOWN], self.reader)


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """All that hold, the company's first; those that were ended below."""
    asker = insider(request)
    rows = list(Agreement.objects.select_related("team").order_by("team__name", "name"))
    context = {
        "company": [row for row in rows if row.team is None and row.ended_at is None],
        "teams": [row for row in rows if row.team is not None and row.ended_at is None],
        "ended": [row for row in rows if row.ended_at is not None],
        "writes": agrees_for_all(asker) or agreeing_teams(asker).exists(),
    }
    return render(request, "clock/agreements.html", context)


@require_safe
def agreement(request: HttpRequest, code: UUID) -> HttpResponse:
    """One of them; `version` in the address is an earlier one."""
    asker = insider(request)
    row = get_agreement(asker, code)
    versions = list(row.versions.select_related("by").order_by("-number"))
    number = request.GET.get("version", "")
    wanted = next((one for one in versions if str(one.number) == number), versions[0])
    found = read(wanted.text, team=row.team.name if row.team else None, name=row.name)
    context = {
        "agreement": row,
        "version": wanted,
        "newest": versions[0],
        "versions": versions,
        "sentences": list(sentences(found.agreement)) if found.agreement else [],
        "unread": len(found.problems),
        "owner": found.agreement.owner if found.agreement else None,
        "keeps": keeps_agreement(asker, row) and row.ended_at is None,
    }
    return render(request, "clock/agreement.html", context)


@require_http_methods(["GET", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    """A new one, empty or begun from a starter: first what it would flag, then it is saved."""
    asker = require(request, Role.LEAD, Role.PEOPLE, Role.COMPLIANCE)
    teams, for_all = agreeing_teams(asker), agrees_for_all(asker)
    form = NewAgreementForm(
        request.POST if request.method == "POST" else None,
        initial=_begun(request, asker),
        teams=teams,
        for_all=for_all,
    )
    context = {"form": form, "agreement": None, "packs": starter_packs(), "may": for_all or teams.exists()}

    def act() -> Agreement:
        said = Writing(form.cleaned_data["text"], form.cleaned_data["reason"], asker.person)
        return make_agreement(said=said, team=form.team, by=asker.account, now=now_of(request))

    return _looked_at(request, asker, form, context, act)


@require_http_methods(["GET", "POST"])
def edit_agreement(request: HttpRequest, code: UUID) -> HttpResponse:
    """Another version of it: first what it would flag, then it is saved."""
    asker = insider(request)
    row = get_kept_agreement(asker, code)
    newest = newest_version(row)
    proposed = _proposed(request, asker)
    mine = proposed is not None and proposed[1].get("named") == row.name
    text = with_fix(newest.text, proposed[1]) if proposed and mine else newest.text
    form = AgreementForm(
        request.POST if request.method == "POST" else None, initial={"text": text}, team=row.team
    )

    def act() -> Agreement:
        said = Writing(form.cleaned_data["text"], form.cleaned_data["reason"], asker.person)
        given = request.POST.get("version", "")
        version = int(given) if given.isdecimal() and len(given) < 9 else 0
        return change_agreement(
            agreement=row, said=said, version=version, by=asker.account, now=now_of(request)
        )

    seen = request.POST.get("version", str(newest.number))
    return _looked_at(request, asker, form, {"form": form, "agreement": row, "version": seen}, act)


@require_POST
def stop_agreement(request: HttpRequest, code: UUID) -> HttpResponse:
    """It holds no more."""
    asker = insider(request)
    row, now = get_kept_agreement(asker, code), now_of(request)
    tried(request, lambda: end_agreement(agreement=row, by=asker.account, now=now), _("Ended."))
    return redirect("clock:agreement", row.code)


def _looked_at(
    request: HttpRequest,
    asker: Asker,
    form: AgreementForm,
    context: dict[str, Any],
    act: Callable[[], Agreement],
) -> HttpResponse:
    """The page; saved only where what the very text would flag has been shown."""
    context["rules"] = _rules(request, form)
    if form.is_bound and form.is_valid():
        digest = _digest(form)
        done: list[Agreement] = []
        wants = not {"look", "add"} & request.POST.keys() and request.POST.get("seen") == digest
        if wants and saved(form, lambda: done.append(act())):
            return on(request, _("Saved."), "clock:agreement", done[0].code)
        row = context["agreement"]
        context |= {"seen": digest, "shown": _shown(request, asker, form, str(row.code) if row else "")}
    return page(request, "clock/agreement_edit.html", context, form, *context["rules"])


def _rules(request: HttpRequest, form: AgreementForm) -> list[RuleForm]:
    """Rules to be filled in, each a form. The one that was filled in is put into the text that was typed."""
    countries = register(current().atlas).countries
    forms = {section: kind(countries=countries) for section, kind in RULES.items()}
    section = request.POST.get("add", "")
    if section in RULES:
        filled = forms[section] = RULES[section](request.POST, countries=countries)
        text = filled.is_valid() and _with(request, filled, section)
        if text:
            form.data = {**request.POST.dict(), "text": text}
            forms[section] = RULES[section](countries=countries)
    return list(forms.values())


def _with(request: HttpRequest, filled: RuleForm, section: str) -> str:
    """The text with the rule; "" where it does not fit, which the form then says."""
    typed = request.POST.get("text", "").replace("\r\n", "\n")[:MOST_LETTERS]
    text = with_rule(typed, section, filled.lines(), name=_("Working agreement"))
    if text is None:
        filled.add_error(
            None, _("It cannot be put into the text as that is: mend its mistakes, or write it.")
        )
    return text or ""


def _shown(request: HttpRequest, asker: Asker, form: AgreementForm, code: str) -> Shown:
    meetings = {str(one) for one in visible_meetings(asker).values_list("code", flat=True)}
    after = form.read.agreement if form.read else None
    found = effect(current().atlas, now_of(request), code=code, after=after, meetings=meetings)
    return Shown(found, standpoint(request, asker).reader)


def _digest(form: AgreementForm) -> str:
    """What somebody has seen the effect of: a text, and whose it is."""
    team = form.team.name if form.team else ""
    return sha256(f"{team}\0{form.cleaned_data['text']}".encode()).hexdigest()


def _begun(request: HttpRequest, asker: Asker) -> dict[str, Any]:
    """What a new one begins with: a starter, or what a finding proposes to its team."""
    row, fix = _proposed(request, asker) or (None, {})
    team = row.team if row is not None else None
    if team is None or "at" not in fix:
        return {"text": _starter(request)}
    return {"text": with_core_hour(team.name, fix), "whose": team.code}


def _proposed(request: HttpRequest, asker: Asker) -> tuple[Finding, dict[str, Any]] | None:
    """The fix that the address names, of a finding that the reader sees whole: others are told of none."""
    try:
        row = get_finding(asker, UUID(request.GET["finding"]))
        hit = frozenset(row.concerned.values_list("person_id", flat=True))
        return (row, row.fixes[int(request.GET["fix"])]) if sees_whole(asker, row, hit) else None
    except (KeyError, ValueError, IndexError):
        return None


def _starter(request: HttpRequest) -> str:
    try:
        return _without_head(starter_pack(request.GET["starter"]).text) if "starter" in request.GET else ""
    except UnknownPackError:
        raise Http404 from None


def _without_head(text: str) -> str:
    """A starter without the remarks at its head: they are about files and the command line."""
    lines = dropwhile(lambda line: line.startswith("#"), text.splitlines(keepends=True))
    return "".join(dropwhile(str.isspace, lines))
