"""The page of a plan: what it shows, what it never lets through, and how it is read without seeing it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from farflung.engine.atlas import Atlas
from farflung.engine.rota.check import violations
from farflung.report.rota.html import plan_page
from tests.report.rota.planned import PEOPLE, PROBLEM, view


class Reader(HTMLParser):
    """Ids, headings, and the texts of titles and descriptions of pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.named: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("role") == "img":
            self.named += str(found.get("aria-labelledby", "")).split()


def test_every_picture_is_named_and_every_id_is_there_once() -> None:
    read = Reader(plan_page(view("Europe/Warsaw")))
    assert len(read.ids) == len(set(read.ids))
    assert read.named
    assert set(read.named) <= set(read.ids)
    assert "script" not in read.tags


def test_rows_say_in_words_what_they_draw() -> None:
    page = plan_page(view("Europe/Warsaw"))
    assert "Sat 27 Mar 22:00–06:00 (+1 d)" in page
    assert "own clock Tue 23 Mar 06:00–14:00" in page
    assert "☾22" in page  # the shift that reaches into the own night, told apart by more than colour
    assert "Fri 26 Mar: Good Friday" in page


def test_loads_stand_as_figures_beside_their_bars() -> None:
    page = plan_page(view())
    row = re.search(r'<tr><th scope="row"><span class="label">(?:(?!</tr>).)*Kasia.*?</tr>', page)
    assert row is not None
    assert re.findall(r'class="figure">([^<]*)<', row[0]) == ["3", "23 h", "1", "1", "1"]


def test_each_person_reads_on_how_many_days_they_could_and_who_else_could() -> None:
    page = plan_page(view())
    assert re.search(r"<bdi>Kasia</bdi>, Warsaw: 3 shifts, [\d.]+ points", page)
    assert "closed: 2 by public holidays and time off" in page
    assert "Own hours 09:00–18:00 on Mon, Tue, Wed, Thu, Fri" in page
    assert "Sat 27 Mar 06:00–14:00</th><td>watch</td><td>Rafael</td>" in page


def test_what_is_open_says_what_stands_against_each() -> None:
    page = plan_page(view())
    assert "◆ watch: 1 missing" in page
    assert "What would have to give way for least comes first." in page


def test_a_plan_that_breaks_rules_says_so_first_of_all() -> None:
    shown = view()
    broken = replace(shown, broken=violations(PROBLEM, shown.shifts))
    page = plan_page(broken)
    assert "Rules that are broken" in page
    assert "8 h from the end of day to the start of night; 11 h are asked for" in page
    assert "rota.yaml:9" in page


def test_texts_of_files_are_only_texts() -> None:
    people = tuple(replace(p, name=f"<script>{p.name}</script>") for p in PEOPLE)
    problem = replace(PROBLEM, atlas=Atlas(people))
    evil = replace(view(), problem=problem)
    assert "<script>" not in plan_page(evil)
    assert "&lt;script&gt;Kasia" in plan_page(evil)


def test_nothing_may_load_and_the_one_style_is_named_by_its_hash() -> None:
    page = plan_page(view())
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page
    assert "http" not in re.sub(r"http://www.w3.org/2000/svg|http-equiv", "", page)


def test_what_was_assumed_is_told_apart_from_what_is_worth_knowing() -> None:
    shown = view()
    result = replace(shown.record.result, notes=("16 rules of law are kept",))
    page = plan_page(
        replace(shown, record=replace(shown.record, result=result, assumed=("Nobody said when.",)))
    )
    proof = page[page.index('id="proof"') :]
    assumed, _, notes = proof.partition("Worth knowing:")
    assert "Nobody said when." in assumed
    assert "16 rules of law are kept" in notes
    assert "16 rules" not in assumed
