"""RDF files of any syntax, read as N-Quads."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse, serialize

from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.codes import ReadCode
from mdmakg.read.files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXTENSIONS", "read_rdf"]

EXTENSIONS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
}
"""The syntaxes, by how a file's name ends; ``.gz`` may follow."""

_MOST: Final = 4 * 1024 * 1024 * 1024
# An entity may stand for a file, or for a text that grows without end.
_DECLARES: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)


def read_rdf(path: Path) -> bytes:
    """Read a file as N-Quads; its triples stand in the default graph, quads in their own.

    Blank nodes are renamed, since two files mean different ones by the same name.
    Relative IRIs begin with ``file:///`` and the file's name, without its folder.
    Errors: ``InputError`` with the first fault of the file, at its place where the
            parser tells it.
    """
    syntax = _syntax(path)
    content = _unpacked(path)
    if syntax == RdfFormat.RDF_XML and (declared := _DECLARES.search(content)):
        line = content.count(b"\n", 0, declared.start()) + 1
        column = declared.start() - content.rfind(b"\n", 0, declared.start())
        says = "declarations of a document type or of entities are not read"
        raise InputError([Fault(Place(str(path), line, column), ReadCode.SYNTAX, says)])
    base = f"file:///{_name_in_iri(path)}"
    try:
        quads = parse(content, syntax, base_iri=base, rename_blank_nodes=True)
        return serialize(quads, format=RdfFormat.N_QUADS) or b""
    except SyntaxError as error:
        place = Place(str(path), error.lineno or 1, error.offset or 1)
        raise InputError([Fault(place, ReadCode.SYNTAX, _says(error))]) from error


def _syntax(path: Path) -> RdfFormat:
    ends = [one.lower() for one in path.suffixes if one.lower() != ".gz"][-1:]
    if not ends or ends[0] not in EXTENSIONS:
        known = f"none of {', '.join(EXTENSIONS)}, with .gz or without"
        says = f"its name does not say which RDF it is: it ends in {known}"
        raise InputError([Fault(Place(str(path)), ReadCode.UNREADABLE, says)])
    return EXTENSIONS[ends[0]]


def _unpacked(path: Path) -> bytes:
    content = read_bytes(path, limit=_MOST)
    if path.suffix.lower() != ".gz":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        says = f"it cannot be unpacked: {error}"
        raise InputError([Fault(Place(str(path)), ReadCode.UNREADABLE, says)]) from error


def _name_in_iri(path: Path) -> str:
    from urllib.parse import quote

    return quote(path.name, safe="")


def _says(error: SyntaxError) -> str:
    """Take from what the engine says what its place says already."""
    if "LoadDocumentCallback" in error.msg:
        return "its context stands elsewhere, and is not fetched; put it into the file"
    return re.sub(r"^Parser error at line [^:]*: ", "", error.msg)
