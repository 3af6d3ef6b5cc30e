"""Which languages and scripts a country's people write, from CLDR through Babel."""

import unicodedata
from typing import Any

from babel.core import get_global
from babel.languages import get_territory_language_info

_SPOKEN_BY_PERCENT = 5
_LETTERS_OF = {
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL", "CJK"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Cyrl": {"CYRILLIC"},
    "Arab": {"ARABIC"},
    "Deva": {"DEVANAGARI"},
    "Beng": {"BENGALI"},
    "Taml": {"TAMIL"},
    "Telu": {"TELUGU"},
    "Knda": {"KANNADA"},
    "Mlym": {"MALAYALAM"},
    "Gujr": {"GUJARATI"},
    "Guru": {"GURMUKHI"},
    "Orya": {"ORIYA"},
    "Sinh": {"SINHALA"},
    "Thai": {"THAI"},
    "Laoo": {"LAO"},
    "Khmr": {"KHMER"},
    "Mymr": {"MYANMAR"},
    "Hebr": {"HEBREW"},
    "Grek": {"GREEK"},
    "Armn": {"ARMENIAN"},
    "Geor": {"GEORGIAN"},
    "Ethi": {"ETHIOPIC"},
    "Tibt": {"TIBETAN"},
    "Mong": {"MONGOLIAN"},
    "Thaa": {"THAANA"},
}


def spoken(country: str) -> list[str]:
    """Return the language tags at least a twentieth of the country's people use, and its official ones."""
    info: dict[str, dict[str, Any]] = get_territory_language_info(country)
    return [
        tag.split("_")[0]
        for tag, facts in info.items()
        if facts["population_percent"] >= _SPOKEN_BY_PERCENT or facts["official_status"]
    ]


def scripts(country: str) -> set[str]:
    """Return the first words of the Unicode names of the letters in use: `LATIN`, `CYRILLIC`, `CJK`..."""
    likely = get_global("likely_subtags")
    found = {"LATIN"}
    for tag in spoken(country):
        parts = likely.get(tag, tag).split("_")
        found |= _LETTERS_OF.get(parts[1], set()) if len(parts) > 1 else set()
    return found


def script_of(name: str) -> set[str]:
    """Return the scripts of a name's letters."""
    return {unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in name if letter.isalpha()}
