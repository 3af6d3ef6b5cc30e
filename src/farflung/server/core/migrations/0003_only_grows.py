"""The audit and the looks only grow, and a company with accounts is never made a demo: PostgreSQL sees to it."""

from django.db import migrations

GROWS = """
CREATE FUNCTION core_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- After three years (AUDIT_KEPT in jobs.py, rounded down here) entries may go, and only as a whole.
    IF TG_OP = 'DELETE' THEN
        IF OLD.at < now() - interval '1095 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""
GUARD = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_only_grows();
CREATE TRIGGER only_grows_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION core_only_grows();
"""
UNGUARD = """
DROP TRIGGER only_grows ON {table};
DROP TRIGGER only_grows_whole ON {table};
"""
DEMO = """
CREATE FUNCTION core_demo_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name = 'demo' AND EXISTS (SELECT FROM core_account) THEN
        RAISE EXCEPTION 'a company with accounts is no demo' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER demo_begins_empty BEFORE INSERT OR UPDATE ON core_companysetting
    FOR EACH ROW EXECUTE FUNCTION core_demo_begins_empty();
"""
TABLES = ("core_auditentry", "core_look")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_accounts_and_invitations")]

    operations = [
        migrations.RunSQL(GROWS, "DROP FUNCTION core_only_grows()"),
        *(migrations.RunSQL(GUARD.format(table=table), UNGUARD.format(table=table)) for table in TABLES),
        migrations.RunSQL(
            DEMO,
            "DROP TRIGGER demo_begins_empty ON core_companysetting; DROP FUNCTION core_demo_begins_empty();",
        ),
    ]
