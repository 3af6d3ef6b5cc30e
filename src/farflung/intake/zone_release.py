"""Another release of the zone database, to compare with: a folder of TZif files, or a `tzdata` wheel.

A country changes its rules with weeks of notice. Comparing the release in use with the next one says
which meetings and shifts will move *before* the upgrade is made.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.engine.time import ZoneDatabase
from farflung.intake.errors import FileError
from farflung.intake.problem import Problem

_MAGIC = b"TZif"
_LARGEST = 1_000_000
"""The largest zone file of any release is under 4 kB; anything near this is none."""


def zone_release(path: Path) -> ZoneDatabase:
    """The zones in a folder or wheel; raises `FileError` where it holds none."""
    read, names = _folder(path) if path.is_dir() else _wheel(path)
    if not names:
        raise _not_zones(path, said("it holds no TZif files"))
    return ZoneDatabase(_version(path, read), read, names)


def _folder(path: Path) -> tuple[Callable[[str], bytes], frozenset[str]]:
    root = next((path / sub for sub in ("tzdata/zoneinfo", "zoneinfo") if (path / sub).is_dir()), path)
    files = (file for file in root.rglob("*") if file.is_file() and file.stat().st_size < _LARGEST)
    names = frozenset(file.relative_to(root).as_posix() for file in files if _is_tzif(file))
    return lambda key: (root / key).read_bytes(), names


def _is_tzif(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def _wheel(path: Path) -> tuple[Callable[[str], bytes], frozenset[str]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        reason = said("it cannot be opened as a wheel ({english})", english=str(error))
        raise _not_zones(path, reason) from error
    found: dict[str, bytes] = {}
    with archive:
        for entry in archive.infolist():
            parts = PurePosixPath(entry.filename).parts
            if "zoneinfo" in parts and not entry.is_dir() and entry.file_size < _LARGEST:
                data = archive.read(entry)
                if data.startswith(_MAGIC):
                    found["/".join(parts[parts.index("zoneinfo") + 1 :])] = data
    return found.__getitem__, frozenset(found)


def _version(path: Path, read: Callable[[str], bytes]) -> str:
    """What the files themselves say of their release, else the name of the file or folder."""
    for name in ("+VERSION", "tzdata.zi"):
        try:
            first = read(name).split(b"\n", 1)[0].decode("ascii", "replace")
        except (OSError, KeyError):
            continue
        return first.removeprefix("# version ").strip()
    return path.name


def _not_zones(path: Path, why: Said) -> FileError:
    return FileError(
        Problem(
            Severity.ERROR,
            "zone-release",
            str(path),
            said("This is no release of the zone database: {why}.", why=why),
            said("Give a folder such as /usr/share/zoneinfo, or a tzdata wheel."),
        )
    )
