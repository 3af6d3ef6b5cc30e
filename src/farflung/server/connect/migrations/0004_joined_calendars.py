import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("connect", "0003_directories"),
        ("org", "0003_effects_of_an_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="JoinedCalendar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("ics", "Ics"), ("caldav", "Caldav")], max_length=10)),
                ("name", models.CharField(max_length=80)),
                ("host", models.CharField(max_length=260)),
                ("door", models.BinaryField()),
                (
                    "unanswered",
                    models.CharField(
                        choices=[("tentative", "Tentative"), ("busy", "Busy"), ("free", "Free")],
                        default="tentative",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("version", models.CharField(blank=True, max_length=210)),
                ("whole_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=20)),
                ("left_out", models.PositiveIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)),
                        fields=["next_at", "id"],
                        name="calendar_due",
                    )
                ],
            },
        ),
    ]
