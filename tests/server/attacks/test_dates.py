"""Days at the ends of what a calendar can write are refused by every form that asks for one."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from farflung.server.site.who_sees import ROWS
from tests.server.walking import Company, Walker, may

pytestmark = pytest.mark.django_db
DAYS = ("9999-12-31", "0001-01-01")


class Forms(HTMLParser):
    """The forms of a page that ask for a date: method, address, and every field with what stands in it."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.path, self.found = path, list[tuple[str, str, dict[str, str], list[str]]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            address = given.get("action") or self.path
            self.found.append((given.get("method", "get").upper(), address, {}, []))
        elif tag in ("input", "textarea", "select") and self.found and "name" in given:
            _, _, fields, days = self.found[-1]
            fields[given["name"]] = given.get("value", "") or "09:00" * (given.get("type") == "time")
            if given.get("type") == "date":
                days.append(given["name"])


def asking(walker: Walker, everybody: Company) -> Iterator[tuple[str, str, dict[str, str], list[str]]]:
    """The forms of every page: of the company's records for people operations, of all others for a lead."""
    for row in ROWS:
        if row.method != "GET" or row.door or row.route.startswith("company") != (walker.name == "Camille"):
            continue
        for path, whose in everybody.paths(row.route, walker):
            if may(row.rights, walker.who, whose):
                text = walker.ask("GET", path).content.decode(errors="replace")
                yield from (one for one in Forms(text, path).found if one[3])


def test_no_form_breaks_at_the_ends_of_the_calendar(everybody: Company) -> None:
    asked = set()
    for name in ("Camille", "Mei-Ling"):
        walker = everybody.walker(name)
        for method, address, fields, days in asking(walker, everybody):
            for field in days:
                asked.add((address.partition("?")[0].rpartition("/")[2], field))
                for day in DAYS:
                    status = walker.ask(method, address, {**fields, field: day}).status_code
                    assert status < 500, (name, address, field, day)
    assert len(asked) > 12, asked
