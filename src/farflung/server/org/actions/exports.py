"""Everything back into files, with the trace that it leaves: an export reads what is private of everybody."""

from datetime import datetime

from farflung.server.core.models import Account
from farflung.server.core.writing import writing
from farflung.server.org.access import looked
from farflung.server.org.models import Person
from farflung.server.org.queries.exports import export_zip

EVERYTHING = "everything"
"""The field that a look through an export names."""


def export_company(*, by: Account, now: datetime, through: str = "export") -> bytes:
    """A zip of all sheets. Everybody in it can see who took it, and when."""
    with writing(by=by, now=now) as write:
        data = export_zip(on=now.date())
        others = Person.objects.exclude(account=by).values_list("code", flat=True)
        looked(by=by, about=list(others), field=EVERYTHING, through=through, now=now)
        write.audit("company.export", "account", by.code, people=len(others))
        return data
