"""Nothing but the edge reads the clock, and nothing at all asks where the machine stands."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, name, python_files, tree

EDGES = {"src/farflung/cli/clock.py", "src/farflung/server/core/clock.py"}
# Attributes that read the clock or the machine's zone, by the module or class that they hang on. The linter
# bans most; this also sees them passed on uncalled (``default_factory=datetime.now``).
CLOCK_READS = {
    "datetime": {"now", "today", "utcnow", "utcfromtimestamp"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "mktime", "ctime", "asctime", "strftime", "tzname",
             "timezone", "altzone", "tzset"},
}  # fmt: skip
# The engine takes values. The zone database is a value that comes as files; it is read here and nowhere else.
ENGINE_READERS = {"src/farflung/engine/time/zonedb.py"}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "print", "input"}


def _imported_from_time(module: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }


def clock_reads(path: Path) -> Iterator[str]:
    """``file:line`` of everything that reads the clock or the machine's zone."""
    module = tree(path)
    bare = _imported_from_time(module) & CLOCK_READS["time"]
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if attr in CLOCK_READS.get(owner, ()):
                yield f"{name(path)}:{node.lineno}"
            case ast.Attribute(value=ast.Attribute(attr=owner), attr=attr) if attr in CLOCK_READS.get(
                owner, ()
            ):
                yield f"{name(path)}:{node.lineno}"
            case ast.Name(id=word) if word in bare:
                yield f"{name(path)}:{node.lineno}"
            case ast.Call(func=ast.Attribute(attr="astimezone"), args=[], keywords=[]):
                yield f"{name(path)}:{node.lineno}"


def file_calls(path: Path) -> Iterator[str]:
    """``file:line`` of each call that opens, reads, writes, prints or asks."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in FILE_CALLS:
                yield f"{name(path)}:{node.lineno}"


def test_the_server_s_clock_is_asked_by_its_module() -> None:
    """`clock.now()`: a function taken out of its module keeps the clock of when it was loaded."""
    taken = [
        f"{name(path)}:{node.lineno}"
        for path in (*python_files("src"), *python_files("tests"))
        if "core.clock" in path.read_text(encoding="utf-8")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "farflung.server.core.clock"
    ]
    assert taken == []


def test_only_the_edge_reads_the_clock() -> None:
    inside = [path for path in python_files("src") if name(path) not in EDGES]
    assert [hit for path in inside for hit in clock_reads(path)] == []


def test_no_source_file_silences_the_rules_about_time() -> None:
    loud = [
        f"{name(path)}:{number}"
        for path in python_files("src")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "noqa" in line and ("DTZ" in line or "TID251" in line)
    ]
    assert loud == []


def test_the_engine_opens_nothing() -> None:
    rooms = [path for path in python_files("src/farflung/engine") if name(path) not in ENGINE_READERS]
    assert [hit for path in rooms for hit in file_calls(path)] == []


def test_the_exceptions_are_still_there() -> None:
    assert [path for path in ENGINE_READERS if not (ROOT / path).is_file()] == []
