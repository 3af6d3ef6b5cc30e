"""N2: hours and places stand beside no judgement of anybody's work."""

import pytest

from tests.constitution.schema import named, run

pytestmark = pytest.mark.django_db
JUDGEMENT = (
    "performance", "rating", "ratings", "score", "scores", "review", "reviews", "appraisal", "rank",
    "ranking", "grade",
    "kpi", "okr", "goal", "goals", "salary", "pay", "bonus", "promotion", "warning", "disciplinary",
    "potential",
)  # fmt: skip


def test_no_judgement_of_work_is_kept() -> None:
    assert named(JUDGEMENT) == []


def test_a_planted_column_and_a_planted_table_are_seen() -> None:
    run("ALTER TABLE org_person ADD COLUMN performance_score integer")
    run("CREATE TABLE org_review (id bigint, person_id bigint, text text)")
    assert named(JUDGEMENT) == [
        "org_person.performance_score", "org_review.id", "org_review.person_id", "org_review.text",
    ]  # fmt: skip
