"""Five thousand people: taken over in under 20 s, turned into an Atlas in under 0.3 s."""

from pathlib import Path
from time import perf_counter, process_time

import pytest

from farflung.example import write_company
from farflung.server.org import actions
from farflung.server.org.models import ImportBatch
from farflung.server.org.planning import company_atlas
from tests.server.company import NOW

pytestmark = [pytest.mark.speed, pytest.mark.django_db]


def test_five_thousand_people_are_taken_over_and_planned_with(tmp_path: Path) -> None:
    files = write_company(tmp_path, "large")
    begun = perf_counter()
    batch = actions.read_import(files=files, by=None, now=NOW)
    done = actions.apply_import(batch=actions.accept_import(batch=batch, by=None, now=NOW), now=NOW)
    assert perf_counter() - begun < 20
    assert (done.state, done.difference["new"]) == (ImportBatch.State.APPLIED, 5000)
    assert min(_atlas_in() for _ in range(5)) < 0.3
    begun = perf_counter()
    again = actions.read_import(files=files, by=None, now=NOW)
    assert perf_counter() - begun < 20
    assert (again.difference["matched"], again.difference["changed"]) == (5000, 0)


def _atlas_in() -> float:
    begun = process_time()
    assert len(company_atlas().people) == 5000
    return process_time() - begun
