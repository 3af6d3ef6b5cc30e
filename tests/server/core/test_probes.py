"""What machines ask is answered without a session and under any name, and tells nothing of people."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from farflung.server.core import probes
from farflung.server.core.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asks_anew() -> Iterator[None]:
    probes._up_to_date.clear()
    yield
    probes._up_to_date.clear()


def test_health_asks_nobody(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_ready_says_what_is_there(client: Client) -> None:
    answer = client.get("/readyz", headers={"host": "10.1.2.3"})
    assert answer.status_code == 200
    expected = {"ready": True, "database": "good", "migrations": "good", "worker": "never seen"}
    assert answer.json() == expected
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("ago", "told"), [(5, "good"), (75, "silent for 75 s")])
def test_ready_tells_of_a_silent_worker_and_still_serves(client: Client, ago: int, told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [ago],
        )
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (200, told)


def test_not_ready_while_tables_are_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "pending", lambda: ["core.0099_next"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(probes, "pending", fail)
    monkeypatch.setattr(connection, "close", lambda: None)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


def test_not_ready_any_more_once_the_database_has_died(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    assert client.get("/readyz").status_code == 200

    def dead(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(dead):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
    assert client.get("/readyz").status_code == 200


def test_metrics_count_requests_by_the_pattern_of_their_address(client: Client) -> None:
    client.get("/people/secret-of-ana")
    client.get("/sign-in")
    text = client.get("/metrics").content.decode()
    assert 'farflung_requests_total{method="GET",route="sign-in",status="' in text
    assert 'farflung_request_seconds_bucket{le="0.1",route="sign-in"}' in text
    assert 'route="unmatched"' in text
    assert "farflung_database_bytes" in text
    assert "farflung_workers 0.0" in text
    assert "secret-of-ana" not in text


def test_metrics_hold_no_name_and_no_account(client: Client, django_user_model: type[Account]) -> None:
    account = Account.objects.create(email="ana@polaris.example", created_at="2026-11-22T09:00Z")
    client.force_login(account)
    client.get("/password")
    text = client.get("/metrics").content.decode()
    assert "polaris" not in text
    assert str(account.code) not in text


def test_a_word_that_is_no_method_is_no_series_of_its_own(client: Client) -> None:
    client.generic("BREW", "/sign-in")
    assert 'method="other"' in client.get("/metrics").content.decode()


def test_metrics_are_for_this_machine(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404


def test_or_for_who_has_the_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = replace(settings.ENVIRONMENT, metrics_token="open")  # noqa: S106
    monkeypatch.setattr(settings, "ENVIRONMENT", known)
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer closed"}).status_code == 404
    far = client.get("/metrics", headers={"authorization": "Bearer open"}, REMOTE_ADDR="203.0.113.9")
    assert far.status_code == 200
