"""SCIM 2.0: a `ListResponse` of `User` resources, one `User`, or a list of them (RFC 7643, RFC 7644).

`locale` is a language preference and `timezone` a zone: only the second says where somebody is.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from farflung.intake.notebook import plain_text
from farflung.intake.people.field import Field
from farflung.intake.people.flatten import lines_of, records_of
from farflung.intake.people.raw import RawPerson

SOURCE: Final = "https://www.rfc-editor.org/rfc/rfc7643"
_USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
_ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
COLUMNS: Final[Mapping[Field, str]] = {
    Field.ID: "id",
    Field.NAME: "displayName",
    Field.EMAIL: "emails",
    Field.MANAGER_ID: "enterprise manager.value",
    Field.MANAGER: "enterprise manager.displayName",
    Field.DEPARTMENT: "enterprise department",
    Field.DIVISION: "enterprise division",
    Field.ENTITY: "enterprise organization",
    Field.ROLE: "title",
    Field.ZONE: "timezone",
    Field.CITY: "addresses.locality",
    Field.REGION: "addresses.region",
    Field.COUNTRY: "addresses.country",
    Field.STATUS: "active",
}


def is_scim(value: Any) -> bool:
    """Whether a JSON value is SCIM users."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return False
    schemas = first.get("schemas")
    listed = isinstance(schemas, list) and (_LIST in schemas or _USER in schemas)
    return listed or ("Resources" in first and isinstance(first["Resources"], list))


def raw_people(file: str, content: str, value: Any) -> list[RawPerson]:
    """The users, inactive ones too: their status says why they are left out."""
    key, records = records_of(value) or (None, [value])
    lines = lines_of(content, key, len(records)) if records != [value] else [1]
    return [
        RawPerson(file, line, {field: text for field, text in _values(user) if text}, COLUMNS)
        for line, user in zip(lines, records, strict=True)
        if isinstance(user, dict)
    ]


def _values(user: dict[str, Any]) -> Iterator[tuple[Field, str]]:
    name, enterprise, address = (_dict(user.get("name")), _dict(user.get(_ENTERPRISE)), _address(user))
    manager = _dict(enterprise.get("manager"))
    spoken = f"{name.get('givenName') or ''} {name.get('familyName') or ''}".strip()
    yield Field.ID, _text(user.get("id") or user.get("externalId") or user.get("userName"))
    yield (
        Field.NAME,
        _text(user.get("displayName") or name.get("formatted") or spoken or user.get("userName")),
    )
    yield Field.EMAIL, _email(user)
    yield Field.MANAGER_ID, _text(manager.get("value"))
    yield Field.MANAGER, _text(manager.get("displayName"))
    yield Field.DEPARTMENT, _text(enterprise.get("department"))
    yield Field.DIVISION, _text(enterprise.get("division"))
    yield Field.ENTITY, _text(enterprise.get("organization"))
    yield Field.ROLE, _text(user.get("title"))
    yield Field.ZONE, _text(user.get("timezone"))
    yield Field.CITY, _text(address.get("locality"))
    yield Field.REGION, _text(address.get("region"))
    yield Field.COUNTRY, _text(address.get("country"))
    yield Field.STATUS, "inactive" if user.get("active") is False else ""


def _address(user: dict[str, Any]) -> dict[str, Any]:
    """The work address, else the primary one, else the first. The street is never looked at."""
    listed = user.get("addresses")
    addresses = [_dict(item) for item in listed] if isinstance(listed, list) else []
    chosen = [a for a in addresses if a.get("type") == "work"] + [a for a in addresses if a.get("primary")]
    return next(iter(chosen + addresses), {})


def _email(user: dict[str, Any]) -> str:
    listed = user.get("emails")
    emails = [_dict(item) for item in listed] if isinstance(listed, list) else []
    emails.sort(key=lambda email: (not email.get("primary"), email.get("type") != "work"))
    written = _text(emails[0].get("value")) if emails else ""
    return written or (_text(user.get("userName")) if "@" in _text(user.get("userName")) else "")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return plain_text(str(value)).strip() if value is not None else ""
