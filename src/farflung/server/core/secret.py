"""The secret that signs sessions and forms, where the operator gave none: made once, then kept."""

import os
import secrets
from pathlib import Path


def kept_secret(data: Path) -> str:
    """The secret of a data folder; only its owner may read the file."""
    path = data / "secret"
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
