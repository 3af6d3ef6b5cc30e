"""N8: people are listed by name or by what was searched for, never by a measure of them."""

import ast
from pathlib import Path

from tests.constitution.sources import SERVER, modules

NAMES = {
    "name", "pk", "id", "person__name", "team__name", "code", "key", "email", "role", "country",
    "subdivision", "city", "zone", "person_id", "agreement_id", "host",
}  # fmt: skip
TIMES = {
    "at", "date", "from_minute", "last_year", "during", "start", "recorded_at", "created_at", "found_at",
    "worked", "lower", "number", "since", "lands_at", "settled_at", "posted_at", "next_at", "made_at",
    "first_at",
}  # fmt: skip
FINDINGS = {"severity", "weight"}
"""Of findings, which are about meetings, duties and teams; one about somebody's own hours weighs nothing."""
ORDERED = {"order_by", "earliest", "latest"}


def orderings(root: Path = SERVER) -> list[str]:
    """Orderings of rows by something that is neither a name nor a time of the record itself."""
    found = []
    for path in modules(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ORDERED
            ):
                found += [
                    f"{path.relative_to(root).as_posix()}: {by}"
                    for by in _by(node)
                    if by not in NAMES | TIMES | FINDINGS
                ]
    return found


def _by(node: ast.Call) -> list[str]:
    return [_plain(given) for given in node.args]


def _plain(given: ast.expr) -> str:
    text = given.value if isinstance(given, ast.Constant) else ast.unparse(given)
    return str(text).lstrip("-").rpartition("__")[2] if "(" not in str(text) else str(text)


def test_nobody_is_ordered_by_a_measure() -> None:
    assert orderings() == []


def test_a_planted_leaderboard_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "top = Person.objects.annotate(hours=Count('x')).order_by('-hours', 'name')\n"
        "worst = Person.objects.order_by(F('rest_start').desc())\n"
    )
    assert orderings(tmp_path) == ["planted.py: hours", "planted.py: F('rest_start').desc()"]
