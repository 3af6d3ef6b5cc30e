"""What is claimed: the schemas, resource types and abilities that `/Schemas` and its neighbours tell.

One table of attributes; what is read, patched and filtered goes by it. Whatever else the standard has (home
addresses, phones, photos) has no place on the map: it is accepted and not kept (N4).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from farflung.engine.time import packaged_zones
from farflung.intake.gazetteer import Gazetteer

USER: Final = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP: Final = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LIST: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH: Final = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
_CORE: Final = "urn:ietf:params:scim:schemas:core:2.0:"
MOST_RESULTS: Final = 200

LANGUAGES: Final = ("en", "fr", "es", "ar")
"""The languages of the pages; any other is kept as it was said and changes nothing."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as RFC 7643, section 7 describes one."""

    name: str
    what: str
    kind: str = "string"
    many: bool = False
    required: bool = False
    exact: bool = False
    mutability: str = "readWrite"
    unique: str = "none"
    parts: "tuple[Attribute, ...]" = ()
    canonical: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, Any]:
        """As `/Schemas` shows it."""
        found: dict[str, Any] = {
            "name": self.name, "type": self.kind, "multiValued": self.many, "description": self.what,
            "required": self.required, "mutability": self.mutability, "returned": "default",
        }  # fmt: skip
        if self.kind == "string":
            found |= {"caseExact": self.exact, "uniqueness": self.unique}
        if self.parts:
            found["subAttributes"] = [part.told for part in self.parts]
        if self.canonical:
            found["canonicalValues"] = list(self.canonical)
        if self.refers:
            found |= {"referenceTypes": list(self.refers), "caseExact": True, "uniqueness": "none"}
        return found


def _reference(*kinds: str, what: str, only_read: bool = False) -> Attribute:
    mutability = "readOnly" if only_read else "readWrite"
    return Attribute("$ref", what, "reference", refers=kinds, mutability=mutability)


@cache
def user_attributes() -> tuple[Attribute, ...]:
    """Of a User."""
    known = Gazetteer.load()
    zones = tuple(sorted(one for one in packaged_zones().names if "/" in one and known.zone_country(one)))
    countries = tuple(sorted(known.tables.countries))
    work = Attribute("type", "Only what is at work is kept.", canonical=("work",))
    return (
        Attribute("userName", "By what the directory knows the person.", required=True, unique="server"),
        Attribute("name", "The parts of the name.", "complex", parts=(
            Attribute("formatted", "The whole name."),
            Attribute("familyName", "The family name."),
            Attribute("givenName", "The given name."),
        )),
        Attribute("displayName", "The name that colleagues see."),
        Attribute("title", "What the person does."),
        Attribute("preferredLanguage", "The language of pages and messages.", canonical=LANGUAGES),
        Attribute("locale", "The same where no preferredLanguage is said.", canonical=LANGUAGES),
        Attribute("timezone", "An IANA time zone; there is no default one.", canonical=zones),
        Attribute("active", "Whether the person works here.", "boolean"),
        Attribute("emails", "The address at work.", "complex", many=True, parts=(
            Attribute("value", "The address."), work,
            Attribute("primary", "Whether it is the one.", "boolean"),
        )),
        Attribute("addresses", "Where the person works, to the city.", "complex", many=True, parts=(
            Attribute("locality", "The city."), Attribute("region", "The region."),
            Attribute("country", "ISO 3166-1, two letters.", canonical=countries), work,
        )),
        Attribute("groups", "The teams of the person.", "complex", many=True, mutability="readOnly", parts=(
            Attribute("value", "The team's id.", mutability="readOnly"),
            _reference("Group", what="The team.", only_read=True),
            Attribute("display", "Its name.", mutability="readOnly"),
        )),
    )  # fmt: skip


ENTERPRISE_ATTRIBUTES: Final = (
    Attribute("employeeNumber", "The id under which files of the company know the person."),
    Attribute("department", "The team of that name; it is made where there is none."),
    Attribute("manager", "Who leads the person.", "complex", parts=(
        Attribute("value", "The manager's id."),
        _reference("User", what="The manager."),
    )),
)  # fmt: skip
GROUP_ATTRIBUTES: Final = (
    Attribute("displayName", "The name of the team.", required=True, unique="server"),
    Attribute("members", "Who is in the team.", "complex", many=True, parts=(
        Attribute("value", "The person's id.", mutability="immutable"),
        Attribute("$ref", "The person.", "reference", refers=("User",), mutability="immutable"),
        Attribute("type", "People only: teams are put into teams on their own page.", canonical=("User",),
                  mutability="immutable"),
    )),
)  # fmt: skip


def attributes_of(schema: str) -> tuple[Attribute, ...]:
    """Of one of the three."""
    return {ENTERPRISE: ENTERPRISE_ATTRIBUTES, GROUP: GROUP_ATTRIBUTES}.get(schema) or user_attributes()


def schemas(root: str) -> Iterator[dict[str, Any]]:
    """Everything below `/Schemas`; `root` is the address of the service."""
    yield _schema(root, USER, "User", "A person on the map", attributes_of(USER))
    yield _schema(root, ENTERPRISE, "EnterpriseUser", "What companies add", attributes_of(ENTERPRISE))
    yield _schema(root, GROUP, "Group", "A team", attributes_of(GROUP))
    for name, parts in _ABOUT.items():
        yield _schema(root, _CORE + name, name, f"What /{name}s tells", parts)


def _schema(root: str, urn: str, name: str, what: str, parts: Iterable[Attribute]) -> dict[str, Any]:
    return {
        "schemas": [_CORE + "Schema"], "id": urn, "name": name, "description": what,
        "attributes": [part.told for part in parts],
        "meta": {"resourceType": "Schema", "location": f"{root}/Schemas/{urn}"},
    }  # fmt: skip


def _read(name: str, kind: str = "string", *, many: bool = False, parts: Iterable[str] = ()) -> Attribute:
    inner = tuple(_read(part) for part in parts)
    return Attribute(name, f"The {name}.", kind, many, mutability="readOnly", parts=inner)


_ABOUT: Final[Mapping[str, tuple[Attribute, ...]]] = {
    "ServiceProviderConfig": (
        _read("documentationUri"),
        *(_read(name, "complex", parts=("supported",)) for name in
          ("patch", "bulk", "filter", "changePassword", "sort", "etag")),
        _read("authenticationSchemes", "complex", many=True, parts=("type", "name", "description")),
    ),
    "ResourceType": (
        _read("name"), _read("description"), _read("endpoint"), _read("schema"),
        _read("schemaExtensions", "complex", many=True, parts=("schema", "required")),
    ),
    "Schema": (
        _read("name"), _read("description"),
        _read("attributes", "complex", many=True, parts=("name", "type", "multiValued", "mutability")),
    ),
}  # fmt: skip


def resource_types(root: str) -> list[dict[str, Any]]:
    """People and teams."""

    def told(name: str, what: str, schema: str, *extensions: str) -> dict[str, Any]:
        return {
            "schemas": [_CORE + "ResourceType"], "id": name, "name": name, "description": what,
            "endpoint": f"/{name}s", "schema": schema,
            "schemaExtensions": [{"schema": one, "required": False} for one in extensions],
            "meta": {"resourceType": "ResourceType", "location": f"{root}/ResourceTypes/{name}"},
        }  # fmt: skip

    return [told("User", "People", USER, ENTERPRISE), told("Group", "Teams", GROUP)]


def service(root: str) -> dict[str, Any]:
    """What is supported, and nothing that is not."""
    no = {"supported": False}
    return {
        "schemas": [_CORE + "ServiceProviderConfig"],
        "patch": {"supported": True}, "changePassword": no, "sort": no, "etag": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_RESULTS},
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "Bearer token", "primary": True,
            "description": "A token that an operator made on the page Directories",
        }],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{root}/ServiceProviderConfig"},
    }  # fmt: skip
