"""A resource as a directory sends it: checked, and cut down to what has a place on the map.

What is kept is what was said, in the form in which it was said, so that a directory reads what it wrote.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from farflung.intake.gazetteer import resolve_country, resolve_zone
from farflung.server.connect.scim.errors import invalid, malformed
from farflung.server.connect.scim.schemas import ENTERPRISE, GROUP, USER

Said = dict[str, Any]
"""A resource, in the names of the standard."""

_LONGEST: Final = {"userName": 200, "displayName": 200, "title": 160, "externalId": 254, "department": 160,
                   "employeeNumber": 200}  # fmt: skip
"""Letters that there is place for where it is kept: a userName becomes the key of who has no number."""
_LONGEST_NAME: Final = 200
_LONGEST_GROUP: Final = 160
_TEXTS: Final = ("userName", "externalId", "displayName", "title", "preferredLanguage", "locale")
_NAMES: Final = ("formatted", "familyName", "givenName")
_PLACE: Final = ("locality", "region", "country")
MOST_MEMBERS: Final = 20_000


def read_user(given: Mapping[str, Any]) -> Said:
    """A User; raises `ScimError`. What is null or empty was not said."""
    one = _plain(given)
    of_schema(one, USER)
    more = one.get(ENTERPRISE.casefold())
    found: Said = {name: _text(one, name) for name in _TEXTS}
    if not found["userName"]:
        raise invalid("userName is required.")
    found["name"] = _parts(one.get("name"), "name", _NAMES)
    if len(called(found)) > _LONGEST_NAME:
        raise invalid("name: the given and the family name together are longer than can be kept.")
    found["timezone"] = _zone(_text(one, "timezone"))
    if one.get("active") is not None:
        found["active"] = _yes(one["active"])
    found["emails"] = _emails(one.get("emails"))
    found["addresses"] = _addresses(one.get("addresses"))
    found[ENTERPRISE] = _enterprise(_plain(more)) if isinstance(more, Mapping) else {}
    return {name: value for name, value in found.items() if value not in ("", None, {}, [])}


def called(said: Mapping[str, Any]) -> str:
    """What somebody is called by what is said of them: in whole, else by its parts."""
    parts = said.get("name", {})
    whole = " ".join(text for text in (parts.get("givenName"), parts.get("familyName")) if text)
    return str(said.get("displayName") or parts.get("formatted") or whole or said.get("userName", ""))


def read_group(given: Mapping[str, Any]) -> tuple[str, str, list[UUID]]:
    """The name of a Group, its externalId, and who is in it; raises `ScimError`."""
    one = _plain(given)
    of_schema(one, GROUP)
    name = _text(one, "displayName")
    if not name:
        raise invalid("displayName is required.")
    if len(name) > _LONGEST_GROUP:
        raise invalid(f"displayName: a team's name has at most {_LONGEST_GROUP} letters.")
    return name, _text(one, "externalId"), read_members(one.get("members"))


def read_members(value: Any) -> list[UUID]:
    """The ids of people, each once."""
    items = _many(value, "members")
    if len(items) > MOST_MEMBERS:
        raise invalid(f"members: at most {MOST_MEMBERS} at once.")
    found: dict[UUID, None] = {}
    for item in items:
        one = _plain(item) if isinstance(item, Mapping) else {"value": item}
        if str(one.get("type") or "User").casefold() != "user":
            raise invalid("members: only people; teams are put into teams on their own page.")
        found[_id(one.get("value"), "members")] = None
    return list(found)


def of_schema(one: Mapping[str, Any], urn: str) -> None:
    """`ScimError` for what does not say that it is one of these."""
    named = one.get("schemas")
    if not isinstance(named, list) or urn.casefold() not in {str(each).casefold() for each in named}:
        raise malformed(f"schemas has to name {urn}.")


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """Names of attributes have no case: here they are found by the standard's, or by their lower case."""
    return _AnyCase(given)


class _AnyCase(dict[str, Any]):
    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__({str(name).casefold(): value for name, value in given.items()})

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(name.casefold(), default)


def _text(one: Mapping[str, Any], name: str, *, longest: int = 200) -> str:
    value = one.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise invalid(f"{name} is a text.")
    if "\0" in value or len(value) > _LONGEST.get(name, longest):
        raise invalid(f"{name} is longer than can be kept, or holds a character that no text has.")
    return value.strip()


def _parts(value: Any, name: str, parts: Iterable[str]) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise invalid(f"{name} has parts.")
    one = _plain(value)
    return {part: text for part in parts if (text := _text(one, part))}


def _yes(value: Any) -> bool:
    """Entra ID sends the words."""
    found = {"true": True, "false": False}.get(
        value.casefold() if isinstance(value, str) else str(value).casefold()
    )
    if found is None:
        raise invalid("active is true or false.")
    return found


def _zone(name: str) -> str:
    if name and not resolve_zone(name).resolved:
        raise invalid(f"timezone: {name!r} is no IANA time zone of a place, such as Europe/Lisbon.")
    if name and ("/" not in name and name != "UTC"):
        raise invalid(f"timezone: {name!r} is no IANA time zone, such as Europe/Lisbon.")
    return name


def _emails(value: Any) -> list[dict[str, Any]]:
    """The one at work: what is marked as anything else is nobody's here."""
    items = [_plain(item) for item in _many(value, "emails") if isinstance(item, Mapping)]
    of_work = [
        one for one in items if str(one.get("type") or "work").casefold() == "work" and one.get("value")
    ]
    of_work.sort(key=lambda one: (one.get("type") is None, one.get("primary") is not True))
    for one in of_work[:1]:
        address = _text(one, "value", longest=254)
        try:
            validate_email(address)
        except ValidationError:
            raise invalid(f"emails: {address!r} is no address.") from None
        kind = {"type": "work"} if one.get("type") else {}
        primary = {"primary": one["primary"]} if isinstance(one.get("primary"), bool) else {}
        return [{"value": address, **kind, **primary}]
    return []


def _addresses(value: Any) -> list[dict[str, str]]:
    """City, region and country at work; a street or a home is neither read nor kept (N4)."""
    for item in reversed(_many(value, "addresses")):
        one = _plain(item) if isinstance(item, Mapping) else {}
        if str(one.get("type") or "work").casefold() != "work":
            continue
        found = {part: text for part in _PLACE if (text := _text(one, part))}
        if (country := found.get("country")) and not resolve_country(country).place:
            raise invalid(f"addresses.country: {country!r} is no country of ISO 3166-1.")
        if found:
            return [{**found, **({"type": "work"} if one.get("type") else {})}]
    return []


def _enterprise(one: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: _text(one, name) for name in ("employeeNumber", "department")}
    manager = one.get("manager")
    if isinstance(manager, Mapping):
        manager = _plain(manager).get("value")
    if manager:
        found["manager"] = {"value": str(_id(manager, "manager"))}
    return {name: value for name, value in found.items() if value}


def _many(value: Any, name: str) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [value]
    if not isinstance(value, list):
        raise invalid(f"{name} has several values.")
    return value


def _id(value: Any, name: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise invalid(f"{name}: {value!r} is nobody's id here.") from None
