"""Of every rule it is known in what it says by how much it is broken."""

import dataclasses

from farflung.engine.rota import rules
from farflung.engine.rota.rules.double_duty import OneADay
from farflung.engine.rota.rules.measures import COUNTED, IN_MINUTES


def _names() -> set[str]:
    """What rules are called; one that wraps another has the name of that one."""
    classes = [OneADay, *(getattr(rules, name) for name in rules.__all__)]
    known = (getattr(of, "name", None) for of in classes if dataclasses.is_dataclass(of))
    return {name for name in known if isinstance(name, str)}


def test_every_rule_is_measured_in_minutes_or_counted() -> None:
    assert IN_MINUTES.isdisjoint(COUNTED)
    assert _names() == IN_MINUTES | COUNTED
