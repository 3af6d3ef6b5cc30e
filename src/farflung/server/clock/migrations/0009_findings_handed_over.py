from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clock", "0008_series_ended_earlier")]

    operations = [
        migrations.AddField(model_name="finding", name="owned_at", field=models.DateTimeField(null=True))
    ]
