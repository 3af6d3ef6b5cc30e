import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clock", "0003_findings"),
        ("org", "0003_effects_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="Radar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.person"
                    ),
                ),
            ],
        ),
    ]
