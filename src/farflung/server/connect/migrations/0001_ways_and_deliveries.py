"""Which way messages come beside the inbox, and what went out."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MailAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.UUIDField(unique=True)),
                ("address", models.EmailField(max_length=254)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.UUIDField()),
                ("way", models.CharField(max_length=60)),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("recipient", "way"), name="choice_once")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("recipient", models.UUIDField()),
                ("way", models.CharField(max_length=60)),
                ("target", models.EmailField(blank=True, max_length=254)),
                (
                    "bundle",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("urgent", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "Due"), ("sent", "Sent"), ("given_up", "Given Up")],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "due")), fields=["next_at", "id"], name="delivery_due"
                    ),
                    models.Index(fields=["way", "-made_at"], name="delivery_log"),
                    models.Index(fields=["recipient"], name="delivery_of"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_at__isnull", False), ("settled_at", None), ("state", "due")),
                            models.Q(("settled_at__isnull", False), ("state__in", ["sent", "given_up"])),
                            _connector="OR",
                        ),
                        name="delivery_settled_when_done",
                    )
                ],
            },
        ),
    ]
