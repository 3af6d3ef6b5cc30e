"""Addresses of hooks and Slack's signing secret, in plain until now, are sealed.

Backwards they are written out again, as far as the secret of the site still opens them; a hook that cannot be
opened is left switched off and without an address, and Slack has to be let in again.
"""

import base64
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import migrations, models

from farflung.server.core.sealed import Unreadable, opened, sealed

_CHAT, _SLACK = "chat questions", UUID("3f2b9d54-6a0e-4a67-9d2c-5f1b7c0e8a31")
_TOLD, _ENOUGH = 4, 20


def seal(apps: Any, _: Any) -> None:
    """Each for the record that it is kept with."""
    for row in apps.get_model("connect", "Hook").objects.all():
        row.door = sealed(row.url, row.code)
        row.host, row.ending = _told_of(row.url)
        row.save(update_fields=["door", "host", "ending"])
    _change_slack(apps, lambda secret: base64.b64encode(sealed(secret, _SLACK)).decode())


def open_again(apps: Any, _: Any) -> None:
    """What can be opened."""
    for row in apps.get_model("connect", "Hook").objects.all():
        try:
            row.url = opened(row.door, row.code)
        except Unreadable:
            row.url, row.active = "", False
        row.save(update_fields=["url", "active"])
    _change_slack(apps, lambda kept: opened(base64.b64decode(kept), _SLACK))


def _change_slack(apps: Any, change: Any) -> None:
    row = apps.get_model("core", "CompanySetting").objects.filter(name=_CHAT).first()
    if row is None or "slack" not in row.value:
        return
    try:
        row.value["slack"]["known_by"] = change(row.value["slack"]["known_by"])
    except ValueError:  # also what is no sealed text at all
        del row.value["slack"]
    row.save(update_fields=["value"])


def _told_of(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    behind = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return host[:260], behind[-_TOLD:] if len(behind) >= _ENOUGH else ""


class Migration(migrations.Migration):
    dependencies = [
        ("connect", "0004_joined_calendars"),
        ("core", "0011_done_with"),
    ]

    operations = [
        migrations.AddField("hook", "door", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField(
            "hook", "host", models.CharField(default="", max_length=260), preserve_default=False
        ),
        migrations.AddField(
            "hook", "ending", models.CharField(blank=True, default="", max_length=4), preserve_default=False
        ),
        migrations.AlterField("hook", "url", models.CharField(default="", max_length=1000)),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("hook", "url"),
    ]
