"""What every part of a rota file has in common: strict about keys, liberal about how they are written."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


def written(name: str) -> str:
    """A field as files write it: `at_least` is "at least", `from_` is "from"."""
    return name.rstrip("_").replace("_", " ")


class Part(BaseModel):
    """Unknown keys are refused: a key that is silently ignored is a rule that silently does not hold."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, defer_build=True, alias_generator=written
    )
    short: ClassVar[str] = ""
    """The key that is meant where a value stands in place of the whole part."""

    @model_validator(mode="before")
    @classmethod
    def _spelt_out(cls, value: Any) -> Any:
        if cls.short and not isinstance(value, (dict, cls)):
            return {cls.short: value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(core)
        if not cls.short:
            return made
        key = handler.resolve_ref_schema(made)["properties"][cls.short]
        return {"anyOf": [key, made]}
