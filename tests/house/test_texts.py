"""Texts: links that lead somewhere, and nothing about the machine they were written on."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, files, name

# A home or a work folder of somebody's machine; not the same words inside an address of the web.
MACHINE_PATH = re.compile(r"(?<![\w.>~-])/(?:work|root|home|Users)/\w")
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", flags=re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?)#*$", flags=re.MULTILINE)


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None  # a picture, or a fixture whose encoding is the point


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made the way code hosts make them."""
    found: list[str] = []
    for heading in HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)


def broken_links(page: Path) -> Iterator[str]:
    """Links of one page whose file or heading is not there; addresses of the web are not followed."""
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        where, _, anchor = target.partition("#")
        goal = (page.parent / where).resolve() if where else page
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            yield f"{name(page)}: {target}"


def test_every_link_leads_somewhere() -> None:
    assert [link for page in pages() for link in broken_links(page)] == []


def test_every_page_of_the_docs_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        goals = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
        near = [(page.parent / goal.partition("#")[0]).resolve() for goal in goals if ":" not in goal]
        waiting += [goal for goal in near if goal.suffix == ".md" and goal.exists() and goal not in reached]
    docs = [page for page in pages() if page.is_relative_to(ROOT / "docs")]
    assert [name(page) for page in docs if page not in reached] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    hits = [
        f"{name(path)}:{number}"
        for path in files()
        if (text := _text(path)) is not None
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert hits == []
