"""A document file in: the model's types are given here, and every fault gets its place."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from mdmakg.model.document import Document
from mdmakg.read.codes import ReadCode
from mdmakg.read.schema import document_schema
from mdmakg.read.yaml import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from mdmakg.errors import Fault
    from mdmakg.read.tree import NodePath, Tree

__all__ = ["to_document"]

_EXPECTED: Final[Mapping[str, str]] = {
    "dict_type": "expected a mapping",
    "model_type": "expected a mapping",
    "tuple_type": "expected a list",
}
_CODES: Final[Mapping[str, str]] = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "enum": "bad-value",
    "value": "bad-value",
}
_SHOWN: Final = 60  # characters of a key that a message repeats


def to_document(tree: Tree) -> tuple[Document | None, tuple[Fault, ...]]:
    """Give the values of a file their types; with faults, there is no document."""
    try:
        return Document.model_validate(tree.value), ()
    except ValidationError as error:
        details = _apart(error.errors(include_url=False))
        return None, _first(sorted({_fault(tree, detail) for detail in details}))


def _apart(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where that is so because an item of it is wrong."""
    around = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [d for d in details if d["type"] != "too_short" or d["loc"] not in around]


def _first(faults: list[Fault]) -> tuple[Fault, ...]:
    if len(faults) <= BOUNDS.faults:
        return tuple(faults)
    last = faults[BOUNDS.faults]
    more = replace(
        last, code=ReadCode.TOO_MANY_FAULTS, message="there are more; they are not listed"
    )
    return (*faults[: BOUNDS.faults], more)


def _fault(tree: Tree, detail: ErrorDetails) -> Fault:
    unknown = detail["type"] == "extra_forbidden"
    # pydantic marks a fault of a key itself so; an unknown key may have that very name.
    of_key = detail["loc"][-1:] == ("[key]",) and not unknown
    path = detail["loc"][:-1] if of_key else detail["loc"]
    place = tree.place_of_key(path) if of_key or unknown else tree.place_of(path)
    says = _unknown(path) if unknown else _says(path, detail, "name" if of_key else "")
    return tree.fault(place, _CODES.get(detail["type"], "wrong-type"), says)


def _says(path: NodePath, detail: ErrorDetails, of: str) -> str:
    match detail["type"]:
        case "missing":
            return f"the key {path[-1]} is missing"
        case "enum":
            return f"expected one of: {detail['ctx']['expected'].replace(chr(39), '')}"
        case "too_short":
            return f"expected at least {detail['ctx']['min_length']}"
        case "too_long":
            return f"expected at most {detail['ctx']['max_length']}"
        case "value" if "://" in str(detail.get("input", "")) and "the id of" in detail["msg"]:
            return f"{detail['msg']}: like r1, or page:r1 in another document, not its IRI"
        case kind:
            says = _EXPECTED.get(kind) or detail["msg"]
            return says.replace("expected ", f"expected a {of} that is ", 1) if of else says


def _unknown(path: NodePath) -> str:
    key, allowed = str(path[-1]), sorted(_allowed_keys(path[:-1]))
    close = get_close_matches(key, allowed, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    shown = key if len(key) <= _SHOWN else f"{key[: _SHOWN - 1]}…"
    return f"unknown key {shown!r}{hint}; allowed here: {', '.join(allowed)}"


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
