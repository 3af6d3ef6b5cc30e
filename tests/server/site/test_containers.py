"""The container files say what the code knows: settings, verbs, files."""

import re
from pathlib import Path
from typing import Any

import yaml

from farflung.cli.verbs import VERBS
from farflung.server.core.environment import VARIABLES, read_environment

ROOT = Path(__file__).resolve().parents[3]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
OTHERS = {"FARFLUNG_PORT"}
"""Of compose alone: where the port of the container is to be found outside."""


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
    return found


def test_every_setting_is_one_that_is_known() -> None:
    named = set(re.findall(r"FARFLUNG_[A-Z_]+", DOCKERFILE + COMPOSE))
    assert named - OTHERS <= {variable.name for variable in VARIABLES}


def test_the_settings_of_the_containers_can_be_read() -> None:
    given = {
        name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", re.sub(r"\$\{\w+:\?[^}]*\}", "x" * 40, str(value)))
        for name, value in services()["web"]["environment"].items()
    }
    read = read_environment(given)
    assert read.hosts == ("localhost", "127.0.0.1")
    assert str(read.database_url).endswith("@database:5432/farflung")


def test_every_command_is_a_verb() -> None:
    commands = [service["command"] for service in services().values() if "command" in service]
    commands.append(re.findall(r'"([^"]+)"', DOCKERFILE.rpartition("CMD ")[2]))
    assert len(commands) == 3
    assert {words[0] for words in commands} == {"farflung"}
    assert {words[1] for words in commands} == {"serve", "worker"} <= set(VERBS)


def test_all_that_is_copied_is_there_and_let_through() -> None:
    lines = re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)
    copied = [word for line in lines for word in line.split()[:-1]]
    assert [word for word in copied if not (ROOT / word).exists()] == []
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    }
    assert set(copied) == let_through


def test_nothing_secret_has_a_value() -> None:
    for name in ("FARFLUNG_SECRET_KEY", "POSTGRES_PASSWORD"):
        assert re.search(rf"\$\{{{name}:\?", COMPOSE)
        assert not re.search(rf"\$\{{{name}:-", COMPOSE)
