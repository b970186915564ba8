"""A document file in: the model's types are given here, and every fault gets its place."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from mdmakg.model.document import Document
from mdmakg.read.schema import document_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from mdmakg.errors import Fault, Place
    from mdmakg.read.tree import NodePath, Tree

__all__ = ["to_document"]

_EXPECTED: Final[Mapping[str, str]] = {
    "dict_type": "expected a mapping",
    "model_type": "expected a mapping",
    "tuple_type": "expected a list",
    "too_short": "expected at least one",
}
_CODES: Final[Mapping[str, str]] = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "enum": "bad-value",
    "value": "bad-value",
}


def to_document(tree: Tree) -> tuple[Document | None, tuple[Fault, ...]]:
    """Give the values of a file their types; with faults, there is no document."""
    try:
        return Document.model_validate(tree.value), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return None, tuple(sorted({_fault(tree, detail) for detail in details}))


def _fault(tree: Tree, detail: ErrorDetails) -> Fault:
    path = tuple(key for key in detail["loc"] if key != "[key]")
    code = _CODES.get(detail["type"], "wrong-type")
    return tree.fault(_place(tree, path, detail), code, _says(path, detail))


def _place(tree: Tree, path: NodePath, detail: ErrorDetails) -> Place:
    named = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    return tree.place_of_key(path) if named else tree.place_of(path)


def _says(path: NodePath, detail: ErrorDetails) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return _unknown(str(path[-1]), sorted(_allowed_keys(path[:-1])))
        case "missing":
            return f"the key {path[-1]} is missing"
        case "enum":
            return f"expected one of: {detail['ctx']['expected'].replace(chr(39), '')}"
        case kind:
            subject = "a name that is " if "[key]" in detail["loc"] else ""
            return _EXPECTED.get(kind) or detail["msg"].replace(
                "expected ", f"expected {subject}", 1
            )


def _unknown(key: str, allowed: list[str]) -> str:
    close = get_close_matches(key, allowed, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"unknown key {key!r}{hint} Allowed here: {', '.join(allowed)}".replace(
        f"{key!r} Allowed", f"{key!r}; allowed"
    )


def _allowed_keys(path: NodePath) -> set[str]:
    """Find the keys that may stand in the mapping at a path, by the schema of the document."""
    found = [_schema()]
    for key in path:
        found = [inner for outer in found for inner in _inside(outer, key)]
    return {key for schema in found for key in schema.get("properties", {})}


@cache
def _schema() -> Mapping[str, Any]:
    return document_schema()


def _inside(schema: Mapping[str, Any], key: str | int) -> Iterator[Mapping[str, Any]]:
    for branch in _branches(schema):
        if isinstance(key, int):
            # A list may be written as its only item.
            yield from _branches(branch.get("items", branch))
            continue
        inner = branch.get("properties", {}).get(key, branch.get("additionalProperties"))
        if isinstance(inner, dict):
            yield from _branches(inner)


def _branches(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in schema:
        yield from _branches(_schema()["$defs"][schema["$ref"].rpartition("/")[2]])
    elif "anyOf" in schema:
        for branch in schema["anyOf"]:
            yield from _branches(branch)
    else:
        yield schema
