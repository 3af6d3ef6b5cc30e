from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0002_own_values_and_search")]

    operations = [
        migrations.AddField("importbatch", "effects", models.JSONField(default=list)),
    ]
