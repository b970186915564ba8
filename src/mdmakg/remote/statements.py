"""Statements to send, from files or bytes: each with the name of its graph, as N-Triples."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.errors import Fault, InputError, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = ["ENDINGS", "Source", "Statement", "require_graph", "statements"]

Statement: TypeAlias = tuple[str, str]
"""The IRI of a graph, and a line of N-Triples without its line end."""

ENDINGS: Final = (".nq", ".nt", ".trig", ".ttl")
"""The files that are read, by their endings; each also with ``.gz``."""

_LINES: Final = frozenset({".nq", ".nt"})
_BLOCK: Final = 20_000  # lines that are read at once
_MOST: Final = 256 * 1024 * 1024  # bytes of a file that is not read line by line
_LONGEST: Final = 16 * 1024 * 1024  # bytes of a line
_TEXTS: Final = re.compile(rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to send: a file, or N-Quads that are at hand, with a name for messages."""

    name: str
    content: Path | bytes

    @classmethod
    def of(cls, path: Path) -> Source:
        """Take a file.

        Errors: ``UsageError`` for one whose name does not say what is in it.
        """
        if _ending(path.name) not in ENDINGS:
            raise UsageError(f"{path}: a file of {', '.join(ENDINGS)} is wanted, or one with .gz")
        return cls(str(path), path)


def _ending(name: str) -> str:
    return PurePath(name.removesuffix(".gz")).suffix


def require_graph(iri: str) -> str:
    """Give the name of a graph, after making sure that it is an absolute IRI.

    Errors: ``UsageError``.
    """
    from pyoxigraph import NamedNode

    try:
        return NamedNode(iri).value
    except ValueError:
        says = f"{iri!r} names no graph: a whole IRI is wanted, such as https://example.org/graph"
        raise UsageError(says) from None


def statements(sources: Iterable[Source], graph: str | None = None) -> Iterator[Statement]:
    """Read what is to be sent, in bounded memory where it is N-Quads or N-Triples.

    ``graph`` is that of statements that name none: stores do not agree on what the
    default graph is, so nothing is sent into it.
    Errors: ``InputError`` where a file cannot be read, or holds nodes without a name,
            which sent twice would be there twice, or statements about statements;
            ``UsageError`` for a statement without a graph.
    """
    for source in sources:
        for quad in _quads(source):
            yield _statement(quad, source.name, graph)


def _quads(source: Source) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    forms = {
        ".nq": RdfFormat.N_QUADS,
        ".nt": RdfFormat.N_TRIPLES,
        ".trig": RdfFormat.TRIG,
        ".ttl": RdfFormat.TURTLE,
    }
    ending = ".nq" if isinstance(source.content, bytes) else _ending(source.name)
    for before, block in _blocks(source, ending):
        _refuse_triple_terms(block, source.name, before)
        try:
            yield from parse(block, forms[ending])
        except SyntaxError as error:
            place = Place(source.name, before + (error.lineno or 1), error.offset or 1)
            says = f"this is not {forms[ending].name}: {error.msg}"
            raise InputError([Fault(place, "rdf-syntax", says)], "not all was read") from error


def _blocks(source: Source, ending: str) -> Iterator[tuple[int, bytes]]:
    """Give a file in parts that can be read apart, each with how many lines are before it."""
    try:
        with _opened(source) as file:
            if ending not in _LINES:
                yield 0, _whole(file, source.name)
                return
            before = 0
            while lines := list(islice(_lines(file, source.name), _BLOCK)):
                yield before, b"".join(lines)
                before += len(lines)
    except (OSError, EOFError, zlib.error) as error:
        says = f"this cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError(
            [Fault(Place(source.name), "unreadable", says)], "not all was read"
        ) from error


def _opened(source: Source) -> io.BufferedIOBase:
    if isinstance(source.content, bytes):
        return io.BytesIO(source.content)
    if source.name.endswith(".gz"):
        return gzip.open(source.content, "rb")
    return source.content.open("rb")


def _lines(file: io.BufferedIOBase, name: str) -> Iterator[bytes]:
    while line := file.readline(_LONGEST + 1):
        if len(line) > _LONGEST:
            raise _too_large(name, f"a line has more than {_LONGEST:,} bytes")
        yield line


def _whole(file: io.BufferedIOBase, name: str) -> bytes:
    content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise _too_large(name, f"this has more than {_MOST:,} bytes; N-Quads may have")
    return content


def _too_large(name: str, says: str) -> InputError:
    return InputError([Fault(Place(name), "too-large", says)], "not all was read")


def _refuse_triple_terms(block: bytes, name: str, before: int) -> None:
    # Oxigraph reads them by recursion: nested deep enough they end the process.
    if b"<<" in block and (at := _TEXTS.sub(_emptied, block).find(b"<<")) >= 0:
        place = Place(name, before + block.count(b"\n", 0, at) + 1)
        says = "statements about statements are not sent"
        raise InputError([Fault(place, "triple-term", says)], "not all was read")


def _emptied(found: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]", b" ", found[0])


def _statement(quad: Quad, name: str, graph: str | None) -> Statement:
    from pyoxigraph import BlankNode, DefaultGraph

    if any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name)):
        says = f"a node without a name (blank node) in: {quad}"
        raise InputError([Fault(Place(name), "blank-node", says)], "nothing was sent")
    line = f"{quad.subject} {quad.predicate} {quad.object} ."
    if not isinstance(quad.graph_name, DefaultGraph):
        return quad.graph_name.value, line
    if graph is None:
        raise UsageError(f"{name}: has statements in no named graph; --graph IRI gives them one")
    return graph, line
