"""Bytes to text to rows: encodings, delimiters, quoting, and everything that is odd in real exports (L05)."""

import pytest

from farflung.engine.checks.finding import Severity
from farflung.intake.errors import FileError
from farflung.intake.heading import heading_key
from farflung.intake.limits import Limits
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.columns import known_heading
from farflung.intake.table import Table, read_table
from farflung.intake.text import decode


def table(content: str, limits: Limits | None = None) -> tuple[Table, Notebook]:
    notebook = Notebook()
    return read_table(
        "people.csv", content, notebook, known=known_heading, limits=limits or Limits()
    ), notebook


# --- encodings ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("name,city\nJosé,Málaga".encode(), "UTF-8"),
        ("name,city\nJosé,Málaga".encode("utf-8-sig"), "UTF-8"),
        ("name,city\nJosé,Málaga".encode("utf-16"), "UTF-16"),
        ("name,city\nJosé,Málaga".encode("utf-16-le"), "UTF-16-LE"),
        ("name,city\nJosé,Málaga".encode("utf-16-be"), "UTF-16-BE"),
        ("name,city\nJosé,Málaga".encode("cp1252"), "Windows-1252"),
        ("name,city\nJosé \x81,Málaga".encode("latin-1"), "Latin-1"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    text = decode("people.csv", data)
    assert text.encoding == encoding
    assert "José" in text.content
    assert text.content.startswith("name")


def test_an_assumed_encoding_is_told_with_the_line_to_look_at() -> None:
    (problem,) = decode("people.csv", "name\nAna\nJosé".encode("cp1252")).problems
    assert (problem.severity, problem.line, problem.read) == (Severity.NOTE, 3, "José")
    assert "Windows-1252" in problem.message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (b"PK\x03\x04" + bytes(range(256)), "Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(256)) * 40, "not text"),
        (b"\x00" * 5000, "empty"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said) as caught:
        decode("people.csv", data)
    problem = caught.value.problem
    assert problem.file == "people.csv"
    assert problem.remedy


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(FileError, match="at most"):
        decode("people.csv", b"x" * 2_000_000, Limits(file_bytes=1_000_000))


# --- sheets ------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    content = end.join(
        delimiter.join(row) for row in (["name", "city"], ["Ana", "Lisbon"], ["Wei", "Taipei"])
    )
    read, notebook = table(content)
    assert read.delimiter == delimiter
    assert [(row.line, row.cells) for row in read.rows] == [(2, ("Ana", "Lisbon")), (3, ("Wei", "Taipei"))]
    assert notebook.problems == []


def test_the_delimiter_is_not_fooled_by_cells() -> None:
    read, _ = table("name;hours\nAna;Mon-Thu 9-18, Fri 9-13\nWei;9-12, 13-18, 20-21\n")
    assert read.headings == ("name", "hours")


def test_excel_says_its_delimiter() -> None:
    read, _ = table("sep=;\r\nname;city\r\nAna;Lisbon\r\n")
    assert (read.headings, read.rows[0].line) == (("name", "city"), 3)


def test_lines_are_counted_across_quoted_newlines() -> None:
    read, _ = table('name,city,notes\nAna,Lisbon,"two\nlines, and ""quotes"""\nWei,Taipei,\n')
    assert [row.line for row in read.rows] == [2, 4]
    assert read.rows[0].cells[2] == 'two\nlines, and "quotes"'


def test_a_title_above_the_header_is_passed_over() -> None:
    read, _ = table("Active workers\nRun on,2026-03-01\n\nEmployee ID,Worker,Location\n1,Ana,Lisbon\n")
    assert (read.header_line, read.headings) == (4, ("Employee ID", "Worker", "Location"))
    assert read.rows[0].line == 5


def test_a_quote_that_never_closes_costs_one_line() -> None:
    read, notebook = table('name,city\nAna,"Lisbon\nWei,Taipei\nJack,Sydney\n')
    assert [row.cells for row in read.rows] == [("Ana", "Lisbon"), ("Wei", "Taipei"), ("Jack", "Sydney")]
    (problem,) = notebook.problems
    assert (problem.code, problem.line) == ("open-quote", 2)


def test_rows_of_other_lengths() -> None:
    read, notebook = table("name,city\nAna\nWei,Taipei,extra\nJack,Sydney,\n")
    assert [row.cells for row in read.rows] == [("Ana", ""), ("Wei", "Taipei"), ("Jack", "Sydney")]
    (problem,) = notebook.problems
    assert (problem.code, problem.line, problem.read) == ("row-too-long", 3, "extra")


def test_empty_and_repeated_headings() -> None:
    read, notebook = table("name,,name,city\nAna,x,,Lisbon\n")
    assert read.headings == ("name", "column 2", "name (2)", "city")
    assert [problem.code for problem in notebook.problems] == ["repeated-heading"]


def test_a_megabyte_in_a_cell_is_told_and_left_out() -> None:
    read, notebook = table(f"name,city\nAna,{'x' * 1_000_000}\nWei,Taipei\n")
    assert [row.cells for row in read.rows] == [("Ana", ""), ("Wei", "Taipei")]
    (problem,) = notebook.problems
    assert (problem.code, problem.line, problem.column) == ("cell-too-long", 2, "city")
    assert len(str(problem)) < 400


def test_nul_bytes_are_left_out_and_told() -> None:
    read, notebook = table("name,city\nA\x00na,Lisbon\n")
    assert read.rows[0].cells == ("Ana", "Lisbon")
    assert [problem.code for problem in notebook.problems] == ["nul-byte"]


def test_what_a_terminal_obeys_is_left_out_and_told() -> None:
    read, notebook = table("name,city\n\x1b[31mAna\u202e,Lis\u200dbon\n")
    assert read.rows[0].cells == ("[31mAna", "Lis\u200dbon")
    assert [problem.code for problem in notebook.problems] == ["control-character"]


def test_too_many_rows() -> None:
    read, notebook = table("name,city\n" + "Ana,Lisbon\n" * 20, Limits(rows=10))
    assert len(read.rows) == 9
    assert notebook.problems[0].code == "too-many-rows"


def test_nothing_but_blank_lines() -> None:
    read, _ = table("\n\n , \n")
    assert (read.headings, read.rows) == ((), ())


# --- headings and what is shown -------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    ["Time Zone", "time_zone", "TimeZone", "TIMEZONE (required)", "timezone_imputed", " Time-Zone: "],
)
def test_heading_keys(heading: str) -> None:
    assert heading_key(heading) == "timezone"


def test_accents_do_not_count_in_headings() -> None:
    assert heading_key("Prénom") == heading_key("prenom")
    assert heading_key("Büro") == "buro"


def test_what_is_shown_is_short_and_harmless() -> None:
    assert shown("\x1b[31mred\x07\nline") == "�[31mred� line"
    assert len(shown("x" * 500)) == 61


def test_a_sheet_of_too_many_columns_says_so_once() -> None:
    read, book = table("name,city,a,b\nAna,Lisbon,1,2\nRavi,Delhi,3,4\n", Limits(columns=3))
    assert read.headings == ("name", "city", "a")
    assert [row.cells for row in read.rows] == [("Ana", "Lisbon", "1"), ("Ravi", "Delhi", "3")]
    (told,) = book.problems
    assert (told.code, told.severity, told.line) == ("too-many-columns", Severity.ERROR, 1)
