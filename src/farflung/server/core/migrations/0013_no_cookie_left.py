"""Written anew, so that the words of cookies are not left in the files of the tables.

In a transaction of its own: rows that are still in use by the one that replaced them would be copied along.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_cookies_by_digest"),
    ]

    operations = [
        migrations.RunSQL("CLUSTER django_session USING django_session_pkey", migrations.RunSQL.noop),
        migrations.RunSQL("CLUSTER core_signedin USING core_signedin_pkey", migrations.RunSQL.noop),
    ]
