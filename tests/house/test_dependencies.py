"""Every dependency has a reason in writing, and is locked by hash without naming a host."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

LOCKS = ("run", "server", "dev", "fuzz", "scim", "caldav")
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]*)?")


def declared() -> dict[str, set[str]]:
    """Direct dependencies by their group: ``run``, and each dependency group."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    groups = {
        "run": project["dependencies"],
        **project["optional-dependencies"],
        **settings["dependency-groups"],
    }
    return {group: {_bare(line) for line in lines} for group, lines in groups.items()}


def _bare(requirement: str) -> str:
    found = NAME.match(requirement)
    assert found, requirement
    return found.group().lower()


def explained() -> set[str]:
    """The names in the first column of the tables of docs/dependencies.md, save those left out on purpose."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    taken, _, _ = page.partition("\n## Left out\n")
    return {found.lower() for found in re.findall(r"^\| `([^`]+)` \|", taken, flags=re.MULTILINE)}


def lock(which: str) -> str:
    return (ROOT / "requirements" / f"{which}.txt").read_text(encoding="utf-8")


def pins(which: str) -> set[str]:
    """``name==version`` with its marker, for each locked release."""
    return {found.group().strip() for line in lock(which).splitlines() if (found := PINNED.match(line))}


def test_every_dependency_is_explained_and_nothing_else_is() -> None:
    assert explained() == set().union(*declared().values())


@pytest.mark.parametrize(
    ("which", "groups"),
    [
        ("run", ("run", "build")),
        ("server", ("run", "server", "build")),
        ("dev", ("run", "server", "build", "dev")),
        ("fuzz", ("fuzz",)),
        ("scim", ("scim",)),
        ("caldav", ("caldav",)),
    ],
)
def test_every_dependency_is_locked(which: str, groups: tuple[str, ...]) -> None:
    wanted = set().union(*(declared()[group] for group in groups))
    assert wanted <= {pin.partition("==")[0] for pin in pins(which)}


def test_people_run_what_the_tests_met() -> None:
    assert pins("run") <= pins("server") <= pins("dev")


@pytest.mark.parametrize("which", LOCKS)
def test_every_locked_release_has_hashes(which: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", lock(which))[1:]
    assert len(blocks) == len(pins(which))
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("which", LOCKS)
def test_lock_names_no_host_and_no_path(which: str) -> None:
    text = lock(which)
    assert not re.search(r"://|@ |--(extra-)?index|--find-links|^-[efi] ", text, flags=re.MULTILINE)
    assert not re.search(r"(^|\s)[/~]", text)
