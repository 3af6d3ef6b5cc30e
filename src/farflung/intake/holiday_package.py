"""The `holidays` package, loaded when a country is first asked about, and of its countries only those.

Loading it takes a tenth of a second, and its own way to one country brings all 250: as long again.
"""

import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@cache
def country_class(country: str) -> "type[HolidayBase] | None":
    """The package's class for a country (ISO 3166-1 alpha-2); None where it knows none."""
    import holidays

    modules = holidays.registry.COUNTRIES.items()
    module = next((name for name, known in modules if country in known[1:]), None)
    if module is None:
        return None
    found: type[HolidayBase] = getattr(_loaded(f"holidays.countries.{module}", holidays.__path__), country)
    return found


def source() -> str:
    """Name and version of the package, as a basis to show."""
    from holidays.version import __version__

    return f"holidays {__version__}"


def _loaded(name: str, package: list[str]) -> ModuleType:
    """The module of one country, without the others beside it unless it is made of one of them."""
    if name not in sys.modules:
        spec = PathFinder.find_spec(name, [str(Path(folder, "countries")) for folder in package])
        if spec is None or spec.loader is None:
            raise ImportError(f"the package `holidays` has no file for {name}", name=name)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules.setdefault(name, module)  # a territory has brought all countries, itself among them
    return sys.modules[name]
