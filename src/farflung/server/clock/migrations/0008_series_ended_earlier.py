from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clock", "0007_busy_times"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="whole",
            field=models.JSONField(null=True),
        ),
    ]
