"""The doctor says what is wrong, where, and how to mend it, and is silent where nothing is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from farflung.server.core import clock, probes
from farflung.server.core.actions.accounts import create_account
from farflung.server.core.environment import Environment, read_environment
from farflung.server.core.models import Passkey
from farflung.server.site import doctor
from tests.server.connect.receiving import receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worker_there() -> None:
    probes._up_to_date.clear()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    (tmp_path / "secret").touch(mode=0o600)
    (tmp_path / "postgres").mkdir(mode=0o700)
    return read_environment({"FARFLUNG_DATA": str(tmp_path)})


def told(environment: Environment, *, reachable: bool = True) -> list[str]:
    found = doctor.examine(environment, reachable=reachable)
    assert all(one.what and one.where and one.mend for one in found)
    return [one.what for one in found]


def test_where_nothing_is_wrong_nothing_is_said(healthy: Environment) -> None:
    assert told(healthy) == []


def test_a_secret_that_others_read(healthy: Environment) -> None:
    (healthy.data / "secret").chmod(0o644)
    (found,) = doctor.examine(healthy, reachable=True)
    assert (found.grade, found.where) == ("error", str(healthy.data / "secret"))
    assert f"chmod 600 {found.where}" in found.mend


def test_files_of_the_database_that_others_read(healthy: Environment) -> None:
    (healthy.data / "postgres").chmod(0o750)
    assert told(healthy) == ["others may read the database's files"]


def test_a_path_without_room_for_the_socket(healthy: Environment) -> None:
    assert any(
        "too long for the socket" in what for what in told(replace(healthy, data=Path("/srv") / ("x" * 90)))
    )


def test_root_with_its_data_behind_a_closed_door(
    healthy: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    door = tmp_path / "private"
    door.mkdir(mode=0o700)
    (what, *_) = told(replace(healthy, data=door / "farflung"))
    assert str(door) in what
    assert "to every user" in what


def test_root_with_its_data_at_home(healthy: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("HOME", str(healthy.data.parent))
    assert any("in root's home" in what for what in told(healthy))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "0.0.0.0:8000"}, "without https"),
        ({"hosts": ("farflung.example",)}, "without https"),
        ({"address": "0.0.0.0:8000"}, "localhost only"),
        ({"https": True}, "no proxy is told of"),
        ({"hosts": ("*",), "https": True, "proxies": 1}, "any Host header"),
        ({"database_url": "postgresql://db/x"}, "processes on other machines"),
        ({"threads": 128, "processes": 4}, "connections"),
    ],
)
def test_settings_that_do_not_go_together(
    healthy: Environment, changes: dict[str, object], words: str
) -> None:
    assert any(words in what for what in told(replace(healthy, **changes)))  # type: ignore[arg-type]


def test_a_site_as_it_should_be_for_others(healthy: Environment) -> None:
    public = replace(healthy, address="0.0.0.0:8000", hosts=("farflung.example",), https=True, proxies=1)
    assert told(public) == []


def test_tables_that_are_old(healthy: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "pending", lambda: ["core.0099_next"])
    (found,) = doctor.examine(healthy, reachable=True)
    assert (found.where, found.mend) == ("core.0099_next", "farflung migrate")


def test_no_worker(healthy: Environment) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 hours'")
    (found,) = doctor.examine(healthy, reachable=True)
    assert "no worker runs" in found.what
    assert "silent for 72" in found.where


def test_clocks_that_drift(healthy: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = clock.now() + timedelta(seconds=90)
    monkeypatch.setattr(clock, "now", lambda: ahead)
    assert any("90 s apart" in what for what in told(healthy))


def test_zones_of_years_ago(healthy: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda _name: "2023.3")
    (found,) = doctor.examine(healthy, reachable=True)
    assert (found.grade, found.where) == ("warning", "tzdata 2023.3")


def test_a_database_that_does_not_run_is_not_asked(
    healthy: Environment, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert told(healthy, reachable=False) == []


def test_a_mail_server_that_does_not_answer_and_links_that_lead_nowhere(healthy: Environment) -> None:
    away = replace(healthy, mail_from="map@polaris.example", smtp_url="smtp://map:hunter2@127.0.0.1:1")
    first, second = doctor.examine(away, reachable=True)
    assert "ConnectionRefusedError" in first.what
    assert "hunter2" not in f"{first} {second}"
    assert "lead to this machine" in second.what
    with receiving() as box:
        there = replace(healthy, smtp_url=box.url, mail_from="map@polaris.example", url="https://map.example")
        assert told(there) == []
    assert box.mails == [], "it looks, and sends nothing"


def test_passkeys_of_a_name_that_the_site_has_no_more(healthy: Environment) -> None:
    account = create_account(email="ana@polaris.example", password=None, by=None, now=clock.now())
    for host in ("localhost", "old.example.org"):
        Passkey.objects.create(
            account=account, name="x", host=host, key=host.encode(), public=b"", created_at=clock.now()
        )
    (found,) = told(healthy)
    assert "the site was called old.example.org" in found
