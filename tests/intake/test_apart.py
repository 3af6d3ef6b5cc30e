"""A module is loaded by itself, once, and is the one that everybody else gets."""

import subprocess
import sys
from importlib import import_module

import holidays
import pytest
from holidays.registry import COUNTRIES

from farflung.intake.apart import module_apart
from farflung.intake.holiday_package import country_class, source


def said(program: str) -> str:
    """What a Python program of its own prints."""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_one_country_brings_no_other() -> None:
    program = (
        "import sys; from farflung.intake.holiday_package import country_class; country_class('PT')\n"
        "print(*sorted(name for name in sys.modules if name.startswith('holidays.countries')))"
    )
    assert said(program) == "holidays.countries.portugal"


def test_names_of_windows_zones_bring_no_calendar_library() -> None:
    program = (
        "import sys; from farflung.intake.ics.library import windows_zones\n"
        "print(windows_zones()['w. europe standard time'], 'icalendar' in sys.modules)"
    )
    assert said(program) == "Europe/Berlin False"


@pytest.mark.parametrize("code", ["PR", "RE", "IM", "PT"])
def test_the_package_gives_the_same_class_afterwards(code: str) -> None:
    program = (
        "from farflung.intake.holiday_package import country_class\n"
        f"import holidays; print(type(holidays.country_holidays('{code}')) is country_class('{code}'))"
    )
    assert said(program) == "True"


def test_every_country_of_the_package_is_found_by_its_code() -> None:
    for _, code, *_ in COUNTRIES.values():
        found = country_class(code)
        assert found is not None
        assert found is type(holidays.country_holidays(code))
        assert found.weekend == holidays.country_holidays(code).weekend
    assert country_class("ZZ") is None
    assert source() == f"holidays {import_module('holidays.version').__version__}"


def test_a_module_in_no_file_of_its_own_comes_the_usual_way() -> None:
    assert module_apart("json.decoder") is import_module("json.decoder")
    with pytest.raises(ModuleNotFoundError):
        module_apart("nowhere.to.be.found")
