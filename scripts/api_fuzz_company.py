"""The company at which `scripts/api_fuzz.py` throws requests; to be imported once Django is set up."""

from datetime import timedelta
from pathlib import Path

from farflung.example import write_company
from farflung.server.core import clock
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.api.door import Scope
from farflung.server.core.migrating import migrate
from farflung.server.core.models import Account
from farflung.server.org.actions import grant_role
from farflung.server.org.models import Person
from farflung.server.site.actions import load_demo


def filled(folder: Path, who: str) -> str:
    """Fills an empty database with the example company; a token of somebody who may do everything."""
    migrate()
    folder.mkdir()
    now = clock.now()
    load_demo(companies=[write_company(folder, "polaris")], now=now)
    account = Account.objects.get(email=who)
    grant_role(person=Person.objects.get(account=account), role="operator", by=account, now=now)
    return make_token(name="fuzz", scopes=list(Scope), valid=timedelta(days=1), by=account, now=now)[1]
