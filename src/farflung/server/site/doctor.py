"""What is misconfigured, where, and how to mend it. It looks, and changes nothing."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.db import DatabaseError, connection

from farflung.server.connect.actions.company_accounts import trouble as company_trouble
from farflung.server.connect.actions.sending import mail_trouble
from farflung.server.core import clock, probes
from farflung.server.core.environment import Environment
from farflung.server.core.migrating import pending
from farflung.server.core.models import Passkey
from farflung.server.core.postgres import LONGEST_FOLDER, folder_of
from farflung.server.org.atlas_copy import current
from farflung.server.site.releases import last_upgrade, noticed_since

_DRIFT = timedelta(seconds=2)
_TOLD = timedelta(days=30)
_TZDATA_OLD = timedelta(days=270)
_LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing: what is wrong, where it was seen, what to do about it."""

    grade: Literal["error", "warning"]
    what: str
    where: str
    mend: str


def examine(environment: Environment, *, reachable: bool) -> list[Finding]:
    """Everything that was found; `reachable` says whether the database can be asked."""
    found = [*_root(environment), *_folder(environment), *_secret(environment), *_reach(environment)]
    found += [*_zones(clock.now()), *_mail(environment), *_company(environment)]
    if reachable:
        try:
            found += [*_tables(), *_worker(), *_clock(), *_postgres(environment), *_upgraded()]
            found += _passkeys(environment)
        except DatabaseError as error:
            found.append(_unreachable(environment, error))
    return sorted(found, key=lambda finding: finding.grade)


def _root(environment: Environment) -> Iterator[Finding]:
    if os.geteuid() != 0 or environment.database_url:
        return
    private = [parent for parent in _parents(environment.data) if not _open_to_all(parent)]
    home = Path("~").expanduser()
    if private and not folder_of(environment.data).exists():
        yield Finding(
            "error",
            f"as root, the embedded PostgreSQL will open {', '.join(map(str, private))} to every user",
            f"FARFLUNG_DATA={environment.data}",
            "take a folder under /var/lib, or run Farflung as a user of its own",
        )
    if environment.data.resolve().is_relative_to(home.resolve()):
        yield Finding(
            "error",
            f"the data folder is in root's home, so every user of this machine may list {home}",
            f"FARFLUNG_DATA={environment.data}",
            f"move it under /var/lib, then: chmod 700 {home}",
        )


def _folder(environment: Environment) -> Iterator[Finding]:
    if environment.database_url:
        return
    folder = folder_of(environment.data)
    if len(os.fsencode(folder)) > LONGEST_FOLDER:
        yield Finding(
            "error",
            "the path is too long for the socket of the embedded PostgreSQL, so it will not start",
            f"FARFLUNG_DATA={environment.data}",
            f"take a path of at most {LONGEST_FOLDER} bytes, postgres/ included",
        )
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding("error", "others may read the database's files", str(folder), f"chmod 700 {folder}")


def _secret(environment: Environment) -> Iterator[Finding]:
    file = environment.data / "secret"
    if environment.secret_key is None and file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding(
            "error",
            "others may read the secret that signs sessions, and so be anybody",
            str(file),
            f"chmod 600 {file}; if somebody may have read it, delete it and start again (all sign in anew)",
        )
    if environment.secret_key is None and environment.database_url:
        yield Finding(
            "warning",
            "the secret is kept on this machine: processes on other machines would have another one",
            str(file),
            "set the same FARFLUNG_SECRET_KEY for all of them",
        )


def _reach(environment: Environment) -> Iterator[Finding]:
    host = environment.address.rpartition(":")[0]
    names = [name for name in environment.hosts if name not in _LOCAL]
    away = host not in _LOCAL or bool(names)
    if away and not environment.https:
        yield Finding(
            "error",
            "the site is reached from elsewhere without https: passwords and sessions can be read on the way",
            f"FARFLUNG_ADDRESS={environment.address}, FARFLUNG_HOSTS={','.join(environment.hosts)}",
            "put a proxy that speaks https before it, then set FARFLUNG_HTTPS=yes and FARFLUNG_PROXIES=1",
        )
    if environment.https and not environment.proxies:
        yield Finding(
            "error",
            "people are to come by https, but no proxy is told of: every form would be refused",
            "FARFLUNG_HTTPS=yes, FARFLUNG_PROXIES=0",
            "set FARFLUNG_PROXIES to how many there are, and have them set X-Forwarded-Proto",
        )
    if host not in _LOCAL and not names:
        yield Finding(
            "warning",
            "it listens to other machines, but answers to the name localhost only",
            f"FARFLUNG_HOSTS={','.join(environment.hosts)}",
            "set FARFLUNG_HOSTS to the names under which people reach it",
        )
    if "*" in environment.hosts:
        yield Finding(
            "error",
            "any Host header is taken, so links in messages can be made to lead elsewhere",
            "FARFLUNG_HOSTS=*",
            "name the hosts",
        )


def _mail(environment: Environment) -> Iterator[Finding]:
    if environment.smtp_url is None:
        return
    where = f"FARFLUNG_SMTP_URL ({urlsplit(environment.smtp_url).hostname})"
    trouble = mail_trouble(environment.smtp_url)
    if trouble:
        yield Finding(
            "error",
            f"the mail server does not take mail from here: {trouble}",
            where,
            "mend the address, the user or the password; what is due is tried again for two and a half days",
        )
    if environment.url is None and environment.hosts[0] in _LOCAL:
        yield Finding(
            "warning",
            "links in mail lead to this machine, where nobody else gets to",
            "FARFLUNG_URL",
            "set it to the address under which people reach the site",
        )


def _company(environment: Environment) -> Iterator[Finding]:
    if environment.oidc is None:
        return
    trouble = company_trouble(environment.oidc)
    if trouble:
        yield Finding(
            "error",
            f"the identity provider does not answer as it should: {trouble}",
            f"FARFLUNG_OIDC_ISSUER={environment.oidc.issuer}",
            "write the issuer exactly as the provider's /.well-known/openid-configuration says it",
        )


def _zones(instant: datetime) -> Iterator[Finding]:
    try:
        found = version("tzdata")
        year = int(found.partition(".")[0])
    except (PackageNotFoundError, ValueError):
        return
    if instant - datetime(year, 1, 1, tzinfo=UTC) > _TZDATA_OLD + timedelta(days=365):
        yield Finding(
            "warning",
            f"the time zone database is of {year}: governments have changed clocks since",
            f"tzdata {found}",
            "pip install --upgrade tzdata, then start again",
        )


def _upgraded() -> Iterator[Finding]:
    """An upgrade of the zone database that moved something, for a month after it was noticed."""
    now = clock.now()
    if pending() or not noticed_since(now - _TOLD):
        return
    found = last_upgrade(current().atlas, now)
    if found is None or not found[0].clocks:
        return
    moved = found[0]
    zones = sorted({one.zone.key for one in moved.clocks})
    first = f", the first on {moved.first:%Y-%m-%d %H:%MZ}" if moved.first else ""
    yield Finding(
        "warning",
        f"new rules changed clocks in {', '.join(zones)}: {moved.series} series come at another time{first}",
        f"zone database, from {moved.before} to {moved.after}"
        + "".join(f"; {one.title} ({', '.join(one.teams)})" for one in moved.named[:10]),
        "tell whom it concerns; Zone database (/company/zones) has the dates",
    )


def _tables() -> Iterator[Finding]:
    waiting = pending()
    if waiting:
        yield Finding(
            "error",
            f"the tables are not up to date ({len(waiting)} changes wait)",
            waiting[0],
            "farflung migrate",
        )


def _worker() -> Iterator[Finding]:
    if pending():
        return
    seen = probes.worker()
    if seen != "good":
        yield Finding(
            "error",
            "no worker runs: imports and everything that comes round by itself wait",
            f"last sign of life: {seen}",
            "farflung worker, or farflung serve without --workers 0",
        )


def _passkeys(environment: Environment) -> Iterator[Finding]:
    if pending() or "*" in environment.hosts:
        return
    hosts = Passkey.objects.exclude(host__in=environment.hosts).values_list("host", flat=True).distinct()
    for host in hosts.order_by("host"):
        yield Finding(
            "warning",
            f"passkeys were made when the site was called {host}: browsers offer them under no other name",
            f"FARFLUNG_HOSTS={','.join(environment.hosts)}",
            "call the site so again, or have people make new ones; recovery codes let them in",
        )


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - clock.now())
    if apart > _DRIFT:
        yield Finding(
            "error",
            f"the clocks of this machine and of the database are {apart.total_seconds():.0f} s apart",
            "this machine's clock against the database's",
            "have both keep time by NTP (timedatectl set-ntp true)",
        )


def _postgres(environment: Environment) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('max_connections')::int"
        )
        number, most = cursor.fetchone()
    if number < 140000:
        yield Finding("error", f"PostgreSQL {number // 10000} is too old", "DATABASE_URL", "take 14 or newer")
    wanted = environment.processes * environment.threads + environment.jobs + 8
    if wanted > most:
        yield Finding(
            "warning",
            f"the database takes {most} connections, one web process group and a worker may want {wanted}",
            f"FARFLUNG_PROCESSES={environment.processes}, FARFLUNG_THREADS={environment.threads}",
            "raise max_connections, or lower these",
        )


def _unreachable(environment: Environment, error: DatabaseError) -> Finding:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    where = "DATABASE_URL" if environment.database_url else str(environment.data)
    return Finding("error", f"the database does not answer: {first}", where, "start it, or mend the address")


def _parents(path: Path) -> list[Path]:
    return [parent for parent in path.expanduser().resolve().parents if parent.exists()]


def _open_to_all(folder: Path) -> bool:
    return folder.stat().st_mode & 0o055 == 0o055
