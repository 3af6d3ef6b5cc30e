"""Whatever is in a file, reading it ends with an Atlas and messages that have a place, never a traceback."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farflung.intake.load import Intake
from tests.intake.reading import read

QUIET = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
HEADINGS = st.sampled_from(
    "name,id,email,manager,team,city,country,timezone,location,state,hours,days,weekend,start,end,start date,"
    "end date,hours from,hours until,rest window,skills,status,person,from,to,kind,recorded,reason,duty,"
    "title,"
    "attendees,length,members,lead,Employee #,Worker,Site,nonsense,".split(",")
)
CELLS = st.one_of(
    st.sampled_from(
        "Ana|Bo|Lisbon|Georgia|GMT+5|UK|US|Europe/Lisbon|9-18|Mon-Thu 9-18; Fri 9-13|22:00-06:00|daily|"
        "14-22 UTC|"
        "2027-03-26|03/04/2027|31.02.2027|=1+1|-|\x1b[31m|skip|inactive|on leave|Ana Silva (12)|Silva, Ana|"
        "0000-00-00|9-5|24/7|Sun-Thu|ana@x.org|1e999|\u202e".split("|")
    ),
    st.text(max_size=12),
)
KINDS = st.sampled_from(
    [
        "name,city,hours",
        "person,city,from,to,kind",
        "person,from,to",
        "duty,person,days,start,end",
        "team,members",
    ]
).map(lambda line: line.split(","))
SHEETS = st.tuples(
    st.sampled_from(",;\t|"),
    KINDS | st.lists(HEADINGS, min_size=1, max_size=7),
    st.lists(st.lists(CELLS, max_size=8), max_size=6),
).map(lambda parts: "\n".join(parts[0].join(row) for row in (parts[1], *parts[2])))
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("name members Resources profile tz schemas id x emails active".split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def sound(intake: Intake) -> None:
    """Every message says where and what; nothing that was read is repeated at length or raw."""
    for problem in intake.problems:
        assert problem.message
        assert problem.file or problem.code == "no-people"
        assert "\x1b" not in str(problem)
        assert len(str(problem)) < 2000
    for question in intake.questions:
        assert question.rows
        assert question.text


@QUIET
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    sound(read({"file": data, "people.csv": "name,city\nAna,Lisbon\n"}))


@QUIET
@given(SHEETS)
def test_any_sheet(text: str) -> None:
    sound(read({"file": text, "people.csv": "name,city\nAna,Lisbon\n"}))


@QUIET
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    sound(read({"file": text}))


@QUIET
@given(JSON_LIKE)
def test_any_json(value: object) -> None:
    sound(read({"file": json.dumps(value)}))


@QUIET
@given(CELLS, st.dictionaries(st.text(max_size=10), st.text(max_size=10), max_size=3))
def test_any_answer(answer: str, answers: dict[str, str]) -> None:
    sound(read("name,country\nBo,Georgia\n", answers={"place of Georgia": answer, **answers}))
