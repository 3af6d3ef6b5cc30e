"""A line of the log is JSON, and holds nothing that somebody typed."""

import json
import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from farflung.server.core.logs import JsonLines
from farflung.server.core.models import Account


def line(record: logging.LogRecord, *, words: bool = False) -> dict[str, Any]:
    text = JsonLines(words=words).format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def record(
    name: str = "farflung.test", message: str = "done", *args: object, **fields: Any
) -> logging.LogRecord:
    made = logging.getLogger(name).makeRecord(
        name, logging.INFO, __file__, 1, message, args, None, extra=fields
    )
    made.created = 1795338000.25
    return made


def test_a_record_is_a_line_of_plain_fields() -> None:
    told = line(record(count=3, request=object(), text='a "b"\nc'))
    assert told == {
        "at": "2026-11-22T09:00:00.250+00:00",
        "level": "info",
        "logger": "farflung.test",
        "event": "done",
        "count": 3,
        "text": 'a "b"\nc',
    }


def test_addresses_of_requests_are_left_out() -> None:
    told = line(record("django.request", "%s: %s", "Not Found", "/people/ana-silva", status_code=404))
    assert (told["event"], told["status_code"]) == ("Not Found", 404)
    assert "ana" not in json.dumps(told)
    assert line(record("django.security", "Invalid host %r", "ana.example"))["event"] == "Invalid host %r"


@pytest.mark.django_db
def test_an_error_is_told_by_kind_and_lines_and_not_by_its_words() -> None:
    Account.objects.create(email="ana@polaris.example", created_at="2026-11-22T09:00Z")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Account.objects.create(email="ana@polaris.example", created_at="2026-11-22T09:00Z")
    failed = record()
    failed.exc_info = (caught.type, caught.value, caught.tb)
    assert "ana@polaris" in str(caught.value)
    told = line(failed)
    assert told["error"]["kind"] == "django.db.utils.IntegrityError"
    assert told["error"]["sqlstate"] == "23505"
    assert any("test_logs.py" in frame for frame in told["error"]["where"])
    assert "polaris" not in json.dumps(told)
    assert "ana@polaris" in line(failed, words=True)["error"]["words"]
    assert connection.is_usable()
