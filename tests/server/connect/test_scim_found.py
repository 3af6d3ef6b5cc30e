"""Teams are groups to a directory, and people and teams are found by filters."""

import pytest

from farflung.server.connect.scim.schemas import ENTERPRISE, GROUP, PATCH
from farflung.server.core import clock
from farflung.server.org.models import Person, Team
from tests.server.company import NOW, Cast
from tests.server.connect.directory import Body, Directory, group, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def okta(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> Directory:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Directory(polaris)


def test_teams_are_groups(okta: Directory, polaris: Cast) -> None:
    ana, wei = (str(polaris.people[name].code) for name in ("Ana", "Wei"))
    code = okta.told("POST", "Groups", group("Guild", ana) | {"externalId": "g1"}, 201)["id"]
    assert okta.refused("POST", "Groups", group("guild")) == (409, "uniqueness")
    assert okta.refused("POST", "Groups", group("A; B")) == (400, "invalidValue")
    nested = {"schemas": [GROUP], "displayName": "X", "members": [{"value": code, "type": "Group"}]}
    assert okta.refused("POST", "Groups", nested) == (400, "invalidValue")
    found = okta.told("GET", 'Groups?filter=externalId eq "g1"&excludedAttributes=members')
    assert [one["displayName"] for one in found["Resources"]] == ["Guild"]
    assert "members" not in found["Resources"][0]
    add = {"op": "add", "path": "members", "value": [{"value": wei}]}
    assert {one["value"] for one in okta.patch(code, add, kind="Groups")["members"]} == {ana, wei}
    gone = {"op": "remove", "path": f'members[value eq "{ana}"]'}
    assert [one["value"] for one in okta.patch(code, gone, kind="Groups")["members"]] == [wei]
    named = okta.patch(code, {"op": "replace", "value": {"displayName": "Guild of maps"}}, kind="Groups")
    assert named["displayName"] == "Guild of maps"
    assert [one.name for one in Team.objects.get(code=code).people.all()] == ["Wei"]
    assert okta.ask("DELETE", f"Groups/{code}").status_code == 204
    assert not Team.objects.filter(code=code).exists()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('emails.value eq "ANA@polaris.example"', {"Ana"}),
        ('displayName sw "a" and timezone eq "Europe/Lisbon"', {"Ana"}),
        ('addresses[country eq "ES" or country eq "SG"] and displayName co "mei"', {"Mei-Ling"}),
        ('not (active eq true) or urn:ietf:params:scim:schemas:core:2.0:User:displayName eq "Ana"', {"Ana"}),
        (f"title eq {'9' * 400}", set()), ('id eq "nobody"', set()), ('externalId eq "nobody"', set()),
    ],
)  # fmt: skip
def test_filters_pick(okta: Directory, text: str, names: set[str]) -> None:
    found = okta.told("GET", f"Users?filter={text}")
    assert {one["displayName"] for one in found["Resources"]} == names


def test_a_search_may_come_in_a_body(okta: Directory) -> None:
    body = {"filter": 'displayName eq "ana"', "attributes": ["displayName"], "count": 5}
    (ana,) = okta.told("POST", "Users/.search", body)["Resources"]
    assert set(ana) == {"schemas", "id", "displayName"}
    found = okta.told("POST", "Groups/.search", {"filter": 'displayName eq "ledger"'})
    assert found["totalResults"] == 1
    both = okta.told("POST", ".search", {"filter": 'displayName eq "ana" or displayName eq "ledger"'})
    assert [one["displayName"] for one in both["Resources"]] == ["Ana", "Ledger"]


@pytest.mark.parametrize(
    "text",
    ["userName eq", 'userName is "a"', '(userName eq "a"', 'userName eq "a', "(" * 20, '"a" or', "x" * 2000,
     "userName eq {}", "title gt null", 'userName eq "\\u0000"', 'userName eq "\\ud800"'],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused(okta: Directory, text: str) -> None:
    assert okta.refused("GET", f"Users?filter={text}") == (400, "invalidFilter")


@pytest.mark.parametrize(
    ("name", "longest"),
    [("userName", 200), ("displayName", 200), ("title", 160), ("externalId", 254), ("department", 160),
     ("employeeNumber", 200), ("formatted", 200), ("names", 200)],
)  # fmt: skip
def test_what_is_said_of_somebody_is_kept_or_refused(okta: Directory, name: str, longest: int) -> None:
    def said(length: int) -> Body:
        text = "n" * length
        one = user("noor@polaris.example", timezone="Africa/Nairobi") | {"displayName": ""}
        if name == "names":
            return one | {"name": {"givenName": text[:100], "familyName": text[101:]}}
        if name == "formatted":
            return one | {"name": {name: text}}
        return one | ({ENTERPRISE: {name: text}} if name[:3] in ("dep", "emp") else {name: text})

    assert okta.refused("POST", "Users", said(longest + 1)) == (400, "invalidValue")
    code = okta.told("POST", "Users", said(longest), 201)["id"]
    assert Person.objects.filter(code=code).exists()
    patch = {"schemas": [PATCH], "Operations": [{"op": "replace", "value": said(longest + 1)}]}
    assert okta.refused("PATCH", f"Users/{code}", patch) == (400, "invalidValue")


def test_the_name_of_a_group_is_kept_or_refused_and_a_patch_says_what_it_is(okta: Directory) -> None:
    assert okta.refused("POST", "Groups", group("n" * 161)) == (400, "invalidValue")
    code = okta.told("POST", "Groups", group("n" * 160), 201)["id"]
    longer = {"op": "replace", "path": "displayName", "value": "n" * 161}
    for schemas, kind in (([PATCH], "invalidValue"), (5, "invalidSyntax"), (PATCH, "invalidSyntax")):
        patch = {"schemas": schemas, "Operations": [longer]}
        assert okta.refused("PATCH", f"Groups/{code}", patch) == (400, kind)
