import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clock", "0002_agreements"),
        ("org", "0003_effects_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("rule", models.CharField(max_length=60)),
                ("severity", models.PositiveSmallIntegerField()),
                ("weight", models.FloatField(default=0.0)),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("series", "Series"),
                            ("paying", "Paying"),
                            ("team", "Team"),
                            ("person", "Person"),
                            ("company", "Company"),
                            ("starts", "Starts"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300)),
                (
                    "desk",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("people", "People"), ("compliance", "Compliance")],
                        max_length=10,
                    ),
                ),
                ("first_at", models.DateTimeField(null=True)),
                ("last_at", models.DateTimeField(null=True)),
                ("dates", models.JSONField(default=list)),
                ("words", models.JSONField(default=dict)),
                ("fixes", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("snoozed", "Snoozed"),
                            ("fixed", "Fixed"),
                            ("gone", "Gone"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("because", models.CharField(blank=True, max_length=300)),
                ("until", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.person",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="clock.agreement",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="clock.meeting",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="findings",
                        to="org.person",
                    ),
                ),
                (
                    "state_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="org.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="findings",
                        to="org.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Concerned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("known", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.person"
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerned",
                        to="clock.finding",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Checked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "team",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="org.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("team"), name="checked_once", nulls_distinct=False)
                ],
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["owner", "state", "-severity", "-weight"], name="finding_owner"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["state", "-severity", "-weight"], name="finding_worst"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "snoozed"), ("until__isnull", False)),
                    models.Q(models.Q(("state", "snoozed"), _negated=True), ("until", None)),
                    _connector="OR",
                ),
                name="finding_snoozed_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="concerned",
            constraint=models.UniqueConstraint(fields=("finding", "person"), name="concerned_once"),
        ),
    ]
