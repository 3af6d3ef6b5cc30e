"""The table of an answer on a narrow screen."""

import pytest

from farflung.cli.answer import Answer, show
from farflung.engine.time import packaged_zones

ROWS = (
    (("Anya Petrova", "Kofi Mensah", "Noah Tremblay"), "no", "incident lead 10:00-18:00 and another at once",
     "3 h", "a planned rota has one shift a day for each person"),
    (("Ana",), "in part", "0 min from the end of incident lead 10:00-18:00 to the start of the next",
     "14 h 30 min", "incidents.yaml:9"),
)  # fmt: skip


@pytest.mark.parametrize("columns", [80, 90, 100])
def test_where_several_columns_give_way_short_ones_stay_whole_and_no_word_is_cut(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    head = ("who", "could", "what stands against it", "by", "because")
    show(Answer("verb", "Title", head, ROWS, {}), packaged_zones(), as_json=False)
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= columns
    for whole in ("in part", "14 h 30 min", "Anya Petrova,", "Kofi Mensah,", "incidents.yaml:9", "incident"):
        assert any(whole in line for line in told.splitlines()), whole
