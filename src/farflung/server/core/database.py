"""A libpq address as Django's setting of a database."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from farflung.server.core.environment import EnvironmentProblem

LOCK_TIMEOUT, STATEMENT_TIMEOUT = "8s", "30s"
"""A request that waits longer than this for a row, or works longer on an answer, is ended with an error."""


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
    options["options"] = f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT}"
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
