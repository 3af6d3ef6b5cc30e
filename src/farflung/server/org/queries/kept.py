"""Everything that is kept about one person, as it is kept: for that person, and in one query.

Made by the list in `classified`: a column that is listed there and not here fails a test.
"""

import json
from typing import Any, Final

from django.db import connection

from farflung.server.core import beside
from farflung.server.org.models import Person

Records = dict[str, list[dict[str, Any]]]

_TABLES: Final = {
    "person": """
        SELECT p.code, p.key, p.name, p.email, p.job, p.started, p.ended, p.rest_start, p.rest_end, p.skills,
               p.languages, p.language, p.consents, p.confirmed_at, p.own, p.imported, p.words, p.created_at,
               concat_ws(', ', nullif(l.city, ''), nullif(l.country, ''), l.zone) AS place, e.name AS entity,
               m.name AS manager
        FROM org_person p JOIN org_place l ON l.id = p.place_id
        LEFT JOIN org_legalentity e ON e.id = p.entity_id LEFT JOIN org_person m ON m.id = p.manager_id
        WHERE p.id = %(person)s""",
    "rolegrant": """
        SELECT role, granted_at, %(code)s AS person FROM org_rolegrant WHERE person_id = %(person)s""",
    "membership": """
        SELECT t.name AS team, %(code)s AS person FROM org_membership m JOIN org_team t ON t.id = m.team_id
        WHERE m.person_id = %(person)s ORDER BY t.name""",
    "team": """
        SELECT t.code, t.name, u.name AS parent, %(code)s AS lead, t.imported
        FROM org_team t LEFT JOIN org_team u ON u.id = t.parent_id
        WHERE t.lead_id = %(person)s ORDER BY t.name""",
    "patternperiod": """
        SELECT code, lower(during) AS during, upper(during) - 1 AS until, blocks, assumed, recorded_at,
               %(code)s AS person
        FROM org_patternperiod WHERE person_id = %(person)s ORDER BY lower(during) NULLS FIRST""",
    "stay": """
        SELECT s.code, lower(s.during) AS during, upper(s.during) - 1 AS until, s.kind, s.recorded_at,
               s.superseded_at, s.withdrawn, r.code AS replaces, s.key, s.from_file, %(code)s AS person,
               concat_ws(', ', nullif(l.city, ''), nullif(l.country, ''), l.zone) AS place
        FROM org_stay s JOIN org_place l ON l.id = s.place_id LEFT JOIN org_stay r ON r.id = s.replaces_id
        WHERE s.person_id = %(person)s ORDER BY s.id""",
    "absence": """
        SELECT code, lower(during) AS during, upper(during) - 1 AS until, from_minute, to_minute, recorded_at,
               withdrawn_at, from_file, %(code)s AS person
        FROM org_absence WHERE person_id = %(person)s ORDER BY lower(during)""",
    "holidayswap": """
        SELECT code, worked, "off", recorded_at, %(code)s AS person
        FROM org_holidayswap WHERE person_id = %(person)s ORDER BY worked""",
    "mismatch": """
        SELECT code, field, here, there, source, found_at, answered_at, taken, %(code)s AS person
        FROM org_mismatch WHERE person_id = %(person)s ORDER BY found_at""",
    "importchange": """
        SELECT b.code AS import, b.applied_at, c."table", c.before, c.after
        FROM org_importchange c JOIN org_importbatch b ON b.id = c.batch_id
        WHERE c."table" = 'person' AND c.row = %(person)s ORDER BY c.id""",
    "account": """
        SELECT a.email, a.created_at, a.is_active, a.operator FROM core_account a
        JOIN org_person p ON p.account_id = a.id WHERE p.id = %(person)s""",
    "token": """
        SELECT t.name, t.prefix, t.scopes, t.created_at, t.expires_at, t.used_at, t.revoked_at
        FROM core_token t
        JOIN org_person p ON p.account_id = t.account_id WHERE p.id = %(person)s ORDER BY t.id""",
    "signedin": """
        SELECT b.device, b.since, b.used_on FROM core_signedin b
        JOIN org_person p ON p.account_id = b.account_id WHERE p.id = %(person)s ORDER BY b.id""",
    "authenticator": """
        SELECT f.created_at FROM core_authenticator f
        JOIN org_person p ON p.account_id = f.account_id WHERE p.id = %(person)s ORDER BY f.id""",
    "passkey": """
        SELECT f.name, f.host, f.created_at FROM core_passkey f
        JOIN org_person p ON p.account_id = f.account_id WHERE p.id = %(person)s ORDER BY f.id""",
    "recoverycode": """
        SELECT f.created_at FROM core_recoverycode f
        JOIN org_person p ON p.account_id = f.account_id WHERE p.id = %(person)s ORDER BY f.id""",
    "calendarfeed": """
        SELECT f.kind, f.team, f.name, f.language, f.prefix, f.created_at, f.used_at, f.revoked_at, f.version,
               f.changed_at
        FROM core_calendarfeed f
        JOIN org_person p ON p.account_id = f.account_id WHERE p.id = %(person)s ORDER BY f.id""",
    "identity": """
        SELECT f.issuer, f.subject, f.created_at FROM core_identity f
        JOIN org_person p ON p.account_id = f.account_id WHERE p.id = %(person)s ORDER BY f.id""",
    "invitation": """
        SELECT email, created_at, expires_at, used_at, withdrawn_at FROM core_invitation
        WHERE about = %(code)s::uuid ORDER BY created_at""",
    "message": """
        SELECT m.purpose, m.kind, m.data, m.urgency, s.name AS sender, m.posted_at, m.lands_at, m.state,
               m.settled_at, m.unread
        FROM core_message m LEFT JOIN org_person s ON s.code = m.sender
        WHERE m.recipient = %(code)s::uuid ORDER BY m.posted_at""",
    "note": """
        SELECT m.data, m.urgency, r.name AS recipient, m.posted_at, m.promised_at
        FROM core_message m LEFT JOIN org_person r ON r.code = m.recipient
        WHERE m.sender = %(code)s::uuid ORDER BY m.posted_at""",
    "look": """
        SELECT l.at, coalesce(p.name, a.email) AS by, l.field, l.through FROM core_look l
        JOIN core_account a ON a.id = l.by_id LEFT JOIN org_person p ON p.account_id = a.id
        WHERE l.about = %(code)s::uuid ORDER BY l.at DESC, l.id DESC""",
    "auditentry": """
        SELECT e.at, coalesce(p.name, a.email) AS by, e.action, e.detail FROM core_auditentry e
        LEFT JOIN core_account a ON a.id = e.by_id LEFT JOIN org_person p ON p.account_id = a.id
        WHERE e.about = %(code)s::uuid ORDER BY e.at DESC, e.id DESC""",
}
"""By table, the rows about one person with whatever they name by its name; never rows about anybody else."""


def kept_about(person: Person) -> Records:
    """All records, by table; empty lists where there are none."""
    parts = (
        f"SELECT '{table}', coalesce(jsonb_agg(to_jsonb(x)), '[]'::jsonb)::text FROM ({rows}) x"  # noqa: S608
        for table, rows in {**_TABLES, **_besides()}.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"person": person.pk, "code": str(person.code)})
        return {table: json.loads(rows) for table, rows in cursor.fetchall()}


def _besides() -> dict[str, str]:
    """The same of other domains."""
    return {table: rows for one in beside.others() for table, rows in one.kept.items()}
