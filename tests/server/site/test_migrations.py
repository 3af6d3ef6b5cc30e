"""Models and migrations say the same."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    told = StringIO()
    with suppress(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert told.getvalue() == "No changes detected\n"
