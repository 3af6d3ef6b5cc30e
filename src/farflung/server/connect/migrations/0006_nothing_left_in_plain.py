"""Written anew, so that the rows as they were before 0005 are not left in the files of the tables.

In a transaction of its own: rows that are still in use by the one that replaced them would be copied along.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("connect", "0005_addresses_sealed"),
    ]

    operations = [
        migrations.RunSQL("CLUSTER connect_hook USING connect_hook_pkey", migrations.RunSQL.noop),
        migrations.RunSQL(
            "CLUSTER core_companysetting USING core_companysetting_pkey", migrations.RunSQL.noop
        ),
    ]
