"""How a token begins is kept beside its digest, so that its owner can tell which it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_only_grows")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="prefix",
            field=models.CharField(max_length=12, default=""),
            preserve_default=False,
        ),
    ]
