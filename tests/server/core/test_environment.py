"""Every setting is read from the environment, explained, and told when it is wrong."""

import re
from pathlib import Path

import pytest

from farflung.server.core import environment
from farflung.server.core.database import database_url, django_database, embedded_url
from farflung.server.core.environment import VARIABLES, EnvironmentProblem, read_environment


def test_nothing_said_is_a_site_for_this_machine_alone() -> None:
    read = read_environment({})
    assert read.address == "127.0.0.1:8000"
    assert read.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert (read.https, read.proxies, read.database_url) == (False, 0, None)
    assert (read.processes, read.threads, read.jobs) == (1, 4, 2)


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("FARFLUNG_ADDRESS", "8000", "host:port"),
        ("FARFLUNG_ADDRESS", "localhost:99999", "host:port"),
        ("FARFLUNG_HTTPS", "perhaps", "yes or no"),
        ("FARFLUNG_PROXIES", "-1", "from 0 to 9"),
        ("FARFLUNG_THREADS", "0", "from 1 to 128"),
        ("FARFLUNG_PROCESSES", "many", "from 1 to 64"),
        ("FARFLUNG_JOBS", "99", "from 1 to 32"),
        ("FARFLUNG_LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("FARFLUNG_URL", "map.example.org", "https://"),
        ("FARFLUNG_URL", "https://map.example.org/?a=b", "https://"),
        ("FARFLUNG_SMTP_URL", "mail.example.org", "smtp://"),
        ("FARFLUNG_SECRET_KEY", "short", "at least 32"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_write(name: str, wrong: str, told: str) -> None:
    with pytest.raises(EnvironmentProblem, match=told) as problem:
        read_environment({name: wrong})
    assert name in str(problem.value)


def test_a_secret_is_never_repeated_in_an_error() -> None:
    with pytest.raises(EnvironmentProblem) as problem:
        read_environment({"FARFLUNG_SECRET_KEY": "hunter2hunter2"})
    assert "hunter2" not in str(problem.value)


def test_mail_needs_a_sender_and_its_password_is_never_repeated() -> None:
    mail = {"FARFLUNG_SMTP_URL": "smtp://map:hunter2@mail.example.org"}
    with pytest.raises(EnvironmentProblem, match="FARFLUNG_MAIL_FROM"):
        read_environment(mail)
    with pytest.raises(EnvironmentProblem) as problem:
        read_environment({"FARFLUNG_SMTP_URL": "ftp://map:hunter2@mail.example.org"})
    assert "hunter2" not in str(problem.value)
    read = read_environment({**mail, "FARFLUNG_MAIL_FROM": "Map <map@example.org>"})
    assert "hunter2" not in repr(read)
    assert read_environment({"FARFLUNG_URL": "https://map.example.org/"}).url == "https://map.example.org"
    assert (read.url, read_environment({}).smtp_url) == (None, None)
    hosts = read_environment({"FARFLUNG_HOOK_HOSTS": "chat.internal, 10.0.0.7:8065"}).hook_hosts
    assert (hosts, read_environment({}).hook_hosts) == (("chat.internal", "10.0.0.7:8065"), ())


def test_every_variable_is_explained_once() -> None:
    names = [variable.name for variable in VARIABLES]
    assert len(names) == len(set(names))
    assert [variable.name for variable in VARIABLES if not variable.meaning.endswith(".")] == []


def test_no_variable_is_read_that_is_not_explained() -> None:
    server = Path(environment.__file__).parents[1]
    named = {
        name
        for path in server.rglob("*.py")
        for name in re.findall(r"FARFLUNG_[A-Z_]+", path.read_text("utf-8"))
    }
    assert named == {one.name for one in VARIABLES if one.name.startswith("FARFLUNG_")}


def test_an_address_of_a_database_is_django_s_setting() -> None:
    read = django_database(
        "postgresql://farflung:p%40ss@db.example:5433/live?sslmode=require&options=-c%20jit%3Doff"
    )
    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("live", "farflung", "p@ss")
    assert (read["HOST"], read["PORT"]) == ("db.example", "5433")
    assert read["OPTIONS"]["sslmode"] == "require"
    assert read["OPTIONS"]["options"].startswith("-c jit=off -c lock_timeout=")


@pytest.mark.parametrize("wrong", ["mysql://a/b", "postgresql://host", "farflung", ""])
def test_another_address_is_refused(wrong: str) -> None:
    with pytest.raises(EnvironmentProblem, match="DATABASE_URL"):
        django_database(wrong)


def test_the_embedded_one_is_found_without_being_started(tmp_path: Path) -> None:
    read = read_environment({"FARFLUNG_DATA": str(tmp_path)})
    assert database_url(read) == embedded_url(tmp_path)
    assert django_database(embedded_url(tmp_path))["HOST"] == str(tmp_path / "postgres")
    mine = read_environment({"FARFLUNG_DATA": str(tmp_path), "DATABASE_URL": "postgresql://db/x"})
    assert database_url(mine) == "postgresql://db/x"
