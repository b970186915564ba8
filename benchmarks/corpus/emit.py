"""Document files as YAML, in the form that people give them: short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "Tree", "to_yaml"]

Node: TypeAlias = "str | Mapping[str, Node] | Sequence[Node]"
Tree: TypeAlias = Mapping[str, Node]

_WIDTH: Final = 96
# Nothing in it that means more than itself, in a block or within brackets.
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./'%()-]*(?::[a-z][a-z0-9]*)?(?<! )").fullmatch


def to_yaml(tree: Tree) -> str:
    """Write a document file; every value is text."""
    return "\n".join(_block(tree, "", top=True)) + "\n"


def _block(tree: Tree, indent: str, *, top: bool = False) -> Iterator[str]:
    for key, node in tree.items():
        short = _flow(node) if not top or key == "curation" else None
        if isinstance(node, str) or (short and len(indent) + len(key) + len(short) <= _WIDTH):
            yield f"{indent}{key}: {short}"
        else:
            yield f"{indent}{key}:"
            yield from _nested(node, indent + "  ")


def _nested(node: Mapping[str, Node] | Sequence[Node], indent: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        yield from _block(node, indent)
    else:
        for item in node:
            yield from _item(item, indent)


def _item(node: Node, indent: str) -> Iterator[str]:
    short = _flow(node)
    if short is not None or isinstance(node, str):
        yield f"{indent}- {short}"
        return
    first, *rest = _nested(node, indent + "  ")
    yield f"{indent}- {first[len(indent) + 2 :]}"
    yield from rest


def _flow(node: Node) -> str | None:
    """Write a value on one line; none if it is not flat and short."""
    if isinstance(node, str):
        return _scalar(node)
    if isinstance(node, Mapping):
        parts = [(f"{key}: ", value) for key, value in node.items()]
        opening, closing = "{}"
    else:
        parts = [("", value) for value in node]
        opening, closing = "[]"
    written = [(key, _flow(value)) for key, value in parts]
    told = ", ".join(f"{key}{value}" for key, value in written)
    whole = f"{opening}{told}{closing}"
    return None if any(value is None for _, value in written) or len(whole) > _WIDTH else whole


def _scalar(text: str) -> str:
    return text if _PLAIN(text) else json.dumps(text, ensure_ascii=False)
