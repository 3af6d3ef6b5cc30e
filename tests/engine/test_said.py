"""Texts that know how they were made: English as ever, with their parts, whatever files hold."""

import ast
import copy
import json
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_type_hints

import pytest

import farflung.intake
from farflung.engine.said import (
    NOTHING,
    Said,
    SaidError,
    as_is,
    both,
    either,
    in_turn,
    listed,
    people,
    said,
    sentence,
    why,
)
from farflung.engine.said_parts import parts_of, said_of_parts
from farflung.intake.gazetteer.values import Match
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Choice, InputQuestion, Note, Problem

INTAKE = Path(farflung.intake.__path__[0])
HOSTILE = ("{0.__class__}", "{text}", "{}", "{", "%(x)s", "%s", "%", "{text!r:>{width}}", "\u202e{text}")


def deep() -> Said:
    names = listed((said("{name} (line {line})", name="Ana", line=3), "Wei"), most=1)
    return in_turn(
        sentence(said("{text!r}: {why}", text="9-5", why=said("{day} is late", day=date(2027, 3, 1)))),
        said("{people} left out, {reason}: {names}.", people=people(1200), reason="why", names=names),
    )


def same(one: Said, other: Said) -> bool:
    """Whether both are the same text of the same parts, all the way down."""
    return (str(one), parts_of(one)) == (str(other), parts_of(other)) and type(one) is type(other)


class TestEnglish:
    def test_it_is_the_text(self) -> None:
        assert said("the file is {kind}, not text.", kind=said("a PDF")) == "the file is a PDF, not text."
        assert deep() == ("'9-5': 2027-03-01 is late. 1,200 people left out, why: Ana (line 3) and 1 more.")
        assert json.dumps({"message": said("a {word!r}", word="b")}) == '{"message": "a \'b\'"}'

    @pytest.mark.parametrize(("count", "text"), [(0, "0 people"), (1, "1 person"), (4988, "4,988 people")])
    def test_numbers_choose_the_words(self, count: int, text: str) -> None:
        assert people(count) == text

    def test_lists(self) -> None:
        assert [listed("abc", 3), listed("abc", 2), listed("", 2)] == ["a, b, c", "a, b and 1 more", ""]
        assert [either("a"), either("ab"), either("abcb", 3), either("abcd", 2)] == [
            "a", "a or b", "a, b or c", "a, b or 2 more",
        ]  # fmt: skip
        assert [both("a", 3), both("abc", 3), both("abcd", 2)] == ["a", "a, b and c", "a, b and 2 more"]
        assert [either(()), both((), 2)] == ["", ""]

    def test_sentences(self) -> None:
        assert in_turn(said("One."), NOTHING, in_turn(said("Two."), said("Three."))) == "One. Two. Three."
        assert [part.one for part in in_turn(said("One."), said("Two.")).parts] == ["One.", "Two."]
        assert (in_turn(), in_turn(NOTHING).parts) == ("", ())
        assert [sentence(said(text)) for text in ("so", "so.", "so?")] == ["so.", "so.", "so?"]

    def test_errors_keep_the_parts(self) -> None:
        text = said("{text!r} is odd", text="x")
        assert why(SaidError(text)) is text
        assert str(SaidError(text)) == "'x' is odd"
        assert why(ValueError("math domain error")).values == {"english": "math domain error"}


class TestKeeping:
    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickles(self, protocol: int) -> None:
        kept = pickle.dumps(deep(), protocol)
        assert same(pickle.loads(kept), deep())  # noqa: S301 - of our own making

    def test_copies(self) -> None:
        assert same(copy.copy(deep()), deep())
        assert same(copy.deepcopy(deep()), deep())

    def test_json(self) -> None:
        kept = json.loads(json.dumps(parts_of(deep())))
        again = said_of_parts(kept, str(deep()))
        assert parts_of(again) == parts_of(deep())
        assert said_of_parts("Ana").kind == "as is"

    def test_nothing_is_changed(self) -> None:
        text = said("so")
        with pytest.raises(AttributeError):
            text.one = "else"
        with pytest.raises(AttributeError):
            del text.one

    def test_what_is_too_deep_is_kept_as_its_text(self) -> None:
        text = said("{inner}", inner="x")
        for _ in range(200):
            text = said("{inner}", inner=text)
        kept = json.dumps(parts_of(text))
        assert kept.count('"one"') == 20
        assert said_of_parts(json.loads(kept)).one == "{inner}"

    @pytest.mark.parametrize("kept", [3, [], {"kind": "else"}, {"kind": "as is"}, None, {"values": 3}])
    def test_what_are_no_parts_is_refused(self, kept: object) -> None:
        with pytest.raises(ValueError, match="no"):
            said_of_parts(kept)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_file_holds_is_never_a_template(text: str) -> None:
    assert said("read {text}", text=text) == f"read {text}"
    assert said("read {text!r}", text=text) == f"read {text!r}"
    assert said("{outer}", outer=said("read {text}", text=text)) == f"read {text}"
    assert listed((text, text)) == f"{text}, {text}"
    assert as_is(text) == text


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (Problem, ("message", "remedy")), (InputQuestion, ("text", "remedy")), (Choice, ("label",)),
        (Note, ("text",)), (Match, ("note", "question", "brief")), (Notebook.error, ("message", "remedy")),
        (Notebook.warning, ("message", "remedy")), (Notebook.note, ("text",)), (SaidError.__init__, ("why",)),
    ],
)  # fmt: skip
def test_a_bare_text_is_an_error_of_types(where: object, names: tuple[str, ...]) -> None:
    """So that mypy finds a message that no language can say."""
    hints = get_type_hints(where)
    assert {hints[name] for name in names} == {Said}


# --- every text of intake -----------------------------------------------------------


def calls() -> Iterator[tuple[str, ast.Call, int]]:
    """Every call that makes a text out of a template: where, the call, and how many templates it has."""
    made = {"said": 1, "said_of": 2}
    for path in sorted(INTAKE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in made:
                yield f"{path.relative_to(INTAKE)}:{node.lineno}", node, made[node.func.id]


def test_every_template_is_written_out_and_its_places_are_filled() -> None:
    """Else no translation finds it, or a message breaks on the day when it is first needed."""
    wrong, count = [], 0
    for where, call, templates in calls():
        count += 1
        literals = [arg.value for arg in call.args[:templates] if isinstance(arg, ast.Constant)]
        if len(literals) != templates or not all(isinstance(text, str) for text in literals):
            wrong.append(f"{where}: the template is not written out")
            continue
        given = {keyword.arg for keyword in call.keywords} | ({"count"} if templates == 2 else set())
        places = {name for text in literals for _, name, _, _ in Formatter().parse(str(text)) if name}
        if not places <= given or not given - {"count"} <= places:
            wrong.append(f"{where}: places {sorted(places)}, given {sorted(map(str, given))}")
    assert wrong == []
    assert count > 400
