"""What the demo tells a person to type next, by the way in which it was started."""

import shutil
import sys
from pathlib import Path

import pytest

from farflung.cli import demo
from tests.cli.asking import farflung

TYPED = "/opt/venv/bin/farflung"
MODULE = "/opt/venv/lib/python3.13/site-packages/farflung/__main__.py"


@pytest.mark.parametrize(
    ("run", "on_path", "told"),
    [(MODULE, None, "farflung"), (TYPED, None, TYPED), (TYPED, TYPED, "farflung")],
    ids=["as a module", "by its path", "by its name"],
)
def test_what_to_type_next_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: str, on_path: str | None, told: str
) -> None:
    monkeypatch.setattr(demo, "_KINDS", ("polaris",))
    monkeypatch.setattr(sys, "argv", [run])
    monkeypatch.setattr(shutil, "which", lambda _name: on_path)
    said = farflung("demo", "--out", str(tmp_path / "demo"))
    assert said.status == 0, said.err
    commands = [line.split()[0] for line in said.out.splitlines() if " check " in line or "--serve" in line]
    assert commands == [told] * 3
