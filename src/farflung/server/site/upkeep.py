"""What the verbs `backup`, `restore`, `operator`, `doctor` do, once Django is loaded (`starting.begin`)."""

from pathlib import Path

from django.conf import settings
from django.db import connections
from django.urls import reverse

from farflung.server.core import clock, dumps, postgres
from farflung.server.core.access import link_word
from farflung.server.core.database import database_url
from farflung.server.core.migrating import migrate
from farflung.server.core.refusal import Refused
from farflung.server.site.actions import invite_operator
from farflung.server.site.commands import using_database
from farflung.server.site.doctor import examine
from farflung.server.site.serving.family import Say


def backup(*, file: Path, say: Say) -> int:
    """The whole database in a file."""
    with using_database():
        size = dumps.back_up(database_url(settings.ENVIRONMENT), file)
    say(
        f"{file}: {size / 1e6:.1f} MB. It holds everything about everybody: keep it as you keep the database."
    )
    say("The secret that signs sessions is not in it: elsewhere, people sign in anew, open links end,")
    say("and authenticator apps show other codes than are wanted: recovery codes still let their owners in.")
    return 0


def restore(*, file: Path, say: Say) -> int:
    """A backup into an empty place, brought up to date."""
    with using_database():
        dumps.restore(database_url(settings.ENVIRONMENT), file)
        made = migrate()
    say(f"Restored from {file}." + (f" {len(made)} newer changes were made to the tables." if made else ""))
    return 0


def operator(*, email: str, say: Say) -> int:
    """A link by which somebody runs the site, or gets in again who ran it."""
    with using_database():
        migrate()
        try:
            invitation = invite_operator(email=email, now=clock.now())
        except Refused as refused:
            say(str(refused.message))
            return 2
        path = reverse("join", args=[link_word(invitation)])
    environment = settings.ENVIRONMENT
    site = f"{'https' if environment.https else 'http'}://{environment.hosts[0]}"
    port = "" if environment.https else f":{environment.address.rpartition(':')[2]}"
    say(f"{site}{port}{path}")
    say("Whoever opens it within a week chooses a password and runs the site. It works once.")
    say("If the account had a second step of signing in, the link takes it away.")
    return 0


def doctor(*, say: Say) -> int:
    """Everything that is misconfigured, and how to mend it; status 1 if something must be."""
    environment = settings.ENVIRONMENT
    reachable = environment.database_url is not None or postgres.is_running(environment.data)
    try:
        findings = examine(environment, reachable=reachable)
    finally:
        connections.close_all()
    for found in findings:
        say(f"{found.grade}: {found.what}\n  where: {found.where}\n  mend:  {found.mend}")
    if not reachable:
        say("The database does not run, so nothing was looked at in it: start `farflung serve`, ask again.")
    if not findings:
        say("Nothing to mend.")
    return 1 if any(found.grade == "error" for found in findings) else 0
