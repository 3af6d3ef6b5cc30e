"""The ledger file: a plan that is made again is not counted twice."""

from datetime import UTC, datetime, timedelta

import pytest

from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.time import Span
from farflung.intake.errors import FileError
from farflung.intake.plans.ledger import LedgerFile, before, read_ledger, with_plan

MARCH = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC))
APRIL = Span(MARCH.end, MARCH.end + timedelta(days=28))


def test_what_was_carried_adds_up_over_rotas_and_months() -> None:
    text = with_plan(LedgerFile(), "watch", MARCH, Ledger({"ana": Carried(10, 28)}))
    text = with_plan(read_ledger(text, "l"), "calls", MARCH, Ledger({"ana": Carried(5, 28)}))
    assert before(read_ledger(text, "l"), "watch", APRIL).carried["ana"] == Carried(15, 56)


def test_the_same_days_of_the_same_rota_are_replaced() -> None:
    text = with_plan(LedgerFile(), "watch", MARCH, Ledger({"ana": Carried(10, 28)}))
    again = with_plan(read_ledger(text, "l"), "watch", MARCH, Ledger({"ana": Carried(12, 28)}))
    assert before(read_ledger(again, "l"), "watch", APRIL).carried["ana"] == Carried(12, 28)
    assert before(read_ledger(again, "l"), "watch", MARCH).carried == {}


def test_what_is_no_ledger_is_told() -> None:
    with pytest.raises(FileError, match="this is no ledger that can be read"):
        read_ledger('{"entries": 1}', "ledger.json")
