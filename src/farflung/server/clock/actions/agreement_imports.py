"""Agreements that files bring: kept with the import, as another version where there is one of that name."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from farflung.server.clock.actions.agreements import LONGEST_NAME, newest_version
from farflung.server.clock.models import Agreement, AgreementVersion
from farflung.server.clock.planning.agreements import AGREEMENTS, read
from farflung.server.core.beside import Record
from farflung.server.core.writing import Write, writing
from farflung.server.org.events import FilesHeld, ImportUndoing
from farflung.server.org.models import ImportBatch, Person, Team


def keep_agreements(event: FilesHeld) -> None:
    """Listens: keeps the agreements of applied files, in the transaction that applies them."""
    rows = event.sheets.get("agreements", ())
    if not event.agreements and not rows:
        return
    by = ImportBatch.objects.select_related("by").get(code=event.batch).by
    with writing(by=by, now=event.at, changes=AGREEMENTS) as write:
        kept = sum(_keep_file(write, event, name, text) for name, text in event.agreements)
        kept += _keep_rows(event, rows)
        write.audit("agreement.import", "import", event.batch, agreements=kept)


def let_go_of_agreements(event: ImportUndoing) -> None:
    """Listens: takes an import's versions back, but those that were changed here since."""
    brought = AgreementVersion.objects.filter(batch=event.batch).values("agreement")
    rows = list(
        Agreement.objects.select_for_update(of=("self",)).filter(pk__in=brought).select_related("team")
    )
    if not rows:
        return
    with writing(by=None, now=event.at, changes=AGREEMENTS) as write:
        for row in rows:
            _take_back(row, event.batch)
        write.audit("agreement.undo", "import", event.batch)


def _keep_file(write: Write, event: FilesHeld, file: str, text: str) -> bool:
    """One file; whether it was news. An agreement of a file is the company's, as `check` reads it."""
    found = read(text, team=None, file=file).agreement
    if found is None:
        return False  # the import has told
    name = " ".join((found.name or file).split())[:LONGEST_NAME]
    row = Agreement.objects.select_for_update(of=("self",)).filter(name__iexact=name, ended_at=None).first()
    number = 1
    if row is None:
        row = Agreement(name=name, expires=found.expires, made_at=write.now)
    else:
        newest = newest_version(row)
        if newest.text == text:
            return False
        number, row.expires = newest.number + 1, found.expires
    row.save()
    AgreementVersion.objects.create(agreement=row, number=number, text=text, at=write.now, batch=event.batch)
    return True


def _keep_rows(event: FilesHeld, rows: Iterable[Record]) -> int:
    """Our own sheet: whole agreements with their versions; one that is here already is left as it is."""
    people = dict(Person.objects.values_list("code", "pk"))
    authors = {key: people[code] for key, code in event.keys.items()}
    ordered = sorted(rows, key=lambda row: (row["agreement by code"], int(row["version"])))
    return sum(
        _keep_versions(event, UUID(code), list(versions), authors)
        for code, versions in groupby(ordered, lambda row: row["agreement by code"])
    )


def _keep_versions(event: FilesHeld, code: UUID, versions: list[Record], authors: Mapping[str, int]) -> bool:
    last = versions[-1]
    team = Team.objects.filter(name=last["of the team"]).first()
    found = read(last["agreement text"], team=team.name if team else None).agreement
    if found is None or (last["of the team"] and team is None):
        return False
    name, ended = " ".join(found.name.split())[:LONGEST_NAME], _instant(last["agreement ended"])
    taken = ended is None and Agreement.objects.filter(name__iexact=name, ended_at=None).exists()
    if taken or Agreement.objects.filter(code=code).exists():
        return False
    row = Agreement(code=code, name=name, team=team, expires=found.expires, ended_at=ended,
                    made_at=datetime.fromisoformat(last["agreed since"]))  # fmt: skip
    row.save()
    for one in versions:
        AgreementVersion.objects.create(
            agreement=row, number=int(one["version"]), text=one["agreement text"],
            because=one["version because"][:300], by_id=authors.get(one["version by"]),
            at=datetime.fromisoformat(one["version since"]), batch=event.batch,
        )  # fmt: skip
    return True


def _take_back(row: Agreement, batch: UUID) -> None:
    """The versions of the import, where they are the newest; one that is left without any is no more."""
    for version in row.versions.order_by("-number"):
        if version.batch != batch:
            break
        version.delete()
    rest = row.versions.order_by("-number").first()
    if rest is None:
        row.delete()
        return
    row.expires = _expires(rest.text, row.team)
    row.save(update_fields=["expires"])


def _expires(text: str, team: Team | None) -> date | None:
    found = read(text, team=team.name if team else None).agreement
    return found.expires if found else None


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
