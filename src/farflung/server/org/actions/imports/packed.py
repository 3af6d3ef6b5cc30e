"""A zip of files as its files, with limits: what would unpack into too much is refused before it does."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from farflung.intake.given import Given
from farflung.server.core.refusal import Refused

MOST_FILES: Final = 60
MOST_BYTES: Final = 64 * 1024 * 1024
_ZIP: Final = b"PK\x03\x04"


def unpacked(files: Iterable[Given]) -> list[Given]:
    """Every file, those of zips by themselves; raises `Refused` for too many or too large ones."""
    found = [one for given in files for one in (_members(given) if given.data[:4] == _ZIP else [given])]
    if len(found) > MOST_FILES or sum(len(given.data) for given in found) > MOST_BYTES:
        raise _too_much()
    return found


def _members(given: Given) -> Iterator[Given]:
    try:
        with zipfile.ZipFile(io.BytesIO(given.data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > MOST_FILES or sum(info.file_size for info in members) > MOST_BYTES:
                raise _too_much()
            for info in members:
                # What the archive says of itself may be wrong: no more is read than it promised.
                with archive.open(info) as file:
                    yield Given(
                        info.filename.rpartition("/")[2], file.read(info.file_size + 1)[: info.file_size]
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        text = _("%s cannot be unpacked: it is broken, or locked with a password.")
        raise Refused("broken-zip", text % given.name, "files") from None


def _too_much() -> Refused:
    return Refused("too-large", _("These are too many files, or too large ones, for one import."), "files")
