"""The JSON Schema of a document file, for editors: generated from the model, committed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from mdmakg.model.document import Document
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

__all__ = ["document_schema", "document_schema_text"]


class _Generator(GenerateJsonSchema):
    """As the reader sees a file: every value is there or not, none is null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Leave null out: in a file, the empty value is an empty text."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Give the defaults that a person could write; the others stand for absence."""
        found = super().default_schema(schema)
        return {k: value for k, value in found.items() if k != "default" or isinstance(value, str)}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Hold every key to its type; pydantic lets keys pass that match no pattern."""
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def field_title_should_be_set(self, _schema: Any) -> bool:
        """Give no titles: they would only say a key again."""
        return False


def document_schema() -> dict[str, Any]:
    """Generate the schema from the model."""
    schema = Document.model_json_schema(schema_generator=_Generator)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}document.schema.json",
        "title": "A document file of mdmakg",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def document_schema_text() -> str:
    """Write the schema as it is committed."""
    return json.dumps(document_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
