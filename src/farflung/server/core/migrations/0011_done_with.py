"""What was settled is told apart from what was read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_identities"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="done_with",
            field=models.BooleanField(default=False),
        ),
    ]
