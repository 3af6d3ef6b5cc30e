"""PATCH of RFC 7644, section 3.5.2: operations on a resource, which is then read as if it had come whole.

Two habits of directories are met: operations in any case, and values under dotted names without a path.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from farflung.server.connect.scim.errors import ScimError, invalid, malformed
from farflung.server.connect.scim.filters import bare, read_filter
from farflung.server.connect.scim.reading import of_schema
from farflung.server.connect.scim.schemas import ENTERPRISE, PATCH, Attribute, attributes_of

MOST: Final = 1000
"""Operations in one request."""

_PATH: Final = re.compile(
    rf"(?:(?P<urn>{re.escape(ENTERPRISE)}):?)?(?P<name>[A-Za-z$][\w$-]*)?(?:\[(?P<filter>.*)\])?(?:\.(?P<part>[\w$]+))?",
    re.IGNORECASE,
)
_NOT_KEPT: Final = frozenset({
    "nickname", "profileurl", "usertype", "password", "phonenumbers", "ims", "photos", "entitlements",
    "roles", "x509certificates", "costcenter", "organization", "division", "schemas",
})  # fmt: skip
"""Attributes of the standard that have no place on the map: accepted, and not kept."""
_FIXED: Final = frozenset({"id", "meta", "groups"})


def patched(
    resource: Mapping[str, Any], body: Mapping[str, Any], schema: str
) -> tuple[dict[str, Any], set[str]]:
    """The resource after the operations, and the attributes that were touched; raises `ScimError`."""
    given = {str(name).casefold(): value for name, value in body.items()}
    of_schema(given, PATCH)
    operations = given.get("operations")
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST:
        raise malformed(f"Operations is a list of one to {MOST}.")
    patching = _Patching(deepcopy(dict(resource)), schema)
    for one in operations:
        try:
            patching.do(one)
        except (TypeError, ValueError, AttributeError):
            raise invalid("A value is of another kind than its attribute.") from None
    return patching.resource, patching.touched


class _Patching:
    def __init__(self, resource: dict[str, Any], schema: str) -> None:
        self.resource = resource
        self.touched: set[str] = set()
        self._schema = schema

    def do(self, operation: Any) -> None:
        if not isinstance(operation, Mapping):
            raise malformed("An operation has op, path and value.")
        one = {str(name).casefold(): value for name, value in operation.items()}
        how, path, value = str(one.get("op")).casefold(), one.get("path"), one.get("value")
        if how not in ("add", "replace", "remove"):
            raise malformed(f"{one.get('op')!r} is no operation.")
        if path:
            self._at(how, bare(str(path)), value)
        elif how == "remove":
            raise ScimError(400, "remove needs a path.", "noTarget")
        elif isinstance(value, Mapping):
            for name, each in value.items():
                self._at(how, bare(str(name)), each)
        else:
            raise invalid("Without a path the value is an object.")

    def _at(self, how: str, path: str, value: Any) -> None:
        found = _PATH.fullmatch(path)
        if found is None or not (found["name"] or found["urn"]):
            raise _no_path(path)
        if found["urn"]:
            self._in_extension(how, found, value)
            return
        attribute = self._attribute(found["name"], self._schema, path)
        if attribute is not None:
            self.touched.add(attribute.name)
            _set(self.resource, attribute, how, found, value)

    def _in_extension(self, how: str, found: "re.Match[str]", value: Any) -> None:
        held = self.resource.setdefault(ENTERPRISE, {})
        self.touched.add(ENTERPRISE)
        if found["name"]:
            attribute = self._attribute(found["name"], ENTERPRISE, found.group())
            if attribute is not None:
                _set(held, attribute, how, found, value)
        elif how == "remove":
            held.clear()
        else:
            for name, each in dict(value or {}).items():
                self._at(how, f"{ENTERPRISE}:{name}", each)

    def _attribute(self, name: str, schema: str, path: str) -> Attribute | None:
        plain = name.casefold()
        if plain in _FIXED:
            raise ScimError(400, f"{name} cannot be written.", "mutability")
        if plain == "externalid":
            return Attribute("externalId", "", exact=True)
        known = {one.name.casefold(): one for one in attributes_of(schema)}
        if plain not in known and plain not in _NOT_KEPT and not plain.startswith("urn"):
            raise _no_path(path)
        return known.get(plain)


def _no_path(path: str) -> ScimError:
    return ScimError(400, f"There is no attribute {path!r}.", "invalidPath")


def _set(held: dict[str, Any], attribute: Attribute, how: str, at: "re.Match[str]", value: Any) -> None:
    name = attribute.name
    if attribute.many:
        held[name] = _several(list(held.get(name) or ()), how, at, value)
    elif attribute.parts and at["part"]:
        inner = held.setdefault(name, {})
        _put(inner, _named(attribute, at["part"]), how, value)
    elif attribute.parts and how == "add" and isinstance(value, Mapping):
        held[name] = {**(held.get(name) or {}), **value}
    else:
        _put(held, name, how, value)


def _named(attribute: Attribute, part: str) -> str:
    return next((one.name for one in attribute.parts if one.name.casefold() == part.casefold()), part)


def _put(held: dict[str, Any], name: str, how: str, value: Any) -> None:
    if how == "remove":
        held.pop(name, None)
    else:
        held[name] = value


def _several(items: list[Any], how: str, at: "re.Match[str]", value: Any) -> list[Any]:
    if at["filter"] is not None:
        return _chosen(items, how, at, value)
    if at["part"]:
        if how == "remove":
            return [{key: each for key, each in item.items() if key != at["part"]} for item in items]
        return [{**item, at["part"]: value} for item in items] or [{at["part"]: value}]
    given = value if isinstance(value, list) else [] if value is None else [value]
    if how == "remove":
        # Entra ID names in the value whom to take out of a group.
        gone = {_key(one) for one in given}
        return [item for item in items if gone and _key(item) not in gone]
    if how == "replace":
        return list(given)
    known = {_key(item) for item in given}
    rest = [item for item in items if _key(item) not in known]
    if any(isinstance(one, Mapping) and one.get("primary") is True for one in given):
        rest = [{**item, "primary": False} for item in rest]  # there is one at most
    return [*rest, *given]


def _chosen(items: list[Any], how: str, at: "re.Match[str]", value: Any) -> list[Any]:
    """Those of several values that a filter picks; `add` makes the one that it asks for."""
    wanted = read_filter(at["filter"])
    picked = [item for item in items if isinstance(item, Mapping) and wanted.holds(item)]
    part = at["part"]
    if not picked and how == "add" and wanted.only is not None:
        more = {part: value} if part else dict(value) if isinstance(value, Mapping) else {}
        return [*items, {wanted.only[0]: wanted.only[1], **more}]
    if not picked and how != "remove":
        raise ScimError(400, "Nothing there is picked by the filter of the path.", "noTarget")
    rest: list[Any] = []
    for item in items:
        if item not in picked:
            rest.append(item)
        elif part and how == "remove":
            rest.append({key: each for key, each in item.items() if key != part})
        elif how != "remove":
            rest.append({**item, part: value} if part else {**item, **dict(value or {})})
    return rest


def _key(item: Any) -> str:
    return str(item.get("value", item)) if isinstance(item, Mapping) else str(item)
