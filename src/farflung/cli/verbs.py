"""The verbs: what each does in one line, and the module that is loaded when it is asked for.

A verb brings what it works with, and only some of them the whole of it; the help of the command needs none.
"""

import gc
import os
import re
import shlex
from collections import UserDict
from difflib import get_close_matches
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
    "cover": "Who is there, when too few, what that hangs on and what mends it",
    "rota": "Plans of who is on duty when: made, checked, explained, repaired, compared",
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

GROUPS = {
    "cover": {
        "radar": "Coverage of every rule ahead",
        "n-1": "What falls below its minimum without somebody or some place",
        "repair": "What mends each hole",
        "who": "Who can take a customer now or in the next hours",
    },
    "rota": {
        "plan": "Who is on duty when",
        "check": "What a plan breaks and leaves open",
        "explain": "Why somebody has a shift",
        "repair": "The plan mended with the fewest changes",
        "compare": "Who has other dates in the second plan than in the first",
    },
}
"""Verbs that have verbs, in the same way: `farflung.cli.GROUP.NAME` is each one's module, "-" being "_"."""

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
    """The command's verbs, or those of one of them; each module is loaded when its verb is looked up."""

    def __init__(self, *, group: str = "", **settings: Any) -> None:
        super().__init__(**settings)
        self._table: dict[str, str] = GROUPS[group] if group else VERBS
        self.commands = _OnDemand(group, self._table)

    def list_commands(self, _ctx: Any) -> list[str]:
        """The names, as the table has them."""
        return list(self.commands)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self._table.items()))


class Group(Verbs):
    """A verb that has verbs; given what is none of them, it says what to write instead."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that is named first; files in its place were meant for the first verb of the group."""
        word = args[0]
        if word not in self._table and not get_close_matches(word, self._table):
            first, *others = self._table
            known = f" or {', '.join(others)}" if others else ""
            ctx.fail(f"name a verb first: `{ctx.command_path} {first} {shlex.join(args)}`{known}")
        return super().resolve_command(ctx, args)


class _OnDemand(UserDict[str, Any]):
    """Verbs by name, each made when it is first wanted."""

    def __init__(self, group: str, table: dict[str, str]) -> None:
        super().__init__(dict.fromkeys(table))
        self._group = group

    def __getitem__(self, name: str) -> Any:
        if self.data[name] is None:
            self.data[name] = _group(name) if not self._group and name in GROUPS else _made(self._group, name)
        return self.data[name]


def _group(name: str) -> Group:
    """The verb of that name, with verbs of its own, none of which is loaded yet."""
    return Group(
        group=name,
        name=name,
        help=f"{VERBS[name]}.",
        short_help=VERBS[name],
        no_args_is_help=True,
        # An option of a verb that was left out is no option of the group: `resolve_command` says so.
        context_settings={"ignore_unknown_options": True},
        rich_markup_mode=None,
    )


def _made(group: str, name: str) -> Any:
    """The verb of that name, from the `command` of its module."""
    table = GROUPS[group] if group else VERBS
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    command = _module(".".join(filter(None, (group, name.replace("-", "_"))))).command
    alone.command(name=name, cls=Verb, short_help=table[name])(command)
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
