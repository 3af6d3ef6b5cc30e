import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clock", "0004_radar"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="goes_on",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="earlier",
                to="clock.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="uid",
            field=models.CharField(blank=True, default="", max_length=320),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="meeting",
            name="begun_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="written_at",
            field=models.DateTimeField(null=True),
        ),
    ]
