"""A module of a library by itself, where the library's own way to it brings a hundred more."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from types import ModuleType


def module_apart(name: str) -> ModuleType:
    """The module, without running the packages that it lies in; as usual where it lies in no plain file.

    What the module itself imports is imported as ever. Whoever imports it later gets the same module.
    """
    spec = None if name in sys.modules else _spec(name)
    if spec is None or spec.loader is None:
        return import_module(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return sys.modules.setdefault(name, module)  # its imports may have brought its packages, and it with them


def _spec(name: str) -> ModuleSpec | None:
    """Where the module lies, found package by package."""
    parts = name.split(".")
    folders: Sequence[str] | None = None
    spec = None
    for depth in range(1, len(parts) + 1):
        spec = PathFinder.find_spec(".".join(parts[:depth]), folders)
        if spec is None:
            return None
        folders = spec.submodule_search_locations
    return spec
