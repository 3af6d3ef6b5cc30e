"""What a stored plan holds: docs/reference/plan.schema.json is made of this."""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

FORMAT = "farflung rota plan"
MOST_MINUTES = 600_000
"""More than a year of minutes: no shift is as long."""


class Part(BaseModel):
    """Later versions may know more keys: those of a plan that is read are not refused."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class Times(Part):
    """A stretch of time; both ends are instants."""

    start: AwareDatetime = Field(description="Its first instant, in UTC.")
    end: AwareDatetime = Field(description="The instant after its last.")


class Level(Part):
    """How high one of the people stands whom fairness compares, the worst first; nobody is named."""

    height: float = Field(description="Points over their share of a full load, with what was carried before.")
    proven: bool = Field(description="Whether nobody in that place stands lower in any plan.")
    least: float | None = Field(
        None,
        description="What they cannot stand below where nobody above them stands higher; null: not known.",
    )


class Stage(Part):
    """One set of aims, minimised in its turn."""

    aims: list[Literal["cover", "changes", "fair", "wishes"]] = Field(description="What was minimised.")
    value: float = Field(description="What the plan has of it.")
    bound: float | None = Field(description="What no plan can be below; null where none is known.")
    gap: float | None = Field(description="How far above the best it may be, as a part of the value.")
    proven: bool = Field(description="Whether no plan is better.")
    levels: list[Level] = Field(default_factory=list, description="Of fairness: everybody's height.")


class Assignment(Times):
    """Somebody's shift."""

    person: str = Field(description="The person's id.")
    name: str = Field("", description="What people call them.")
    duty: str = Field(description="What they are on.")
    kind: str = Field(description="The kind of shift.")
    day: date = Field(description="The date on their own clock on which it begins.")
    minutes: int = Field(ge=0, le=MOST_MINUTES, description="Worked, in elapsed time without unpaid breaks.")
    zone: str = Field("", description="The zone whose clock they live by then.")
    local_start: str = Field("", description="The start on that clock.")
    local_end: str = Field("", description="The end on that clock.")
    reachable_until: AwareDatetime | None = Field(
        None,
        description="Until when they stay reachable after a turn; null: until its end.",
    )


class Unfilled(Times):
    """Time in which too few are there."""

    duty: str = Field(description="On what.")
    missing: int = Field(description="How many too few.")
    of: str = Field("", description="The duty whose demand it is, or the kind of shift.")


class Crowded(Times):
    """Time in which more are there than may be: what is fixed may make it so."""

    duty: str = Field(description="On what.")
    extra: int = Field(description="How many too many.")
    of: str = Field("", description="The duty whose demand it is, or the kind of shift.")


class Load(Part):
    """What somebody has in all."""

    person: str = Field(description="The person's id.")
    name: str = Field("", description="What people call them.")
    shifts: int = Field(description="How many.")
    minutes: int = Field(description="Worked.")
    nights: int = Field(description="Shifts with time in the night of their own clock.")
    night_minutes: int = Field(description="That time.")
    weekends: int = Field(description="Weekends of theirs that shifts touch.")
    holidays: int = Field(description="Public holidays of theirs that shifts touch.")
    points: float = Field(description="Burden.")


class PlanFile(Part):
    """A plan of `farflung rota plan`."""

    format: Literal["farflung rota plan"] = Field(description="What this is.")
    version: Literal[1] = Field(description="Of the format.")
    rota: str = Field(description="Its name.")
    window: Times = Field(description="From when to when it was planned.")
    made: AwareDatetime = Field(description="When it was.")
    problem: str = Field(description="A digest of the question: equal only where nothing differs.")
    seed: int = Field(description="What decided between equals.")
    by: str = Field(description="What made it, with versions.")
    zone_database: str = Field(description="The version of the IANA time zone database.")
    status: Literal["optimal", "feasible", "infeasible"] = Field(description="How much is known of it.")
    seconds: float = Field(description="How long it took.")
    stages: list[Stage] = Field(description="What was minimised, one after another.")
    assignments: list[Assignment] = Field(description="The shifts, by time.")
    unfilled: list[Unfilled] = Field(description="What is open.")
    crowded: list[Crowded] = Field([], description="Where too many are.")
    loads: list[Load] = Field(description="What each has.")
    assumed: list[str] = Field([], description="What nobody had said.")
    notes: list[str] = Field([], description="What was told on the way.")


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a stored plan (draft 2020-12)."""
    made = PlanFile.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Farflung rota plan"}
    return {**head, **{key: value for key, value in made.items() if key != "title"}}
