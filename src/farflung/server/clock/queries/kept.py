"""What of meetings, findings and agreements is kept about one person, and the rows of an export."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from farflung.server.clock.models import AgreementVersion, Invited, InvitedTeam, Meeting

KEPT: Final = {
    "meeting": """
        SELECT code, key, title, private, recurrence, rotation, has_agenda, outsiders, announced_at, made_at,
               changed_at, ended_at, uid, begun_at, written_at, whole, %(code)s AS organizer,
               (SELECT g.code FROM clock_meeting g WHERE g.id = m.goes_on_id) AS goes_on
        FROM clock_meeting m WHERE organizer_id = %(person)s ORDER BY id""",
    "invited": """
        SELECT m.title AS meeting, i.required, %(code)s AS person
        FROM clock_invited i JOIN clock_meeting m ON m.id = i.meeting_id
        WHERE i.person_id = %(person)s ORDER BY m.id""",
    "busytimes": """
        SELECT calendar, ARRAY(SELECT to_timestamp(one) FROM unnest(busy) one) AS busy,
               ARRAY(SELECT to_timestamp(one) FROM unnest(tentative) one) AS tentative, until,
               %(code)s AS person
        FROM clock_busytimes WHERE person_id = %(person)s ORDER BY id""",
    "finding": """
        SELECT f.code, f.rule, f.severity, f.whose, f.subject, m.code AS meeting, a.name AS agreement,
               s.code AS about, t.name AS team, o.code AS owner, f.desk, f.first_at, f.last_at, f.dates,
               CASE WHEN l.whole THEN f.words END AS words,
               CASE WHEN l.whole THEN f.fixes END AS fixes, f.found_at,
               f.checked_at, f.state, f.state_at, d.code AS state_by, f.because, f.until, f.back_at,
               f.owned_at
        FROM clock_finding f LEFT JOIN clock_meeting m ON m.id = f.meeting_id
        LEFT JOIN clock_agreement a ON a.id = f.agreement_id LEFT JOIN org_person s ON s.id = f.about_id
        LEFT JOIN org_team t ON t.id = f.team_id LEFT JOIN org_person o ON o.id = f.owner_id
        LEFT JOIN org_person d ON d.id = f.state_by_id
        CROSS JOIN LATERAL (
            SELECT f.about_id = %(person)s OR f.owner_id = %(person)s
                AND (f.team_id IS NULL OR t.lead_id = %(person)s) AS whole) l
        WHERE %(person)s IN (f.owner_id, f.state_by_id, f.about_id) ORDER BY f.id""",
    "radar": """
        SELECT week, at, %(code)s AS lead FROM clock_radar WHERE lead_id = %(person)s""",
    "concerned": """
        SELECT f.rule AS finding, %(code)s AS person
        FROM clock_concerned c JOIN clock_finding f ON f.id = c.finding_id
        WHERE c.person_id = %(person)s ORDER BY f.id""",
    "agreementversion": """
        SELECT a.name AS agreement, v.number, v.text, v.because, v.at, %(code)s AS by
        FROM clock_agreementversion v JOIN clock_agreement a ON a.id = v.agreement_id
        WHERE v.by_id = %(person)s ORDER BY v.id""",
}
"""By table, as in `org.queries.kept`."""

MEETINGS: Final = (
    "meeting by id", "meeting called", "private", "organised by", "recurrence (json)", "rotation (json)",
    "agenda", "of elsewhere", "announced", "made", "changed", "ended", "goes on as", "called in calendars",
    "called so since", "written out", "until it ended earlier (json)", "required people (json)",
    "optional people (json)", "required teams (json)", "optional teams (json)",
)  # fmt: skip
"""The headings of the sheet of meetings."""


def sheet_rows() -> Iterator[Sequence[object]]:
    """Every series, in the order in which they were made."""
    people: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for meeting, required, key in Invited.objects.order_by("pk").values_list(
        "meeting_id", "required", "person__key"
    ):
        people[meeting, required].append(key)
    teams: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for meeting, required, name in InvitedTeam.objects.order_by("pk").values_list(
        "meeting_id", "required", "team__name"
    ):
        teams[meeting, required].append(name)
    for row in Meeting.objects.select_related("organizer", "goes_on").order_by("pk"):
        on = row.goes_on
        yield (
            row.key or str(row.code), row.title, "yes" if row.private else "",
            row.organizer.key if row.organizer else "", _json(row.recurrence), _json(row.rotation),
            {True: "yes", False: "no", None: ""}[row.has_agenda], row.outsiders, _instant(row.announced_at),
            _instant(row.made_at), _instant(row.changed_at), _instant(row.ended_at),
            (on.key or str(on.code)) if on else "", row.uid, _instant(row.begun_at), _instant(row.written_at),
            _json(row.whole),
            *(_json(guests[row.pk, need]) for guests in (people, teams) for need in (True, False)),
        )  # fmt: skip


AGREEMENTS: Final = (
    "agreement by code", "of the team", "agreed since", "agreement ended", "version", "agreement text",
    "version since", "version by", "version because",
)  # fmt: skip
"""The headings of the sheet of working agreements: a row for each version."""


def agreement_rows() -> Iterator[Sequence[object]]:
    """Every version of every agreement, oldest first."""
    rows = AgreementVersion.objects.select_related("agreement__team", "by")
    for row in rows.order_by("agreement_id", "number"):
        of = row.agreement
        yield (
            of.code, of.team.name if of.team else "", _instant(of.made_at), _instant(of.ended_at), row.number,
            row.text, _instant(row.at), row.by.key if row.by else "", row.because,
        )  # fmt: skip


def _instant(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
