"""Every message to somebody waits in one table until it may land."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_token_prefix"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("recipient", models.UUIDField()),
                ("sender", models.UUIDField(null=True)),
                ("purpose", models.CharField(max_length=20)),
                (
                    "urgency",
                    models.CharField(
                        choices=[("ordinary", "Ordinary"), ("urgent", "Urgent")],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("data", models.JSONField(default=dict)),
                ("about", models.CharField(blank=True, max_length=80)),
                ("posted_at", models.DateTimeField()),
                ("lands_at", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField(null=True)),
                ("decided", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("landed", "Landed"), ("dropped", "Dropped")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("unread", models.BooleanField(default=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["lands_at", "id"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("decided", False), ("state", "waiting")),
                        fields=["id"],
                        name="message_undecided",
                    ),
                    models.Index(fields=["recipient", "state", "-settled_at"], name="message_inbox"),
                    models.Index(fields=["sender", "-posted_at"], name="message_sent"),
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=["about"],
                        name="message_about",
                    ),
                    models.Index(fields=["settled_at"], name="message_old"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("state", "waiting")),
                            models.Q(
                                ("state__in", ["landed", "dropped"]),
                                models.Q(("settled_at", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_settled_when_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lands_at", None), ("lands_at__gte", models.F("posted_at")), _connector="OR"
                        ),
                        name="message_lands_after",
                    ),
                ],
            },
        ),
    ]
