"""What intake and checks say, in the reader's language: whole, filled in, nothing out of a file obeyed."""

from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.utils.translation import override

from farflung.engine.said import Said, as_is, in_turn, listed, people, said, said_of, sentence
from farflung.server.ui.told import kept, told, told_of, told_parts
from scripts.translations import LANGUAGES, found

HOSTILE = ("{0.__class__}", "{text}", "{}", "{", "%(text)s", "%s", "%")
COUNTS = (0, 1, 2, 3, 11, 100, 1200)
APART = ("\u2068", "\u2069")
COGNATES = {"{number} point"}
"""What another language says in the very same letters."""


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return found()


def templates(texts: Catalog) -> Iterator[tuple[str, str]]:
    """The one and the many of each of their texts; no many where the number does not matter."""
    for message in texts:
        if message.id and message.locations[0][0].startswith(("engine/", "intake/")):
            yield message.id if isinstance(message.id, tuple) else (message.id, "")


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def filled(one: str, many: str, count: int) -> tuple[Said, dict[str, Any]]:
    """A text with a number wherever one is written with its thousands, and a mark of its own elsewhere."""
    specs = {name: spec for text in (one, many) for _, name, spec, _ in Formatter().parse(text) if name}
    values: dict[str, Any] = {
        name: 7 if spec == "," else date(2027, 4, 3) if spec else f"<{name}>"
        for name, spec in specs.items()
        if name != "count" or not many
    }
    if many:
        return said_of(one, many, count, **values), values
    return said(one, **values), values


def bare(text: str) -> str:
    return "".join(sign for sign in text if sign not in APART)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_words_of_its_own_in_every_language(language: str, texts: Catalog) -> None:
    same, lost, seen = [], [], 0
    with override(language):
        for one, many in templates(texts):
            for count in COUNTS if many else COUNTS[:1]:
                text, values = filled(one, many, count)
                shown, seen = told(text), seen + 1
                words = "".join(literal for literal, *_ in Formatter().parse(one))
                if bare(shown) == str(text) and any(map(str.isalpha, words)):
                    same.append(one)
                marks = {v for k, v in values.items() if isinstance(v, str) and k != "english"}
                lost += [(one, shown) for mark in marks if mark not in shown]
    assert set(same) <= COGNATES
    assert lost == []
    assert seen > 450


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_library_says_in_english_is_left_out(language: str) -> None:
    text = said("this is not JSON: {english} (column {column}).", english="expecting value", column=3)
    with override(language):
        assert "expecting" not in told(text)
        assert "3" in told(text)


def test_english_is_as_it_was() -> None:
    text = in_turn(sentence(said("{text!r}: {why}", text="9-5", why="so")), people(4988))
    with override("en"):
        assert told(text) == "'9-5': so. 4,988 people"


def test_parts_are_told_in_their_turn() -> None:
    names = listed((said("{name} (line {line})", name=name, line=line) for name, line in PEOPLE), most=2)
    text = said(
        "{people} left out, {reason}: {names}.", people=people(4), reason=said("not a person"), names=names
    )
    with override("fr"):
        expected = (
            "laissé de côté, pas une personne\xa0: 4 personnes (Ana (ligne 2), Wei (ligne 3) et 2 de plus)."
        )
        assert told(text) == expected
        assert told(sentence(said("the event has no DTSTART."))) == "l’événement n’a pas de DTSTART."


PEOPLE = (("Ana", 2), ("Wei", 3), ("Jack", 4), ("Salma", 5))


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("fr", "3 avril 2027", "12\xa0345"),
        ("es", "3 de abril de 2027", "12\xa0345"),
        ("ar", "3 إبريل، 2027", "12,345"),
    ],
)
def test_days_and_numbers_are_those_of_the_language(language: str, day: str, number: str) -> None:
    with override(language):
        assert day in told(said("day/month/year: {day:%d %B %Y}", day=date(2027, 4, 3)))
        shown = told(said("the rule is {letters:,} letters long", letters=12345))
        assert number in shown.replace("\u202f", "\xa0")


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "لا أحد"), (1, "شخص واحد"), (2, "شخصان"), (3, "3 أشخاص"), (11, "11 شخصًا"), (100, "100 شخص")],
)
def test_arabic_has_a_form_for_each_number(count: int, text: str) -> None:
    with override("ar"):
        assert told(people(count)) == text


def test_names_stand_apart_where_letters_run_from_right_to_left() -> None:
    text = said("{rows} of {file}, column {column}.", rows=people(1), file="people.csv", column="start date")
    with override("ar"):
        assert "\u2068people.csv\u2069" in told(text)
        assert "\u2068start date\u2069" in told(text)
        assert told(said("Who is {name!r}?", name="Ana")) == "من هو «\u2068Ana\u2069»؟"
        assert told(as_is("Ana")) == "\u2068Ana\u2069"
    with override("es"):
        assert told(said("Who is {name!r}?", name="Ana")) == "¿Quién es «Ana»?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_file_holds_is_never_a_template(language: str, text: str) -> None:
    with override(language):
        assert text in told(said("Who is {name!r}?", name=text))
        assert text in told(
            said("{name}: {why}", name="CREATED", why=said("{text!r} is not a length", text=text))
        )
        assert text in told(listed((text, "b", "c"), most=1))
        row = kept(message=said("Who is {name!r}?", name=text))
        assert text in told_of(row, "message")
        assert told_of({"message": text}, "message") == text


class TestKept:
    def test_english_stands_beside_the_parts(self) -> None:
        row = kept(message=said("the file is empty."), where=as_is("people.csv:3"))
        assert (row["message"], row["where"]) == ("the file is empty.", "people.csv:3")
        assert row["said"].keys() == {"message"}
        with override("es"):
            assert told_of(row, "message") == "el archivo está vacío."
            assert told_of(row, "where") == "people.csv:3"

    def test_rows_of_before_show_their_text(self) -> None:
        with override("fr"):
            assert told_of({"message": "the file is empty."}, "message") == "the file is empty."
            assert told_of({"message": "x", "said": None}, "message") == "x"
            assert told_parts(None, "a label") == "a label"

    @pytest.mark.parametrize(
        "parts",
        [
            {"kind": "said", "one": "Who is {name!r}?", "values": {}},
            {"kind": "else", "one": "Who is {name!r}?", "values": {}},
            {"kind": "said", "one": "{name.__class__}", "values": {"name": "x"}},
            {"kind": "said", "one": "{", "values": {}},
            {"kind": "said", "one": 3, "values": 3},
            ["x"],
            3,
        ],
    )
    def test_parts_that_are_not_understood_leave_the_english(self, parts: object) -> None:
        with override("fr"):
            assert told_parts(parts, "in English") == "in English"

    def test_a_text_of_another_version_is_in_english(self) -> None:
        parts = {"kind": "said", "one": "a {word} of yore", "values": {"word": "text"}}
        with override("fr"):
            assert told_parts(parts, "a text of yore") == "a text of yore"
