"""Every text of the pages exists in French, Spanish and Arabic, and what Django reads is what was written.

Run ``python -m scripts.translations`` after a change of texts, and translate what it leaves empty.
"""

import re
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from scripts.translations import LANGUAGES, as_mo, as_po, found, po_path, read, updated

_HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+(?=(?:!r)?(?::[^{}]*)?\})")
_ENGLISH = "{english"
"""What a library says in English alone: intake shows it in English, and no translation does."""
_TAGS = re.compile(r"</?\w+")


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return found()


def strings(message: Any) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]


def ids(message: Any) -> list[str]:
    return list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]


def test_texts_are_found_in_code_and_in_templates(texts: Catalog) -> None:
    assert texts.get("My day") is not None
    assert texts.get("elsewhere in Asia") is not None
    assert texts.get(", ", context="between the names of a list") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_up_to_date(language: str, texts: Catalog) -> None:
    catalog = updated(language, texts)
    # By lines, and then as truths: pytest takes minutes to show how two long texts differ.
    kept, wanted = po_path(language).read_bytes(), as_po(catalog)
    assert sorted({*wanted.splitlines()} ^ {*kept.splitlines()}) == []
    same = (kept == wanted, po_path(language).with_suffix(".mo").read_bytes() == as_mo(catalog))
    assert same == (True, True), "run python -m scripts.translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language: str) -> None:
    missing = [ids(message)[0] for message in read(language) if message.id and not all(strings(message))]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    """A form of a plural may leave its number out ("two people"); every other hole is there, none is new."""
    for message in read(language):
        holes = {hole for text in ids(message) for hole in _HOLE.findall(text)} - {_ENGLISH}
        for string in filter(None, strings(message)) if message.id else ():
            assert set(_HOLE.findall(string)) <= holes, string
            if len(ids(message)) == 1:
                wanted = [hole for hole in _HOLE.findall(message.id) if hole != _ENGLISH]
                assert sorted(_HOLE.findall(string)) == sorted(wanted), string
            assert sorted(_TAGS.findall(string)) == sorted(_TAGS.findall(ids(message)[0])), string


def test_arabic_has_six_forms_and_djangos_rule_for_them() -> None:
    catalog = read("ar")
    assert catalog.num_plurals == 6
    assert "n%100>=11 && n%100<=99 ? 4 : 5" in catalog.plural_expr
