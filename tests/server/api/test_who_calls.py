"""The table of who may call what, walked: every operation as everybody, with a body of the right shape."""

from collections.abc import Iterator

import pytest

from farflung.server.site.who_calls import OPERATIONS
from tests.server.calling import addresses, asked, operations
from tests.server.company import Cast
from tests.server.walking import OTHER, Company, company, may

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(polaris: Cast) -> Company:
    return company(polaris)


def test_every_operation_has_its_rights_and_no_other_is_listed() -> None:
    assert {told["operationId"] for _, _, told in operations()} == OPERATIONS.keys()


def wrong(everybody: Company) -> Iterator[str]:
    """Where an operation answers otherwise than the table says."""
    other = str(everybody.cast.people[OTHER].code)
    for method, path, told in operations():
        rights = OPERATIONS[told["operationId"]]
        for walker in everybody.walkers:
            for address, whose in addresses(everybody, path, told, walker):
                status = asked(walker.client(), method, address, told, other).status_code
                allowed = may(rights, walker.who, whose)
                if walker.name == "Nobody":
                    fits = status == 401
                elif allowed:
                    fits = status in (200, 201, 202, 204, 409, 422)
                else:
                    fits = status == 404
                if not fits:
                    yield f"{walker.name} {method} {path} ({whose}): {status}"


def test_everybody_gets_what_the_table_says_and_nothing_else(everybody: Company) -> None:
    assert "\n".join(wrong(everybody)) == ""
