"""What every record of a document file shares: frozen, closed, with its place in a text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)

from mdmakg.model.scalar import AnchorText, Kind, Line, Ref, reference

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

T = TypeVar("T")

__all__ = ["Anchored", "Anchors", "Fact", "HowKnown", "KnownThrough", "Many", "Record", "Some"]


def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Record(BaseModel):
    """A mapping of a document file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_key)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | Mapping) else value


class _OneOrMany:
    """JSON Schema for a list that may be written as its only item."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed["items"], listed]}


Many = Annotated[tuple[T, ...], BeforeValidator(_listed), _OneOrMany()]

Some = Annotated[tuple[T, ...], Field(min_length=1), BeforeValidator(_listed), _OneOrMany()]

Anchors = Some[AnchorText]


class HowKnown(StrEnum):
    """How a fact about a work known only through others was read."""

    OWN_PAGE = "own-page"
    SECONDARY = "secondary"
    INFERENCE = "inference"
    RECORD = "record"


class KnownThrough(Record):
    """The work that says a fact, and how that work was read.

    ``locator`` says where in a record: a row and column, a JSON pointer, an XPath.
    """

    work: Annotated[Ref, reference(Kind.SOURCE)]
    how: HowKnown
    locator: Line | None = None


class Anchored(Record):
    """A record that rests on passages (``at``), or on another work (``from``)."""

    at: Anchors | None = None
    from_: KnownThrough | None = None


class Fact(Anchored, Generic[T]):
    """A value, and where just this value is said if not where its record is.

    ``written`` keeps the source's own form where it differs from the value
    (``Twelve`` for 12). May be given as the plain value.
    """

    value: T
    written: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"value": value}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        whole = handler.resolve_ref_schema(handler(core_schema))
        return {"anyOf": [whole["properties"]["value"], dict(whole)]}
