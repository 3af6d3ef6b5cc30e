"""The page: sound, closed to the outside, safe against what files hold, and never too large."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from farflung.engine.checks import Evidence, Fix
from farflung.engine.model import Place
from farflung.report import Asked, FileRead, IntakeSummary, Remark, Summary, Trouble
from farflung.report.html import page
from farflung.report.html.findings import MOST_FULL
from tests.report import example
from tests.report.large import large
from tests.report.page_reader import Page

BAD = "'\"></title></style></svg><script>alert(1)</script><img src=x onerror=alert(1)>\x00\x1b[2J\u202e&amp;"
RUNS = {"onerror", "onload", "onclick", "style", "src", "action"}
PARTS = "ahead day findings coverage overlap world pays clocks holidays read rules how".split()


@pytest.fixture(scope="module")
def text() -> str:
    return page(example.summary())


@pytest.fixture(scope="module")
def seen(text: str) -> Page:
    return Page(text)


def hostile() -> Summary:
    """A report in which every free text is an attack."""
    made = example.atlas()
    people = tuple(
        replace(p, name=f"{BAD}{n}", place=replace(p.place, city=BAD)) for n, p in enumerate(made.people)
    )
    meetings = tuple(replace(m, title=BAD) for m in made.meetings)
    rules = tuple(
        replace(a, name=BAD, coverage=tuple(replace(c, name=BAD) for c in a.coverage))
        for a in made.agreements
    )
    findings = tuple(
        replace(
            f, subject=f"{BAD}{n}", title=f"{BAD}{n}", cause=BAD, basis=BAD, tags=(BAD,),
            evidence=(Evidence(BAD, BAD),), fixes=(Fix(BAD, BAD),),
        )
        for n, f in enumerate(example.findings())
    )  # fmt: skip
    intake = IntakeSummary(
        (FileRead(BAD, BAD, 1),),
        (Trouble(findings[0].severity, "x", BAD, BAD, BAD, 1, BAD, BAD),),
        (Asked(BAD, (BAD,), ((BAD, 1),), BAD),),
        (Remark(BAD, BAD, 2),),
    )
    return example.summary(
        findings, of=made.with_(people=people, meetings=meetings, agreements=rules), intake=intake
    )


@pytest.mark.parametrize("viewer", ["Europe/Lisbon", "Australia/Lord_Howe", None])
def test_every_tag_is_closed_and_every_id_is_unique(viewer: str | None) -> None:
    read = Page(page(example.summary(viewer=viewer)))
    assert read.faults == []
    ids = read.values("id")
    assert len(ids) == len(set(ids))


def test_references_lead_somewhere_on_the_page(seen: Page) -> None:
    ids = set(seen.values("id"))
    for attribute in ("aria-labelledby", "for", "aria-describedby"):
        assert {key for value in seen.values(attribute) for key in value.split()} <= ids
    assert {value.removeprefix("#") for value in seen.values("href")} <= ids
    fills = {value[5:-1] for value in seen.values("fill") if value.startswith("url(#")}
    assert fills <= ids


def test_nothing_comes_from_outside_and_nothing_runs(text: str, seen: Page) -> None:
    assert seen.all("script", "link", "iframe", "object", "embed", "img", "form", "base") == []
    assert all(value.startswith("#") for value in seen.values("href"))
    keys = {key for element in seen.elements for key in element.attributes}
    assert {key for key in keys if key in RUNS or key.startswith("on")} == set()
    assert "url(http" not in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_the_policy_names_the_one_stylesheet(text: str, seen: Page) -> None:
    css = text.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = next(e.attributes["content"] for e in seen.all("meta") if "http-equiv" in e.attributes)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert len(seen.all("style")) == 1


def test_headings_go_down_one_step_at_a_time(seen: Page) -> None:
    levels = [int(element.tag[1]) for element in seen.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_name_their_rows_and_columns(seen: Page) -> None:
    heads = seen.all("th")
    assert heads
    assert {head.attributes.get("scope") for head in heads} == {"row", "col"}


def test_a_page_says_what_it_is(seen: Page) -> None:
    assert seen.all("html")[0].attributes["lang"] == "en"
    assert "".join(seen.all("title")[0].text) == "2 errors, 8 warnings and 10 notes · farflung check"
    skip = seen.all("a")[0]
    assert skip.attributes["href"] == "#findings"
    assert len(seen.all("main")) == 1


def test_pictures_are_named_or_hidden(seen: Page) -> None:
    pictures = [svg for svg in seen.all("svg") if "svg" not in svg.inside]
    assert len(pictures) > 20
    for svg in pictures:
        assert svg.attributes.get("aria-hidden") == "true" or svg.attributes.get("aria-labelledby")


def test_every_part_is_there_and_can_be_reached(seen: Page) -> None:
    sections = [section.attributes["id"] for section in seen.all("section")]
    assert sections == PARTS
    nav = [a.attributes["href"] for a in seen.all("a") if "nav" in a.inside]
    assert nav == [f"#{section}" for section in sections]


def test_times_stand_in_the_readers_zone_in_utc_and_where_it_hits(seen: Page) -> None:
    assert "Mon 29 Mar 2027 15:00–16:00 Lisbon, your time" in seen.text
    assert "14:00–15:00 UTC · 11:00–12:00 São Paulo · 16:00–17:00 Warsaw" in seen.text
    assert "and 54 more times until Sat 22 May 2027, 55 h in all" in seen.text


def test_without_a_reader_times_are_utc_and_say_so() -> None:
    read = Page(page(example.summary(viewer=None)))
    assert "Nobody named a reader’s zone" in read.text
    assert "Mon 29 Mar 2027 14:00–15:00 UTC" in read.text
    assert "your time" not in read.text


def test_hostile_text_stays_text() -> None:
    made = page(hostile())
    read = Page(made)
    assert read.faults == []
    assert read.all("script", "img") == []
    assert "<script" not in made
    assert not set(made) & {"\x00", "\x1b", "\u202e"}
    assert "<script>alert(1)</script>" in read.text
    ids = read.values("id")
    assert len(ids) == len(set(ids))


def test_nothing_found_is_said_plainly() -> None:
    read = Page(page(example.summary(())))
    assert read.faults == []
    assert "Nothing found that breaks in these 90 days" in read.text


def test_a_company_of_names_and_zones_gets_a_page() -> None:
    """No holidays, no shifts, no meetings, no agreement, no coordinates, no files named."""
    made = example.atlas()
    people = tuple(replace(p, place=Place(p.place.zone), manager=None, teams=()) for p in made.people)
    bare = made.with_(people=people, holidays={}, shifts=(), meetings=(), agreements=(), teams=())
    read = Page(page(example.summary((), of=bare, intake=IntakeSummary())))
    assert read.faults == []
    assert "No rule and no rota was read." in read.text


def test_five_thousand_people_and_hundreds_of_findings_stay_under_a_megabyte_and_a_half() -> None:
    made = large()
    text = page(made)
    assert len(text.encode()) < 1_500_000
    read = Page(text)
    assert read.faults == []
    assert (
        len([e for e in read.all("li") if str(e.attributes.get("class", "")).startswith("k-")]) == MOST_FULL
    )
    assert f"{len(made.findings) - MOST_FULL} more findings" in read.text
    assert {value.removeprefix("#") for value in read.values("href")} <= set(read.values("id"))


def test_the_map_and_the_areas_show_no_group_under_five(seen: Page) -> None:
    spots = [e for e in seen.all("g") if "svg" in e.inside and "<5" in "".join(e.text)]
    assert len(spots) >= 4 * 10


def test_no_reason_of_an_absence_could_be_shown(text: str) -> None:
    assert not {"sick", "vacation", "parental", "leave reason"} & set(text.lower().split())
