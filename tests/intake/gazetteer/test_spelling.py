"""Folding and close spellings."""

import pytest

from farflung.engine.atlas.names import distance
from farflung.intake.gazetteer import Gazetteer
from farflung.intake.gazetteer.fold import fold, german_spelling, spell_flags


@pytest.mark.parametrize(
    ("text", "key"),
    [("Köln", "koln"), ("São  Paulo", "sao paulo"), ("Łódź", "lodz"), ("İstanbul", "istanbul"),
     ("Coeur d’Alene", "coeur dalene"), ("U.K.", "u k"), ("МОСКВА", "москва"), ("ガンダム", "ガンダム"),
     ("बेंगलुरु", "बेंगलुरु"), ("القَاهِرة", "القاهرة"), ("ⒷERLIN", "berlin"), ("ＴＯＫＹＯ", "tokyo"),
     ("straße", "strasse"), ("", ""), ("—", "")],
)  # fmt: skip
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key
    assert fold(key) == key


def test_other_spellings() -> None:
    assert german_spelling("Zürich") == "Zuerich"
    assert spell_flags("🇵🇹 Lisbon").split() == ["PT,", "Lisbon"]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("lisbon", "lisbon", 0), ("lisbonn", "lisbon", 1), ("ilsbon", "lisbon", 1), ("berln", "berlin", 1),
     ("oslo", "rome", 3), ("a", "abcd", 3)],
)  # fmt: skip
def test_distance(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 2) == steps
    assert distance(other, one, 2) == steps


@pytest.mark.parametrize(
    ("text", "name"),
    [("Lisbonn", "Lisbon"), ("Berln", "Berlin"), ("ilsbon", "Lisbon"), ("Amsterdm", "Amsterdam"),
     ("Germny", "Germany"), ("Buenos Ares", "Buenos Aires"), ("Sao Paolo", "São Paulo"),
     ("Kopenhagen", "Copenhagen"), ("Bangalor", "Bengaluru"), ("Zurih", "Zürich"), ("Melburne", "Melbourne")],
)  # fmt: skip
def test_close_spellings(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert gazetteer.suggest(text)[0] == name


@pytest.mark.parametrize("text", ["", "ab", "Xqzzt", "x" * 1000, "日本橋室町", "\ud800\ud800\ud800"])
def test_no_close_spelling(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.suggest(text) == ()
