"""Working agreements: a new one, another version, the end. What was agreed before stays as it was written."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.server.clock.events import AgreementChanged
from farflung.server.clock.models import Agreement, AgreementVersion
from farflung.server.clock.planning.agreements import (
    AGREEMENTS,
    MOST_LETTERS,
    MOST_RULES,
    number_of_rules,
    read,
)
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import Write, writing
from farflung.server.org.models import Person, Team

LONGEST_NAME, LONGEST_REASON = 160, 300


@dataclass(frozen=True, slots=True)
class Writing:
    """A text, why it is so, and who says so; `batch` is the import that brings it."""

    text: str
    reason: str = ""
    person: Person | None = None
    batch: UUID | None = None


def make_agreement(*, said: Writing, team: Team | None, by: Account | None, now: datetime) -> Agreement:
    """A new agreement of a team, or of the company."""
    with writing(by=by, now=now, changes=AGREEMENTS) as write:
        name, expires = _looked_at(said, team)
        row = Agreement(name=_free(name, None), team=team, expires=expires, made_at=now)
        row.save()
        return _written(write, row, 1, said, "agreement.make")


def change_agreement(
    *, agreement: Agreement, said: Writing, version: int, by: Account | None, now: datetime
) -> Agreement:
    """Another version of it; `Refused` where there is one that the writer has not seen."""
    with writing(by=by, now=now, changes=AGREEMENTS) as write:
        row = _held(agreement)
        newest = newest_version(row)
        if newest.number != version:
            raise Refused("changed-since", _("Somebody else has saved this agreement meanwhile."))
        if newest.text == said.text:
            raise Refused("unchanged", _("Nothing in the text has changed."), "text")
        name, row.expires = _looked_at(said, row.team)
        row.name = _free(name, row)
        row.save(update_fields=["name", "expires"])
        return _written(write, row, version + 1, said, "agreement.change")


def end_agreement(*, agreement: Agreement, by: Account | None, now: datetime) -> Agreement:
    """It holds no more; it is kept for a while, so that it can be read what was agreed."""
    with writing(by=by, now=now, changes=AGREEMENTS) as write:
        row = _held(agreement)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        write.audit("agreement.end", "agreement", row.code)
        _tell(write, row)
        return row


def _tell(write: Write, row: Agreement) -> None:
    publish(AgreementChanged(row.code, row.team.code if row.team else None, write.now))


def newest_version(agreement: Agreement) -> AgreementVersion:
    """The version that holds."""
    return agreement.versions.order_by("-number")[0]


def _held(agreement: Agreement) -> Agreement:
    row = Agreement.objects.select_for_update(of=("self",)).select_related("team").get(pk=agreement.pk)
    if row.ended_at is not None:
        raise Refused("changed-since", _("This agreement was ended meanwhile."))
    return row


def _looked_at(said: Writing, team: Team | None) -> tuple[str, date | None]:
    """The name and the last day that a text gives itself; `Refused` where it is no agreement."""
    if len(said.text) > MOST_LETTERS:
        raise Refused(
            "too-long", _("An agreement has at most %(most)s letters.") % {"most": MOST_LETTERS}, "text"
        )
    found = read(said.text, team=team.name if team else None)
    if found.agreement is None or found.problems:
        raise Refused("unreadable", _("Not all of the text can be read."), "text")
    name = " ".join(found.agreement.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused("nameless", _("Begin with “agreement:” and its name, of at most 160 letters."), "text")
    rules = number_of_rules(found.agreement)
    if not 0 < rules <= MOST_RULES:
        raise Refused("rules", _("An agreement has from 1 to %(most)s rules.") % {"most": MOST_RULES}, "text")
    return name, found.agreement.expires


def _free(name: str, own: Agreement | None) -> str:
    taken = Agreement.objects.filter(name__iexact=name, ended_at=None)
    if own is not None:
        taken = taken.exclude(pk=own.pk)
    if taken.exists():
        raise Refused("name-taken", _("Another agreement has that name."), "text")
    return name


def _written(write: Write, row: Agreement, number: int, said: Writing, action: str) -> Agreement:
    version = AgreementVersion(
        agreement=row, number=number, text=said.text, because=said.reason[:LONGEST_REASON], by=said.person,
        at=write.now, batch=said.batch,
    )  # fmt: skip
    version.save()
    write.audit(action, "agreement", row.code, version=number)
    _tell(write, row)
    return row
