"""What `farflung rota check|compare|explain|repair --json` print: docs/reference/rota-answers.schema.json.

No model here reads anything: they describe, and every answer of the tests is held against them.
"""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter


class Part(BaseModel):
    """Nothing is printed that is not described."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Times(Part):
    """A stretch of time; both ends are instants."""

    start: AwareDatetime = Field(description="Its first instant, in UTC.")
    end: AwareDatetime = Field(description="The instant after its last.")


class Broken(Times):
    """A rule that somebody's shifts break."""

    rule: str = Field(description="Its id, as in rota files.")
    person: str = Field(description="Whose shifts, by id.")
    by: int = Field(description="By how much, in `unit`.")
    unit: Literal["minutes", "count"] = Field(description="What `by` counts.")
    text: str = Field(description="The same for people.")
    basis: str = Field(description="Why the rule is there: a law or an agreement; empty where nobody said.")


class Missing(Times):
    """Time in which too few are there."""

    duty: str = Field(description="On what.")
    missing: int = Field(description="How many too few.")


class Extra(Times):
    """Time in which more are there than may be."""

    duty: str = Field(description="On what.")
    extra: int = Field(description="How many too many.")


class Hours(Part):
    """Somebody's hours against an even share."""

    person: str = Field(description="The person's id.")
    minutes: int = Field(description="On duty; two shifts at once count once.")
    expected_minutes: int = Field(description="An even share by contract and time there.")
    share: float | None = Field(
        description="How far above it, as a part of it; -1: nothing; null where nothing was expected."
    )


class Balance(Part):
    """How evenly hours are shared."""

    balanced: bool = Field(description="Whether nobody is far from their share.")
    people: list[Hours] = Field(description="Everybody, those with nothing too.")


class Checked(Part):
    """What a plan breaks and leaves open."""

    broken: list[Broken] = Field(description="Broken rules.")
    open: list[Missing] = Field(description="Times with too few.")
    crowded: list[Extra] = Field(description="Times with too many.")
    strangers: dict[str, int] = Field(description="Ids of who is not planned for, and how many shifts.")
    flags: list[Broken] = Field(description="What the law of a place asks to look at; no breach.")
    balance: Balance


class Line(Times):
    """Somebody's shift."""

    person: str = Field(description="The person's id.")
    duty: str = Field(description="On what.")
    kind: str = Field(description="The kind of shift.")


class Change(Part):
    """One that is new, gone or moved."""

    before: Line | None = Field(description="In the first plan; null: it is new.")
    after: Line | None = Field(description="In the second; null: it is gone.")


class Figures(Part):
    """What somebody has in all."""

    shifts: int = Field(description="How many.")
    minutes: int = Field(description="Worked.")
    nights: int = Field(description="Shifts with time in the night of their own clock.")
    weekends: int = Field(description="Weekends of theirs that shifts touch.")
    points: float = Field(description="Burden.")


class Loads(Part):
    """What somebody has in both plans."""

    person: str = Field(description="The person's id.")
    before: Figures | None = Field(description="Null: not in the first plan.")
    after: Figures | None = Field(description="Null: not in the second.")


class Compared(Part):
    """What changes from one plan to another, and for whom."""

    changes: list[Change] = Field(description="Every shift that is not in both.")
    people: list[str] = Field(description="Ids of whom they concern.")
    loads: list[Loads] = Field(description="What that makes of everybody's load.")


class OfKind(Times):
    """A shift that somebody could have there."""

    kind: str = Field(description="The kind of shift.")


class Reason(Part):
    """Whether somebody could be there, and what stands against it."""

    person: str = Field(description="The person's id.")
    could: bool = Field(description="Whether no rule is broken.")
    covers: int = Field(description="Minutes of the time that the shift covers.")
    shift: OfKind | None = Field(description="By which shift; null where none of theirs is at that time.")
    lacks: list[str] = Field(description="Skills or languages that they lack.")
    breaks: list[Broken] = Field(description="Rules that it would break.")
    cost: float | None = Field(
        description="How much would give way in all, the least first; null: no rule could give way."
    )


class Points(Part):
    """Burden without and with the shift."""

    now: float = Field(description="Without it.")
    then: float = Field(description="With it.")


class Instead(Reason):
    """Somebody in the place of who has the shift."""

    points: Points = Field(description="Theirs.")
    holder_points: Points = Field(description="Those of who has it.")
    fairer: bool = Field(description="Whether the one of the two who carries more would carry less.")


class Shift(Times):
    """Why somebody has a shift."""

    person: str = Field(description="Who has it, by id.")
    duty: str = Field(description="On what.")
    only: bool = Field(description="Whether nobody else could have it.")
    instead: list[Instead] = Field(description="Everybody else who was asked about.")


class Conflict(Part):
    """One of the rules that conflict."""

    rule: str = Field(description="Its id.")
    person: str | None = Field(description="Whose; null: of all.")
    basis: str = Field(description="Why the rule is there.")


class Hole(Missing):
    """Why a time is open."""

    people: list[Reason] = Field(description="Why nobody is there, person by person.")
    conflict: list[Conflict] | None = Field(
        None, description="The smallest set of rules that conflict, with --conflict; null: none was proven."
    )


class Open(Part):
    """What is open on a date."""

    open: list[Hole] = Field(description="Every open time of that date.")


class Candidate(Part):
    """Somebody who was asked whether they could step in."""

    person: str = Field(description="The person's id.")
    could: bool = Field(description="Whether no rule is broken.")
    covers: int = Field(description="Minutes of the shift that they could have.")
    points: float = Field(description="What they would carry then.")
    breaks: list[Broken] = Field(description="Rules that it would break.")


class Hit(Times):
    """A shift of somebody who cannot come."""

    person: str = Field(description="Whose, by id.")
    duty: str = Field(description="On what.")
    candidates: list[Candidate] = Field(description="Who could step in, the best first.")


class StandIns(Part):
    """Who could step in, with --ask: nothing is changed."""

    hits: list[Hit] = Field(description="Every shift of theirs in the absence.")


class Answer(Part):
    """What all of them have."""

    title: str = Field(description="The answer in one line, for people.")
    basis: list[str] = Field(description="What it rests on.")
    notes: list[str] = Field(description="What else is to be known, for people.")
    zone_database: str = Field(description="The version of the IANA time zone database.")


class Check(Answer):
    """`farflung rota check`."""

    verb: Literal["rota check"]
    answer: Checked


class Compare(Answer):
    """`farflung rota compare`."""

    verb: Literal["rota compare"]
    answer: Compared


class Explain(Answer):
    """`farflung rota explain`."""

    verb: Literal["rota explain"]
    answer: Shift | Open


class Repair(Answer):
    """`farflung rota repair`: what changes, or with --ask who could step in."""

    verb: Literal["rota repair"]
    answer: Compared | StandIns


Answers = Annotated[Check | Compare | Explain | Repair, Field(discriminator="verb")]


def answers_schema() -> dict[str, Any]:
    """The JSON Schema of what the four verbs print (draft 2020-12)."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers about Farflung rotas",
    }
    return {**head, **TypeAdapter[Any](Answers).json_schema()}
