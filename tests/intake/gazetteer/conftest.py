"""The packaged gazetteer, read once."""

import pytest

from farflung.intake.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The packaged gazetteer; loading is cached by the class as well."""
    return Gazetteer.load()
