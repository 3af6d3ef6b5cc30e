"""The verbs: what each does in one line, and the module that is loaded when it is asked for.

A verb brings what it works with, and only some of them the whole of it; the help of the command needs none.
"""

import gc
import os
import re
from collections import UserDict
from importlib import import_module
from types import ModuleType
from typing import Any

import typer

# numpy would start a thread for each core, which turns in circles in wait of work, and has it from us for
# moments only; with one, the same files give the same figures on every machine besides.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

VERBS = {
    "check": "Everything that is broken or about to break",
    "demo": "Writes two example companies",
    "now": "Who is at work at a moment",
    "hours": "A person's working time",
    "overlap": "The working hours that all of some people share",
    "where": "Where people are at a time",
    "when": "One moment on the clocks of many places",
    "due": "When something is due that takes so many of the recipient's own working hours",
    "latency": "What a wait was made of",
    "lands": "When a message may be delivered",
    "clocks": "Clock changes ahead and what they move",
    "slots": "Times for a meeting",
    "rotate": "The start times that share a meeting's burden best",
    "sessions": "The fewest sessions that reach everybody in their own day",
    "cover": "Coverage of every rule",
    "handovers": "Whose turn it is when",
    "serve": "Serves the site until Ctrl-C",
    "worker": "Runs workers until Ctrl-C",
    "migrate": "Brings the tables up to date",
    "backup": "Writes a backup",
    "restore": "Restores a backup",
    "operator": "Prints a link by which somebody becomes an operator",
    "doctor": "Says what is misconfigured",
}
"""What each does: the words of its `command`, up to their first mark. `farflung.cli.NAME` is its module."""

_TYPE = re.compile(r"(?<=\w|\.) <(?:list\[.*\]|str|path|int range)>$")


class Verb(typer.core.TyperCommand):
    """A verb whose help names its arguments without their types, which are words of Python."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Without the braces round what must be given: words in capitals say enough."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records = [
            (param.param_type_name, *record)
            for param in self.get_params(ctx)
            if (record := param.get_help_record(ctx)) is not None
        ]
        for kind, title in (("argument", "Arguments"), ("option", "Options")):
            rows = [(_TYPE.sub("", name), said) for of, name, said in records if of == kind]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Verbs(typer.core.TyperGroup):
    """The command's verbs; the module of each is loaded when that verb is looked up."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _OnDemand(dict.fromkeys(VERBS))

    def list_commands(self, _ctx: Any) -> list[str]:
        """The names, as the table has them."""
        return list(self.commands)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


class _OnDemand(UserDict[str, Any]):
    """Verbs by name, each made when it is first wanted."""

    def __getitem__(self, name: str) -> Any:
        if self.data[name] is None:
            self.data[name] = _made(name)
        return self.data[name]


def _made(name: str) -> Any:
    """The verb of that name, from the `command` of its module."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    command = _module(name).command
    alone.command(name=name, cls=Verb, short_help=VERBS[name])(command)
    return typer.main.get_command(alone)


def _module(name: str) -> ModuleType:
    """The module, loaded without looking for garbage: there is none, and looking is an eighth of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return import_module(f"farflung.cli.{name}")
    finally:
        if collecting:
            gc.enable()
