"""Every setting of the server: one table, read from the environment once.

docs/reference/settings.md is made of it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from farflung.server.core.oidc import Oidc, oidc_of


class EnvironmentProblem(ValueError):  # noqa: N818 - it is told to the operator as a problem
    """A variable that cannot be read: its name, what was read, what to write instead."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment. `default` is shown as written; `meaning` is a sentence for operators."""

    name: str
    default: str
    meaning: str


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "FARFLUNG_DATA",
        "",
        "Folder for the embedded database and the secret. Default: "
        "/var/lib/farflung for root, else ~/.local/share/farflung.",
    ),
    Variable(
        "DATABASE_URL",
        "",
        "A PostgreSQL of your own, postgresql://user:password@host:port/name. "
        "Empty: the embedded one in FARFLUNG_DATA.",
    ),
    Variable(
        "FARFLUNG_SECRET_KEY",
        "",
        "Signs sessions and forms, makes the secrets of authenticator apps and hooks, and seals what people "
        "enter to join their calendars, addresses of hooks and the secret of Slack; at least 32 characters, "
        "the same for every process. Empty: made once and kept in FARFLUNG_DATA.",
    ),
    Variable(
        "FARFLUNG_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Names under which the site is reached, separated by commas. Any other Host header is refused.",
    ),
    Variable("FARFLUNG_ADDRESS", "127.0.0.1:8000", "Where the web process listens."),
    Variable(
        "FARFLUNG_HTTPS",
        "no",
        "Whether people come by https (then cookies are sent by https only, "
        "and browsers are told to stay with it).",
    ),
    Variable(
        "FARFLUNG_PROXIES",
        "0",
        "How many proxies of yours stand before the site; that many entries of X-Forwarded-For are trusted.",
    ),
    Variable(
        "FARFLUNG_PROCESSES", "1", "Web processes of one `farflung serve`, each with its own copy of the map."
    ),
    Variable("FARFLUNG_THREADS", "4", "Requests that a web process answers at the same time."),
    Variable(
        "FARFLUNG_API_RATE",
        "600",
        "Requests to /api/v1 that one token, or one browser, may make in a minute.",
    ),
    Variable("FARFLUNG_JOBS", "2", "Jobs that a worker does at the same time."),
    Variable(
        "FARFLUNG_URL",
        "",
        "Where people reach the site, for links in mail: https://map.example.org. "
        "Empty: made of FARFLUNG_HTTPS, the first of FARFLUNG_HOSTS and the port.",
    ),
    Variable(
        "FARFLUNG_SMTP_URL",
        "",
        "The mail server: smtp://user:password@host:587 (made secret by STARTTLS) or "
        "smtps://user:password@host:465. Empty: no mail is sent.",
    ),
    Variable(
        "FARFLUNG_MAIL_FROM",
        "",
        "From whom mail comes: Farflung <farflung@example.org>. Needed with FARFLUNG_SMTP_URL.",
    ),
    Variable(
        "FARFLUNG_HOOK_HOSTS",
        "",
        "Hosts to which hooks may go by http or within a private network, separated by commas: "
        "chat.internal, 10.0.0.7:8065. All others are reached by https on the open internet.",
    ),
    Variable(
        "FARFLUNG_CALENDAR_HOSTS",
        "",
        "Hosts whose calendars people may join by http or within a private network, separated by commas: "
        "cloud.internal. All others are reached by https on the open internet.",
    ),
    Variable(
        "FARFLUNG_OIDC_ISSUER",
        "",
        "The company's identity provider (OpenID Connect), by the address that it calls itself: "
        "https://id.example.org/realms/company. Empty: nobody signs in by it.",
    ),
    Variable("FARFLUNG_OIDC_CLIENT", "", "The name under which the provider knows this site (client id)."),
    Variable("FARFLUNG_OIDC_SECRET", "", "What proves to the provider that it is this site."),
    Variable(
        "FARFLUNG_OIDC_NAME", "", "What the button says after “Sign in with”. Empty: the provider's host."
    ),
    Variable("FARFLUNG_OIDC_SCOPES", "openid email", "What is asked for; some want groups among it."),
    Variable("FARFLUNG_OIDC_GROUPS", "groups", "The claim in which the provider names somebody's groups."),
    Variable(
        "FARFLUNG_OIDC_ROLES",
        "",
        "Roles here by the provider's groups, separated by commas: hr-team=people, it=operator. Of the roles "
        "named here the provider alone decides, whenever somebody signs in; others are left as they are.",
    ),
    Variable(
        "FARFLUNG_OIDC_TRUST_MAIL",
        "no",
        "Whether addresses count that the provider does not call verified: only where your own people alone "
        "are in it, and cannot change them.",
    ),
    Variable("FARFLUNG_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Variable(
        "FARFLUNG_METRICS_TOKEN",
        "",
        "If set, /metrics wants it as a bearer token; if empty, /metrics answers to this machine only.",
    ),
)
"""All of them, in the order of the documentation."""

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_YES, _NO = {"yes", "true", "1", "on"}, {"no", "false", "0", "off", ""}


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings as values. `database_url` is None for the embedded database."""

    data: Path
    database_url: str | None
    secret_key: str | None
    hosts: tuple[str, ...]
    address: str
    https: bool
    proxies: int
    processes: int
    threads: int
    api_rate: int
    jobs: int
    url: str | None
    smtp_url: str | None = field(repr=False)
    mail_from: str
    hook_hosts: tuple[str, ...]
    calendar_hosts: tuple[str, ...]
    oidc: Oidc | None
    log_level: str
    metrics_token: str | None


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """The settings of this process; raises `EnvironmentProblem` for the first that cannot be read."""
    values = os.environ if given is None else given
    text = {
        variable.name: values.get(variable.name, "").strip() or variable.default for variable in VARIABLES
    }
    return Environment(
        data=Path(text["FARFLUNG_DATA"] or _data_folder()).expanduser(),
        database_url=text["DATABASE_URL"] or None,
        secret_key=_secret(text["FARFLUNG_SECRET_KEY"]),
        hosts=_names(text["FARFLUNG_HOSTS"]),
        address=_address(text["FARFLUNG_ADDRESS"]),
        https=_flag("FARFLUNG_HTTPS", text["FARFLUNG_HTTPS"]),
        proxies=_number("FARFLUNG_PROXIES", text["FARFLUNG_PROXIES"], 0, 9),
        processes=_number("FARFLUNG_PROCESSES", text["FARFLUNG_PROCESSES"], 1, 64),
        threads=_number("FARFLUNG_THREADS", text["FARFLUNG_THREADS"], 1, 128),
        api_rate=_number("FARFLUNG_API_RATE", text["FARFLUNG_API_RATE"], 1, 1_000_000),
        jobs=_number("FARFLUNG_JOBS", text["FARFLUNG_JOBS"], 1, 32),
        url=_url(text["FARFLUNG_URL"]),
        smtp_url=_mail(text["FARFLUNG_SMTP_URL"], text["FARFLUNG_MAIL_FROM"]),
        mail_from=text["FARFLUNG_MAIL_FROM"],
        hook_hosts=_names(text["FARFLUNG_HOOK_HOSTS"]),
        calendar_hosts=_names(text["FARFLUNG_CALENDAR_HOSTS"]),
        oidc=_oidc(text),
        log_level=_level(text["FARFLUNG_LOG_LEVEL"]),
        metrics_token=text["FARFLUNG_METRICS_TOKEN"] or None,
    )


def default_data(kind: str = "") -> str:
    """Where this user's data is kept if nobody says otherwise; `kind` is for a folder beside it."""
    return f"{_data_folder()}-{kind}" if kind else _data_folder()


def _data_folder() -> str:
    # As root the embedded PostgreSQL opens every folder above its own to all: so never inside a home.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return "/var/lib/farflung" if root else "~/.local/share/farflung"


def _secret(text: str) -> str | None:
    if text and len(text) < 32:
        raise EnvironmentProblem(
            f"FARFLUNG_SECRET_KEY has {len(text)} characters: write at least 32, or leave it out"
        )
    return text or None


def _address(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isdecimal() and int(port) <= 65535):
        raise EnvironmentProblem(
            f"FARFLUNG_ADDRESS is {text!r}: write host:port, like 127.0.0.1:8000, 0.0.0.0:8000 or [::1]:8000"
        )
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _url(text: str) -> str | None:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise EnvironmentProblem(f"FARFLUNG_URL is {text!r}: write an address like https://map.example.org")
    return text.rstrip("/") or None


def _mail(url: str, sender: str) -> str | None:
    if not url:
        return None
    # The address may hold a password: it is not said again.
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise EnvironmentProblem("FARFLUNG_SMTP_URL: write smtp://user:password@host:587 or smtps://…:465")
    if "@" not in parseaddr(sender)[1]:
        raise EnvironmentProblem(
            f"FARFLUNG_MAIL_FROM is {sender!r}: write from whom mail comes, like Farflung <map@example.org>"
        )
    return url


def _oidc(text: Mapping[str, str]) -> Oidc | None:
    try:
        trust = _flag("FARFLUNG_OIDC_TRUST_MAIL", text["FARFLUNG_OIDC_TRUST_MAIL"])
        return oidc_of(text, trust_mail=trust)
    except ValueError as error:
        raise EnvironmentProblem(str(error)) from None


def _flag(name: str, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise EnvironmentProblem(f"{name} is {text!r}: write yes or no")


def _number(name: str, text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise EnvironmentProblem(f"{name} is {text!r}: write a number from {least} to {most}")
    return int(text)


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise EnvironmentProblem(f"FARFLUNG_LOG_LEVEL is {text!r}: write one of {', '.join(_LEVELS)}")
    return text.upper()
