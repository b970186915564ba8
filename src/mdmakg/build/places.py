"""Where everything was said, as a file: ``places.json``."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mdmakg.build.manifest import read_manifest
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mdmakg.encode.places import StatedPlaces
    from mdmakg.errors import Place
    from mdmakg.model.check import CheckReport
    from mdmakg.store.why.reasons import Said
    from mdmakg.vocab.term import Term

__all__ = ["by_name", "places_json", "places_pieces", "read_places"]

VERSION: Final = 1

FILE: Final = "places.json"


def places_json(places: StatedPlaces) -> bytes:
    """Write the place of every statement, as ``places_pieces`` does, at once."""
    return "".join(places_pieces(places)).encode()


def places_pieces(places: StatedPlaces) -> Iterator[str]:
    """Write the place of every statement, subject by subject.

    Shape: subject IRI to predicate IRI to ``[file, line, column, value]``, the
           value in N-Triples notation; ``file`` is a name in the corpus folder.
    Units: lines and columns count from 1, columns in code points.
    """
    yield '{"places":{'
    comma = ""
    for subject, said in places.rows():
        yield f"{comma}{_quoted(subject)}:{{{_rows(said)}}}"
        comma = ","
    yield f'}},"version":{VERSION}}}\n'


def _rows(said: Iterable[tuple[tuple[Term, Term], Place]]) -> str:
    """Write what is said of one subject, which comes predicate by predicate."""
    written: list[str] = []
    last = close = ""
    for (predicate, value), place in said:
        row = f"[{_file(place.file)},{place.line},{place.column},{_quoted(value)}]"
        if predicate == last:
            written.append(f",{row}")
        else:
            written.append(f"{close}{_key(predicate)}:[{row}")
            last, close = predicate, "],"
    return f"{''.join(written)}]"


# The library's own, in C; it writes what json.dumps(text, ensure_ascii=False) writes.
_quoted = json.encoder.encode_basestring


@cache
def _key(term: Term) -> str:
    return _quoted(term[1:-1])


@cache
def _file(file: str) -> str:
    return _quoted(_name(file))


def read_places(out: Path) -> Said:
    """Read the places of the build in ``out``.

    Errors: ``UsageError`` if there is no build; ``StoreError`` if the file is not what
            the build wrote.
    """
    digests = {row["file"]: row["sha256"] for row in read_manifest(out)["outputs"]}
    try:
        content = (out / FILE).read_bytes()
    except OSError as error:
        says = f"{out / FILE}: cannot be read: {error.strerror}; mdmakg build mends it"
        raise StoreError(says) from error
    if sha256(content).hexdigest() != digests.get(FILE):
        raise StoreError(f"{out / FILE}: is not what the build wrote; mdmakg build mends it")
    places: Said = json.loads(content)["places"]
    return places


@cache
def _name(file: str) -> str:
    return PurePath(file).name


def by_name(report: CheckReport) -> CheckReport:
    """Give a report whose places name files in the corpus folder, wherever that lies."""
    results = tuple(
        replace(result, place=replace(result.place, file=_name(result.place.file)))
        if result.place
        else result
        for result in report.results
    )
    return replace(report, results=results)
