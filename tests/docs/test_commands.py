"""Every `farflung ...` command of the texts is understood, and every Python example runs."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from farflung.cli.main import app
from farflung.cli.verbs import GROUPS, VERBS
from tests.cli.asking import farflung
from tests.house.tree import ROOT, files, name

PAGES = [path for path in files() if path.suffix == ".md" and (path.parent == ROOT or "docs" in path.parts)]
FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`(?:\.venv/bin/)?(farflung [^`]+)`(?!`)", flags=re.DOTALL)
COMMAND = re.compile(
    r"^\s*(?:- run: |- |exec |\$ )?(?:\.venv/bin/)?(farflung (?:[^\n#]|\\\n)+)", flags=re.MULTILINE
)
TO_COME: set[str] = set()
"""Verbs that the texts announce as not there yet."""


def commands(page: Path) -> Iterator[str]:
    """The commands in fences of one page, each as one line."""
    for language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language in {"sh", "console", "yaml"}:
            yield from (found.replace("\\\n", " ") for found in COMMAND.findall(body))


def verbs() -> tuple[typer.core.TyperGroup, typer.Context]:
    """The command line as `--help` knows it."""
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    return root, typer.Context(root, info_name="farflung")


def named(words: list[str]) -> tuple[Any, typer.Context, list[str]]:
    """The verb that the words begin with (None where there is none), its context, and the words after it."""
    verb: Any
    verb, context = verbs()
    while isinstance(verb, typer.core.TyperGroup):
        found = verb.get_command(context, words[0]) if words else None
        if found is None:
            return None, context, words
        verb, context, words = found, typer.Context(found, info_name=words[0], parent=context), words[1:]
    return verb, context, words


def refused(command: str) -> str | None:
    """Why the command line would not take it; it is parsed, not run."""
    first, *words = shlex.split(command)[1:]
    if first in {"--help", "--version"}:
        return None
    verb, context, words = named([first, *words])
    if verb is None:
        return f"there is no verb {words[0] if words else first}"
    try:
        verb.make_context(context.info_name, words, parent=context.parent)
    except Exception as error:  # noqa: BLE001  the base of all usage errors is private to typer
        return str(error)
    return None


# What a page shows to be refused is proven by running it, in test_transcripts.py.
SHOWN_REFUSED = re.compile(r"\bwhen '2025-10-05 02:15")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_in_a_fence_is_understood(page: Path) -> None:
    wrong = {c: why for c in commands(page) if not SHOWN_REFUSED.search(c) and (why := refused(c))}
    assert wrong == {}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_verb_and_option_in_a_sentence_exists(page: Path) -> None:
    for command in INLINE.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        first, *words = command.split()[1:]
        if first in TO_COME or not first.isalpha() or not first.islower():
            continue
        if first in GROUPS and not words:
            continue
        verb, _, words = named([first, *words])
        assert verb is not None, command
        known = {option for param in verb.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, command


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_python_example_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All examples of a page share their names, as in one session; a comment `# -> x` is what is printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    names: dict[str, object] = {"__name__": "example"}
    said: list[str] = []
    names["print"] = lambda *words: said.append(" ".join(map(str, words)))
    for language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language != "python":
            continue
        said.clear()
        exec(compile(body, name(page), "exec"), names)  # noqa: S102  the examples are ours
        assert said == re.findall(r"# -> (.*)$", body, flags=re.MULTILINE)


def test_every_question_in_the_readme_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for file, body in re.findall(r"^```(?:csv|yaml) (\S+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL):
        Path(file).write_text(body, encoding="utf-8")
    questions = re.findall(r"^\| `([\w -]+)` \|.*\| `farflung ([^`]+)` \|$", text, flags=re.MULTILINE)
    others = {"check", "demo", "serve", "worker", "migrate", "backup", "restore", "operator", "doctor"}
    alone = {f"{verb} {word}" for verb in GROUPS for word in GROUPS[verb]}
    assert {verb for verb, _ in questions} == (set(VERBS) - set(GROUPS) - others) | alone
    for verb, question in questions:
        said = farflung(*shlex.split(question))
        assert (question.startswith(f"{verb} "), said.status) == (True, 0), said.err
        assert "Rests on:" in said.out
