"""A directory, as the tests of SCIM speak for one."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from farflung.server.connect.actions.directories import add_directory
from farflung.server.connect.scim.schemas import GROUP, PATCH, USER
from tests.server.company import NOW, Cast

Body = dict[str, Any]


class Directory:
    """A directory with its token."""

    def __init__(self, cast: Cast) -> None:
        self.token, self.word = add_directory(name="Okta", by=cast.account("Wei"), now=NOW)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return Client().generic(
            method, f"/scim/v2/{path}", b"" if body is None else json.dumps(body),
            content_type="application/scim+json", headers={"Authorization": f"Bearer {self.word}", **headers},
        )  # type: ignore[return-value]  # fmt: skip

    def told(self, method: str, path: str, body: Any = None, status: int = 200) -> Body:
        answer = self.ask(method, path, body)
        assert answer.status_code == status, answer.content
        assert answer.headers["Content-Type"] == "application/scim+json"
        found: Body = json.loads(answer.content)
        return found

    def come(self, user_name: Any = "noor@polaris.example", **more: Any) -> Body:
        return self.told("POST", "Users", user(user_name, **more), 201)

    def patch(self, code: str, *operations: Body, kind: str = "Users") -> Body:
        return self.told("PATCH", f"{kind}/{code}", {"schemas": [PATCH], "Operations": list(operations)})

    def refused(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        answer = self.ask(method, path, body)
        found = json.loads(answer.content)
        assert found["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert found["status"] == str(answer.status_code)
        return answer.status_code, found.get("scimType", "")


def user(user_name: str, **more: Any) -> Body:
    return {"schemas": [USER], "userName": user_name, "displayName": "Noor", **more}


def place(city: str, country: str) -> Body:
    return {"addresses": [{"type": "work", "locality": city, "country": country}]}


def group(name: str, *members: str) -> Body:
    return {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]}
