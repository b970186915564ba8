"""The JSON Schema of a document file, for editors: generated from the model, committed."""

from __future__ import annotations

import json
from typing import Any

from mdmakg.model.document import Document
from mdmakg.vocab.mdmakg import BASE

__all__ = ["document_schema", "document_schema_text"]


def document_schema() -> dict[str, Any]:
    """Generate the schema from the model."""
    schema = Document.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}document.schema.json",
        "title": "A document file of mdmakg",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def document_schema_text() -> str:
    """Write the schema as it is committed."""
    return json.dumps(document_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
