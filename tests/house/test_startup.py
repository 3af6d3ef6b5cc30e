"""A command line that is asked twenty times a day must not keep its person waiting."""

import subprocess
import sys
import time

import pytest


@pytest.mark.speed
def test_package_starts_within_half_a_second() -> None:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import farflung.cli"], check=True)
    assert time.perf_counter() - started < 0.5
