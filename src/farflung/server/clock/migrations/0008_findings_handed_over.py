from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clock", "0007_busy_times")]

    operations = [
        migrations.AddField(model_name="finding", name="owned_at", field=models.DateTimeField(null=True))
    ]
