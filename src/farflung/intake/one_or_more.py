"""A list of entries in a file of YAML or JSON, of which one alone needs no list around it."""

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

_Section = TypeVar("_Section")


def _listed(value: Any) -> Any:
    if value is None:
        return []  # a key with nothing behind it, as people leave it while they write
    return value if isinstance(value, list) else [value]


class _OneAlone:
    """Tells editors what the validator does: one entry may stand without a list around it."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(core)
        return {"anyOf": [listed["items"], listed, {"type": "null"}]}


OneOrMore = Annotated[list[_Section], BeforeValidator(_listed), _OneAlone()]
