"""Files taken over: what is shown first, what is written, and that a second time changes nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from farflung.engine.time import Span
from farflung.intake.load import load
from farflung.server.org import actions
from farflung.server.org.models import Absence, ImportBatch, Membership, Person, Stay, Team
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW, Cast, polaris_files

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_the_map_of_the_rows_is_the_map_of_the_files(polaris: Cast) -> None:
    window = Span(NOW, NOW + timedelta(days=90))
    files, rows = load(polaris_files(), window=window).atlas, company_atlas()
    keys = {str(person.code): key for key, person in ((row.key, row) for row in Person.objects.all())}
    assert [keys[person.id] for person in rows.people] == [person.id for person in files.people]
    for person, other in zip(rows.people, files.people, strict=True):
        manager = keys.get(person.manager or "")
        same = replace(person, id=other.id, manager=manager, place=other.place)
        assert same == replace(other, teams=tuple(sorted(other.teams)))
        assert rows.working(person, window) == files.working(other, window)
        assert rows.rest(person, window) == files.rest(other, window)
    assert {(t.name, len(t.members)) for t in rows.teams} == {(t.name, len(t.members)) for t in files.teams}


def test_a_second_time_changes_nothing(polaris: Cast) -> None:
    before = tables()
    batch = actions.read_import(files=polaris_files(), by=polaris.account("setup"), now=LATER)
    shown = batch.difference
    assert (shown["matched"], shown["new"], shown["changed"], shown["kept"]) == (23, 0, 0, 0)
    assert (shown["stays"]["new"], shown["absences"]["new"]) == (0, 0)
    done = actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=LATER), now=LATER)
    assert done.state == ImportBatch.State.APPLIED
    assert not done.changes.exists()
    assert tables() == before


def tables() -> list[Any]:
    """Every row that an import writes."""
    models = (Person, Team, Membership, Stay, Absence)
    return [list(model._default_manager.order_by("pk").values()) for model in models]
