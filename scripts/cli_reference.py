"""The reference of the command line, from the same declarations that ``--help`` reads."""

import re
from collections.abc import Iterator

import typer

from scripts.markdown import MADE_BY, table

HEAD = """\
Verbs that check and answer read the same files, recognised by what is in them. Times are typed with their
zone. Where a verb takes people, it takes files, people of those files by name or address, and people typed
out: `'Ana=Lisbon 09-18'`, or just `Lisbon`. `farflung --version` says the versions of Farflung and its zones.

From `serve` on, verbs are of the server: they need `pip install "farflung[server]"`, and read
[settings](settings.md).
"""

STATUSES = (
    ("0", "everything was read, and no finding is at or above `--fail-on`; a question was answered"),
    (
        "1",
        "a finding is at or above `--fail-on`; a rota breaks a rule or has gaps; `doctor` found an error",
    ),
    (
        "2",
        "what was typed cannot be understood: an unknown verb, option, time, place, person or setting",
    ),
    (
        "3",
        "something in the files could not be read or placed, or a file is not there; answers are without it",
    ),
    ("70", "Farflung itself is at fault; `FARFLUNG_DEBUG=1` shows where"),
)


def command_line(app: typer.Typer, name: str) -> str:
    """The page: a heading for each verb, what it does, what it takes."""
    root = typer.main.get_command(app)
    if not isinstance(root, typer.core.TyperGroup):
        raise TypeError(f"{name} has no verbs")
    context = typer.Context(root, info_name=name)
    parts = ["# Command line\n", MADE_BY, HEAD]
    parts += _verbs(root, context)
    parts.append(f"## Exit statuses\n\n{table(('status', 'means'), STATUSES)}")
    return "\n".join(parts)


def _verbs(group: typer.core.TyperGroup, context: typer.Context) -> Iterator[str]:
    """A section for each verb, those of a verb that has some after it."""
    for verb in group.list_commands(context):
        command = group.get_command(context, verb)
        if command is None or command.hidden:
            continue
        inner = typer.Context(command, info_name=verb, parent=context)
        yield f"## `{inner.command_path}`\n\n{_flow(command.help or '')}\n"
        if isinstance(command, typer.core.TyperGroup):
            yield from _verbs(command, inner)
        elif isinstance(command, typer.core.TyperCommand):
            yield table(("takes", "what it is"), _takes(command, inner))


def _takes(command: typer.core.TyperCommand, context: typer.Context) -> Iterator[tuple[str, str]]:
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if record is not None and param.name != "help":
            # The type in angle brackets says what the metavar says already, in Python's words.
            written = re.sub(r" <(?:list\[.*\]|str|path|int range)>$", "", record[0])
            yield f"`{written}`", record[1]


def _flow(text: str) -> str:
    """A docstring as paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\f", "").strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
