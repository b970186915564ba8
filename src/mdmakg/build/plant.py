"""Planting a fault: a sound document with one thing made wrong.

``shapes/faults/CODE.yaml`` says what to make wrong so that the check fires::

    base: lamp                               # shapes/faults/lamp.yaml, or example
    change: {claims.c5.hedge: possible}      # a path below the document, and its value
    remove: [results.r1.p]                   # paths to take away
    unsay: [claim/lamp/c5 mdmakg:hedge]      # statements to take away once encoded
    beside: {essay: {claims: …}}             # other documents, by their ids
    tables: {terms.tsv: …}                   # mappings and terms, as text, by their names

``example`` is the document of ``mdmakg init``, whose text is at hand.
"""

from __future__ import annotations

import copy
import re
import tempfile
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from mdmakg.build.example import make_example
from mdmakg.encode.dataset import encode_corpus
from mdmakg.errors import Fault as ReadFault
from mdmakg.errors import InputError, Place
from mdmakg.read.corpus import read_corpus
from mdmakg.read.links import MAPPINGS, TERMS
from mdmakg.read.texts import read_texts, texts_of
from mdmakg.read.yaml import read_yaml
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.scheme import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.model.corpus import Corpus
    from mdmakg.read.tree import Node, NodePath, Tree

__all__ = ["LAMP", "Fault", "Planted", "faults_of", "plant", "sound"]

LAMP: Final = "lamp"
_EXAMPLE: Final = "example"
_STATEMENT: Final = ("subject", "predicate")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_MARK: Final = b"selftest."
_KEYS: Final = frozenset({"base", "beside", "change", "remove", "tables", "unsay"})
_HELD: Final = (
    ("change", "paths and their values"),
    ("beside", "ids and documents"),
    ("tables", "names and texts"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What to make wrong in which base, so that the check of that code fires."""

    code: str
    base: str
    change: tuple[tuple[str, Node], ...] = ()
    remove: tuple[str, ...] = ()
    unsay: tuple[str, ...] = ()
    beside: tuple[tuple[str, Node], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Planted:
    """Statements of a base, with its texts by their SHA-256."""

    nquads: bytes
    texts: Mapping[str, str]


def faults_of(shapes: Path) -> Mapping[str, Fault]:
    """Read the faults to plant that a folder of shapes has, by code.

    Errors: ``InputError`` with the faults of a file.
    """
    paths = sorted((shapes / "faults").glob("*.yaml"))
    return {path.stem: _fault(path) for path in paths if path.stem != LAMP}


def _fault(path: Path) -> Fault:
    tree = _tree(path, str(path))
    found = [tree.fault(tree.place_of_key(at), "planted-fault", says) for at, says in _flaws(tree)]
    if found:
        raise InputError(found)
    told = tree.value
    return Fault(
        code=path.stem,
        base=str(told.get("base", LAMP)),
        change=_pairs(told.get("change")),
        remove=_texts(told.get("remove")),
        unsay=_texts(told.get("unsay")),
        beside=_pairs(told.get("beside")),
        tables=tuple((name, str(text)) for name, text in _pairs(told.get("tables"))),
    )


def _tree(path: Path, shown_as: str) -> Tree:
    tree, faults = read_yaml(path, shown_as=shown_as)
    if tree is None or faults:
        raise InputError(faults)
    return tree


def _flaws(tree: Tree) -> Iterator[tuple[NodePath, str]]:
    told = tree.value
    for key in sorted(told.keys() - _KEYS):
        yield (key,), f"{key} is none of {', '.join(sorted(_KEYS))}"
    if told.get("base", LAMP) not in (LAMP, _EXAMPLE):
        yield ("base",), f"a base is {LAMP} or {_EXAMPLE}"
    for key, has in _HELD:
        if not isinstance(told.get(key, {}), dict):
            yield (key,), f"{key} has {has}"
    for key in ("remove", "unsay"):
        if not isinstance(told.get(key, []), list):
            yield (key,), f"{key} is a list"
    yield from _named_wrong(told)


def _named_wrong(told: dict[str, Node]) -> Iterator[tuple[NodePath, str]]:
    """Find what is named so that it could not be found, or would be written elsewhere."""
    if any(len(statement.split()) != len(_STATEMENT) for statement in _texts(told.get("unsay"))):
        yield ("unsay",), f"a statement is named by its {' and '.join(_STATEMENT)}"
    for name, _ in _pairs(told.get("beside")):
        if not _ID.fullmatch(name):
            yield ("beside", name), f"{name!r} is no id of a document"
    for name, text in _pairs(told.get("tables")):
        if name not in (MAPPINGS, TERMS) or not isinstance(text, str):
            yield ("tables", name), f"tables are {MAPPINGS} and {TERMS}, as text"


def _pairs(node: Node | None) -> tuple[tuple[str, Node], ...]:
    return tuple(node.items()) if isinstance(node, dict) else ()


def _texts(node: Node | None) -> tuple[str, ...]:
    return tuple(map(str, node)) if isinstance(node, list) else ()


def sound(shapes: Path, base: str) -> Planted:
    """Encode a base with nothing made wrong."""
    return plant(shapes, Fault(code="", base=base))


def plant(shapes: Path, fault: Fault) -> Planted:
    """Encode a base with one thing made wrong.

    Errors: ``InputError`` if a path leads nowhere, or what comes of it is no document.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "corpus"
        path = _lay_out(shapes, fault.base, folder)
        document: Node = copy.deepcopy(_tree(path, f"shapes/faults/{path.name}").value)
        for at, value in (*fault.change, *((at, None) for at in fault.remove)):
            _set(document, fault, at, value)
        for name, told in ((path.stem, document), *fault.beside):
            written = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
            (folder / f"{name}.yaml").write_text(written, "utf-8")
        for name, text in fault.tables:
            (folder / name).write_text(text, "utf-8")
        corpus = _corpus(folder, shapes, fault)
        texts = read_texts(texts_of(corpus), folder / "texts" if fault.base == _EXAMPLE else None)
    nquads = _unsaid(encode_corpus(corpus).nquads, fault.unsay)
    return Planted(_apart(nquads), texts.at_hand)


def _corpus(folder: Path, shapes: Path, fault: Fault) -> Corpus:
    try:
        return read_corpus(folder)
    except InputError as error:
        place = Place(str(shapes / "faults" / f"{fault.code or fault.base}.yaml"))
        raise InputError(
            ReadFault(place, found.code, f"what is planted is no document: {found.message}")
            for found in error.faults
        ) from error


def _lay_out(shapes: Path, base: str, folder: Path) -> Path:
    if base == _EXAMPLE:
        make_example(folder)
        return folder / "example.yaml"
    folder.mkdir()
    (folder / f"{base}.yaml").write_bytes((shapes / "faults" / f"{base}.yaml").read_bytes())
    return folder / f"{base}.yaml"


def _set(document: Node, fault: Fault, path: str, value: Node | None) -> None:
    """Set the value at a path, or take it away if there is none to set.

    Errors: ``InputError`` if the path leads nowhere.
    """
    *way, last = path.split(".")
    try:
        _put(reduce(_step, way, document), last, value)
    except (IndexError, KeyError, ValueError) as error:
        says = f"there is no {path} in the base {fault.base}"
        place = Place(f"faults/{fault.code}.yaml")
        raise InputError([ReadFault(place, "planted-fault", says)]) from error


def _step(node: Node, key: str) -> Node:
    match node:
        case dict():
            return node[key]
        case list():
            return node[int(key)]
    raise KeyError(key)


def _put(node: Node, key: str, value: Node | None) -> None:
    match node:
        case dict() if value is None:
            del node[key]
        case list() if value is None:
            del node[int(key)]
        case dict() if value is not None:
            node[key] = value
        case list() if value is not None:
            node[int(key)] = value
        case _:
            raise KeyError(key)


_THING: Final = re.compile(re.escape(f"<{BASE}").encode() + rb"([a-z-]+)/")
_NO_THINGS: Final = frozenset({*SCHEMES, "scheme", "check", "graph"})


def _apart(nquads: bytes) -> bytes:
    """Name the things of a base otherwise than any corpus names its own."""
    return _THING.sub(_renamed, nquads)


def _renamed(found: re.Match[bytes]) -> bytes:
    return found[0] if found[1].decode() in _NO_THINGS else found[0] + _MARK


def _unsaid(nquads: bytes, statements: Iterable[str]) -> bytes:
    """Take away statements, each named by its subject below the base and its predicate."""
    starts = tuple(_start(statement).encode() for statement in statements)
    if not starts:
        return nquads
    lines = nquads.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(starts))


def _start(statement: str) -> str:
    subject, predicate = statement.split()
    return f"<{BASE}{subject}> <{predicate.replace('mdmakg:', BASE)}> "
