"""Folding: the one spelling under which a name is stored and looked up.

Two spellings a person would call the same give the same key: case, Latin, Greek and Cyrillic accents,
Arabic and Hebrew vowel points, punctuation and spacing do not count. Marks of other scripts stay: in
Devanagari or kana they are letters (が is not か).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters that Unicode does not decompose, though people type them without their stroke or ligature.
_PLAIN: Final[dict[str, str | int | None]] = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ə": "a", "ŋ": "n", "ĸ": "k", "ſ": "s", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي",
    "ی": "ي", "ک": "ك", "ـ": "",
    "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "`": "", "´": "",
}  # fmt: skip
_LETTERS: Final = str.maketrans(_PLAIN)

# Combining marks that readers of these scripts leave out: general accents, Hebrew and Arabic points.
_POINTS: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_NOT_A_WORD: Final = re.compile(r"[^\w\u0300-\u1aff\u3099\u309a]+|_+")
_ASCII_WORDS: Final = re.compile(r"[a-z0-9]+")
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_FLAG_LETTER: Final = 0x1F1E6

# A cell of a megabyte is somebody's accident; no place name on Earth is longer than this.
LONGEST: Final = 200


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the lookup key of *text*: small words parted by single spaces, empty where none is left."""
    text = text[:LONGEST]
    if text.isascii():
        return " ".join(_ASCII_WORDS.findall(text.lower().replace("'", "").replace("`", "")))
    # Casefold twice: NFKD may bring capitals back (a circled Ⓑ becomes B), and ı must go before İ loses its
    # dot.
    loose = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = _POINTS.sub("", loose.translate(_LETTERS))
    return unicodedata.normalize("NFC", " ".join(_NOT_A_WORD.sub(" ", bare).split()))


def german_spelling(text: str) -> str:
    """Return *text* with ä, ö, ü, ø and å written out, as people without those keys do: Koeln."""
    written: dict[str, str | int | None] = {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
    return unicodedata.normalize("NFC", text).translate(str.maketrans(written))


def spell_flags(text: str) -> str:
    """Replace flag emoji by the two-letter code they stand for: 🇵🇹 becomes ` PT, `."""
    return _FLAG.sub(lambda flag: f" {''.join(map(_letter, flag.group()))}, ", text)


def _letter(symbol: str) -> str:
    return chr(ord(symbol) - _FIRST_FLAG_LETTER + ord("A"))
