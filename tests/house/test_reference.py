"""The generated pages of the reference say what the code says today."""

import pytest

from scripts.reference import PAGES, REFERENCE


@pytest.mark.parametrize("page", PAGES)
def test_page_is_up_to_date(page: str) -> None:
    written = (REFERENCE / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), f"docs/reference/{page} is out of date: run 'make docs' and commit it"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_in_the_index(page: str) -> None:
    assert f"({page})" in (REFERENCE / "index.md").read_text(encoding="utf-8")
