"""The company of `scripts/served.py`, and the words by which programs come in; to be imported once Django is
set up."""

from datetime import timedelta
from pathlib import Path

from farflung.example import write_company
from farflung.server.connect.actions.directories import add_directory
from farflung.server.core import clock
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.api.door import Scope
from farflung.server.core.migrating import migrate
from farflung.server.core.models import Account
from farflung.server.org.actions import grant_role
from farflung.server.org.models import Person
from farflung.server.site.actions import load_demo


def filled(folder: Path, who: str) -> Account:
    """Fills an empty database with the example company; the account of somebody who may do everything."""
    migrate()
    folder.mkdir()
    now = clock.now()
    load_demo(companies=[write_company(folder, "polaris")], now=now)
    account = Account.objects.get(email=who)
    grant_role(person=Person.objects.get(account=account), role="operator", by=account, now=now)
    return account


def token(account: Account) -> str:
    """A personal token for everything that there is."""
    day = timedelta(days=1)
    return make_token(name="fuzz", scopes=list(Scope), valid=day, by=account, now=clock.now())[1]


def directory(account: Account) -> str:
    """The token of a directory."""
    return add_directory(name="scim2-tester", by=account, now=clock.now())[1]
