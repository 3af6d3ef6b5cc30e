"""The instant at which pages are asked for in tests: the Monday on which the cast's story begins."""

from datetime import UTC, datetime

MONDAY = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
