"""The table of what is never done, its page, and the tests behind it agree."""

from pathlib import Path

import pytest
from django.test import Client

from farflung.server.core.constitution import NEVERS
from farflung.server.core.constitution import Never as Row

HERE = Path(__file__).parent


def missing(nevers: tuple[Row, ...] = NEVERS) -> list[str]:
    """Nevers without a test module, or whose module shows no planted offence."""
    found = []
    for never in nevers:
        path = HERE / f"{never.test}.py"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if not text.count("def test_") or "planted" not in text:
            found.append(never.test)
    return found


def test_each_of_the_seventeen_has_a_test_in_which_an_offence_is_planted() -> None:
    assert [never.number for never in NEVERS] == list(range(1, 18))
    assert all(never.test.startswith(f"test_n{never.number:02}_") and never.held_by for never in NEVERS)
    assert missing() == []
    modules = {path.stem for path in HERE.glob("test_n*.py")}
    assert modules == {never.test for never in NEVERS}


def test_one_without_a_test_is_seen_when_it_is_planted() -> None:
    assert missing((*NEVERS, Row(18, "No", "No.", ("Nothing.",), "test_n18_nothing"))) == ["test_n18_nothing"]


@pytest.mark.django_db
def test_the_page_lists_them_for_anybody(client: Client) -> None:
    answer = client.get("/constitution")
    assert answer.status_code == 200
    text = answer.content.decode()
    for never in NEVERS:
        assert f'id="n{never.number}"' in text
        assert f"tests/constitution/{never.test}.py" in text
