"""What the server is made of: its modules, its templates, its styles and scripts, its texts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import farflung.server

SERVER = Path(farflung.server.__file__).parent
OUTWARDS = re.compile(
    r"^(_?socket|socketserver|ssl|asyncio|subprocess|pty|multiprocessing|xmlrpc|logging\.(handlers|config)|"
    r"smtplib|imaplib|poplib|nntplib|ftplib|telnetlib|urllib\.request|urllib3|http\.client|httpx|requests|aiohttp|"
    r"websockets?|pywebpush|twilio|slack_sdk|boto3|sentry_sdk|opentelemetry|posthog|statsd|"
    r"django\.core\.mail|django\.contrib\.gis|geoip2?|maxminddb|geopy)(\.|$)"
)
"""Modules that send something to somebody, or ask somebody outside; or have another program do it."""


CHANNELS = "connect/channels/"
"""The one folder whose modules reach outside."""
GATEWAY = {"connect/actions/gateway.py", "connect/actions/hooks.py", "connect/actions/sending.py"}
"""The only ones that may call them: hooks are asked there whether their address may be sent to."""
ASKS = {
    "connect/actions/company_accounts.py": "farflung.server.connect.channels.oidc.",
    "connect/actions/calendars.py": "farflung.server.connect.channels.calendars.",
    "connect/actions/reading.py": "farflung.server.connect.channels.calendars.",
}
"""Ask somebody outside, each through one folder alone, and tell nobody anything: the company's identity
provider who signs in, and calendars that people have joined when these are busy."""
HERE = {
    "core/dumps.py": {"subprocess"},
    "core/wheel.py": {"subprocess"},
    "core/postgres.py": {"socket"},
    "site/commands.py": {"socket.socket"},
    "site/serving/listening.py": {"socket", "http.client.HTTPConnection", "http.client.HTTPException"},
    "site/serving/patient.py": {"socket"},
    "site/serving/web.py": {"socket"},
}
"""Reach no further than this machine, each by these alone: programs of PostgreSQL and of Python, the socket
of our own database, and those at which our own site listens and is asked whether it answers yet."""


def modules(root: Path = SERVER) -> list[Path]:
    """Every Python file below a folder."""
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """What a module imports, by whole name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def outwards(root: Path = SERVER) -> list[str]:
    """Modules that could send or ask something outside of the machine, but for the channels."""
    return [
        f"{where}: {name}"
        for where, name in _imports(root)
        if OUTWARDS.match(name) and name not in HERE.get(where, ()) and not where.startswith(CHANNELS)
    ]


def around_the_gateway(root: Path = SERVER) -> list[str]:
    """Modules that call a channel without being the gateway."""
    return [
        f"{where}: {name}"
        for where, name in _imports(root)
        if name.startswith("farflung.server.connect.channels")
        and where not in GATEWAY
        and not (where in ASKS and name.startswith(ASKS[where]))
        and not where.startswith(CHANNELS)
    ]


def _imports(root: Path) -> Iterator[tuple[str, str]]:
    for path in modules(root):
        where = path.relative_to(root).as_posix()
        yield from ((where, name) for name in imported(path))


def templates(root: Path = SERVER) -> list[Path]:
    """Every template."""
    return sorted(root.glob("*/templates/**/*.html"))


def scripts(root: Path = SERVER) -> list[Path]:
    """Every script that a page may load."""
    return sorted(root.glob("*/static/**/*.js"))


def texts(root: Path = SERVER) -> Iterator[tuple[str, str]]:
    """Every text that somebody may read, with where it stands: of templates, of code, of translations."""
    for path in templates(root):
        yield path.relative_to(root).as_posix(), re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
    for path in modules(root):
        for text in _said(path):
            yield path.relative_to(root).as_posix(), text


SAYS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "ngettext_lazy"}


def _said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value
