"""Addresses of databases: Django's setting of one, and where the embedded one is found."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from farflung.server.core.environment import Environment, EnvironmentProblem

LOCK_TIMEOUT, STATEMENT_TIMEOUT = "8s", "30s"
"""A request that waits longer than this for a row, or works longer on an answer, is ended with an error."""

EMBEDDED_FOLDER, EMBEDDED_NAME = "postgres", "farflung"


def embedded_url(data: Path, name: str = EMBEDDED_NAME) -> str:
    """The libpq address of the embedded server of a data folder, whether it runs or not."""
    folder = (data / EMBEDDED_FOLDER).expanduser().resolve()
    return f"postgresql://postgres@/{quote(name)}?{urlencode({'host': str(folder)})}"


def database_url(environment: Environment) -> str:
    """The libpq address of the database that these settings mean."""
    return environment.database_url or embedded_url(environment.data)


def django_database(url: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?host=/folder for Django; `EnvironmentProblem` else."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise EnvironmentProblem(
            "DATABASE_URL is no address of a PostgreSQL database: write it like "
            "postgresql://user:password@host:5432/farflung"
        )
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    # What the operator set comes first, so that what they say about the same thing is overruled, not lost.
    given = f"{options.pop('options', '')} ".lstrip()
    options["options"] = f"{given}-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
