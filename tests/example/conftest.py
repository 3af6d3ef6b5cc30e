"""The example companies, written once for all tests of this folder."""

from pathlib import Path

import pytest

from farflung.example import write_company


@pytest.fixture(scope="session")
def polaris(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_company(tmp_path_factory.mktemp("polaris"), "polaris")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_company(tmp_path_factory.mktemp("large"), "large")
