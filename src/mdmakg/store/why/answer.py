"""An answer with its reasons, as rows for a table and in the formats that can carry them.

``why.schema.json`` beside this file describes the JSON: the format of the
recommendation with two keys more, ``format`` and ``why``, which is parallel to the bindings.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QueryResultsFormat, parse_query_results

from mdmakg.errors import UsageError
from mdmakg.store.answer import RESULTS, rows, serialise
from mdmakg.store.why.explain import explain, require_rows, solutions
from mdmakg.store.why.path import Way
from mdmakg.store.why.reasons import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import PurePath

    from pyoxigraph import QuerySolutions, Store

    from mdmakg.store.ask import Answer
    from mdmakg.store.why.reasons import Said, Why

__all__ = ["FORMAT", "FORMATS", "Explained", "explained", "rows_told", "write_explained"]

FORMATS: Final = ("table", "csv", "tsv", "json")
"""The formats in which reasons are given."""

FORMAT: Final = "mdmakg-why/1"

_COLUMNS: Final = ("why_claims", "why_passages", "why_places")


@dataclass(frozen=True, slots=True)
class Explained:
    """A SELECT's answer, in the JSON of the recommendation, and why its first rows are there."""

    told: bytes
    why: tuple[Why, ...]
    number: int

    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Give columns and rows of short text."""
        names, lines = rows(_read(self.told))
        return names, list(lines)


def rows_told(found: Answer) -> bytes:
    """Take the rows of an answer into memory, in the JSON of the recommendation.

    Errors: ``UsageError`` if it has none.
    """
    return serialise(require_rows(found), "json")


def explained(store: Store, told: bytes, query: str, said: Said, folder: PurePath) -> Explained:
    """Say why the rows are there that ``rows_told`` has told.

    No answer may be open meanwhile: the parser of queries holds on to whatever calls
    it, for longer than the engine allows an answer to be held.
    Errors: ``UsageError`` for a column that reasons would have; as ``explain``.
    """
    names, answered = solutions(_read(told))
    if taken := sorted({*names} & {*_COLUMNS}):
        raise UsageError(f"--why adds columns, and the query has them: {', '.join(taken)}")
    met = explain(store, query, names, answered)
    return Explained(told, tuple(reasons(Way(store), said, met, folder)), len(answered))


def _read(told: bytes) -> QuerySolutions:
    return require_rows(parse_query_results(told, QueryResultsFormat.JSON))


def write_explained(answer: Explained, form: str) -> bytes:
    """Write an answer with its reasons as JSON, CSV or TSV."""
    document = json.loads(answer.told)
    if form == "json":
        why = [_json(one) for one in answer.why]
        cut = [None] * (answer.number - len(why))
        whole = {"format": FORMAT, **document, "why": [*why, *cut]}
        return (json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    document["head"]["vars"] += _COLUMNS
    for bindings, one in zip(document["results"]["bindings"], answer.why, strict=False):
        bindings.update(zip(_COLUMNS, map(_literal, _cells(one)), strict=True))
    out = io.BytesIO()
    _read(json.dumps(document).encode()).serialize(out, RESULTS[form])
    return out.getvalue()


def _json(why: Why) -> Mapping[str, Any]:
    return {
        "traced": why.traced,
        "claims": list(why.claims),
        "passages": [passage._asdict() for passage in why.passages],
        "places": [
            {"file": place.file, "line": place.line, "column": place.column} for place in why.places
        ],
    }


def _cells(why: Why) -> Sequence[str]:
    """Write reasons without spaces inside, so that spaces can stand between them."""
    passages = (f"{one.file}:{one.start}-{one.end}" for one in why.passages)
    lines = dict.fromkeys(f"{place.file}:{place.line}" for place in why.places)
    return " ".join(why.claims), " ".join(passages), " ".join(lines)


def _literal(text: str) -> Mapping[str, str]:
    return {"type": "literal", "value": text}
