"""What an agreement file may say: one class per section, strict about keys, liberal about words.

The JSON Schema of `AgreementFile` is docs/reference/agreement.schema.json, and docs/reference/agreement.md
explains every key; tests keep both equal to this file. The description of a key that is needed is told to
whoever leaves it out, in their language.
"""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)

from farflung.engine.said import said
from farflung.intake.agreement.fields import (
    Agenda,
    Clock,
    Countries,
    Day,
    Days,
    People,
    Promise,
    Wall,
    Weekly,
    Words,
    Working,
    Zone,
)
from farflung.intake.agreement.rule_text import parse_rule
from farflung.intake.one_or_more import OneOrMore

RuleKind = Literal[
    "coverage", "core_hours", "responses", "meetings", "shifts", "decisions", "leave", "messages", "holidays"
]


class Part(BaseModel):
    """Unknown keys are refused: a key that is silently ignored is a rule that silently does not hold."""

    # Built when first used: a file has few of the sections, and all of them together only the schema needs.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Coverage(Part):
    """How many people there must be. A whole sentence may stand in its place: `at least 2 at all times`."""

    name: str | None = Field(None, description="What reports call the rule.")
    at_least: People | None = Field(None, description="The fewest people at once.")
    exactly: People | None = Field(None, description="Neither more nor fewer than this.")
    at_most: People | None = Field(None, description="The most people at once.")
    duty: str | None = Field(None, description="The duty of a rota whose shifts are counted.")
    team: str | None = Field(None, description="The team whose working hours are counted, where no duty is.")
    when: str = Field("always", description="`always`, or days and hours: `Mon-Fri 09:00-18:00`.")
    zone: Zone | None = Field(None, description="The zone that the hours of `when` are meant in.")
    skills: Words = Field(frozenset(), description="Only people with all of these count.")
    languages: Words = Field(frozenset(), description="Only people who speak all of these count.")


def _sentence(value: str) -> str:
    parse_rule(value)
    return value


CoverageEntry = Annotated[
    Annotated[Coverage, Tag("rule")] | Annotated[str, AfterValidator(_sentence), Tag("sentence")],
    Discriminator(lambda value: "sentence" if isinstance(value, str) else "rule"),
]


class CoreHours(Part):
    """Hours in which everybody of a team works."""

    team: str | None = Field(None, description="The team; everybody where left out.")
    hours: str = Field(description=said("From and to: `14:00-16:00`."))
    days: str | None = Field(None, description="On which days: `Mon-Thu`.")
    zone: Zone | None = Field(None, description="The zone of the hours; each person's own where left out.")


class Response(Part):
    """How soon an answer comes."""

    channel: str = Field(description=said("Where it is asked: chat, mail, review, phone."))
    within: Promise = Field(description=said("How soon: `4 working hours`, `30 minutes`."))
    asker: str | None = Field(None, alias="from", description="The team that asks; anybody where left out.")
    answerer: str | None = Field(
        None, alias="to", description="The team that answers; anybody where left out."
    )


class Meetings(Part):
    """What a meeting must keep to, in every attendee's own local time."""

    team: str | None = Field(None, description="The team; everybody where left out.")
    earliest: Clock | None = Field(None, description="It starts no earlier, anybody's local time.")
    latest: Clock | None = Field(None, description="It ends no later, anybody's local time.")
    notice: Wall | None = Field(
        None,
        description="How long before it starts it is announced; a series announces its later dates itself. "
        "Checked where an iCalendar file says when the meeting was made (CREATED).",
    )
    agenda: Agenda = Field(default=False, description="`required`, or `optional`.")
    no_meetings: Days = Field(frozenset(), description="Days without meetings, in each person's own week.")
    at_most: Weekly | None = Field(None, description="The most hours of meetings a person has in a week.")


class Shifts(Part):
    """The company's own limits, in true elapsed time. Those of the law come from rule packs."""

    at_most: Wall | None = Field(None, description="The longest shift.")
    rest: Wall | None = Field(None, description="The shortest rest between two shifts.")
    week: Wall | None = Field(None, description="The most time on shifts in any seven days.")


class Decisions(Part):
    """How long a decision stays open."""

    team: str | None = Field(None, description="The team; everybody where left out.")
    window: Working = Field(description=said("Everybody consulted gets this much of their own working time."))


class Leave(Part):
    """How early leave is announced."""

    team: str | None = Field(None, description="The team; everybody where left out.")
    notice: Wall = Field(description=said("How long ahead, in days."))

    @property
    def days(self) -> int:
        """Whole days, rounded up."""
        return -(-self.notice // timedelta(days=1))


class Messages(Part):
    """What becomes of messages outside somebody's own hours. Where nothing is said, they wait.

    Where several hold for somebody the strictest decides, and with them the rule of the country. In rest time
    nothing lands, whatever is written here.
    """

    team: str | None = Field(None, description="The team; everybody where left out.")
    outside_hours: Literal["hold", "mute", "free"] = Field(
        description=said("`hold`: they wait; `mute`: they land without a sound; `free`: they land.")
    )


class Exempt(Part):
    """People for whom some rules do not hold."""

    countries: Countries = Field(description=said("Where they work: ISO 3166-1 codes."))
    rules: OneOrMore[RuleKind] = Field(
        description=said("Which sections; `holidays`: public holidays are worked.")
    )
    until: Day | None = Field(None, description="The last day of the exception; for ever where left out.")


class Head(Part):
    """What the agreement says about itself."""

    agreement: str = Field(description=said("Its name; the file's where left out."))
    owner: str | None = Field(None, description="Who answers for it.")
    expires: Day | None = Field(None, description="The last day on which it holds; for ever where left out.")


class AgreementFile(Head):
    """A working agreement: what a team or a company promised itself."""

    coverage: OneOrMore[CoverageEntry] = Field([], description="How many people there must be, and when.")
    core_hours: OneOrMore[CoreHours] = Field([], description="Hours in which everybody of a team works.")
    responses: OneOrMore[Response] = Field([], description="How soon an answer comes.")
    meetings: OneOrMore[Meetings] = Field([], description="What a meeting must keep to.")
    shifts: OneOrMore[Shifts] = Field([], description="The company's own limits for shifts.")
    decisions: OneOrMore[Decisions] = Field([], description="How long a decision stays open.")
    leave: OneOrMore[Leave] = Field([], description="How early leave is announced.")
    messages: OneOrMore[Messages] = Field([], description="What becomes of messages outside own hours.")
    exceptions: OneOrMore[Exempt] = Field([], description="People for whom some rules do not hold.")


SECTIONS = tuple(name for name in AgreementFile.model_fields if name not in Head.model_fields)
"""The keys that hold rules; each may be one rule or a list of them."""


def agreement_schema() -> dict[str, Any]:
    """The JSON Schema of an agreement file (draft 2020-12), for editors and other programs."""
    made = AgreementFile.model_json_schema(by_alias=True)
    # A file without a name is called after itself, so no key is needed.
    made.pop("required", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Farflung working agreement"}
    return {**head, **{key: value for key, value in made.items() if key != "title"}}
