"""Answering one question from a store, never with more bytes than allowed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat, serialize

from mdmakg.errors import StoreError, UsageError
from mdmakg.serve import formats
from mdmakg.serve.question import QuestionRefused, Refused, Reply
from mdmakg.store.ask import Dataset, ask
from mdmakg.store.failure import failing_as
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QuerySolutions, Store, Triple
    from typing_extensions import Buffer

    from mdmakg.serve.question import Question

__all__ = ["RESULTS", "TRIPLES", "answer_question"]

RESULTS: Final = {
    form.media_type: QueryResultsFormat.from_media_type(form.media_type) for form in formats.RESULTS
}
"""How the engine calls the formats of rows and truth values, by media type."""

TRIPLES: Final = {
    form.media_type: RdfFormat.from_media_type(form.media_type) for form in formats.TRIPLES
}
"""How the engine calls the formats of a graph, by media type."""

# CSV and TSV have no form for a truth value (SPARQL 1.1 Query Results CSV and TSV, 3).
_NO_TRUTH: Final = {QueryResultsFormat.CSV, QueryResultsFormat.TSV}


def answer_question(store: Store, question: Question, most: int) -> Reply:
    """Answer a question in at most ``most`` bytes.

    Errors: ``QuestionRefused``.
    """
    try:
        answer = ask(store, question.query, _dataset(question), trusted=question.trusted)
        with failing_as("the query failed"):
            if isinstance(answer, QueryTriples):
                return _graph(answer, question.triples, most)
            return _rows(answer, question.results, most)
    except UsageError as error:
        raise QuestionRefused(Refused.MALFORMED, str(error)) from error
    except StoreError as error:
        raise QuestionRefused(Refused.ENDED, str(error)) from error
    except MemoryError:
        raise QuestionRefused(Refused.TOO_MUCH_MEMORY, "the query needs too much memory") from None


def _dataset(question: Question) -> Dataset | None:
    if question.default_graphs or question.named_graphs:
        return Dataset(question.default_graphs, question.named_graphs)
    return None


class _Bounded(io.BytesIO):
    """A file in memory that refuses to become too long."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: Buffer, /) -> int:
        written = super().write(part)
        if self.tell() > self._most:
            raise _too_large(self._most)
        return written


def _too_large(most: int) -> QuestionRefused:
    says = f"the answer is longer than {most:,} bytes: ask for less, or for a part with LIMIT"
    return QuestionRefused(Refused.TOO_LARGE_ANSWER, says)


def _rows(answer: QuerySolutions | QueryBoolean, media_type: str, most: int) -> Reply:
    wanted = RESULTS.get(media_type)
    if wanted is None:
        raise _not_acceptable("rows and truth values are", RESULTS)
    if isinstance(answer, QueryBoolean) and wanted in _NO_TRUTH:
        return Reply(media_type=media_type, body=b"true\n" if answer else b"false\n")
    out = _Bounded(most)
    answer.serialize(out, wanted)
    return Reply(media_type=media_type, body=out.getvalue())


def _graph(answer: QueryTriples, media_type: str, most: int) -> Reply:
    wanted = TRIPLES.get(media_type)
    if wanted is None:
        raise _not_acceptable("a graph is", TRIPLES)
    out = _Bounded(most)
    # Oxigraph gives triples in an order of its own; the same question has the same answer.
    triples = sorted(_distinct(answer, most), key=str)
    serialize(triples, out, wanted, prefixes=dict(PREFIXES))
    return Reply(media_type=media_type, body=out.getvalue())


def _distinct(answer: QueryTriples, most: int) -> set[Triple]:
    """Gather the triples of a graph; no form of it is much shorter than its objects."""
    found: set[Triple] = set()
    length = 0
    for triple in answer:
        if triple not in found:
            found.add(triple)
            length += len(str(triple.object))
            if length > most:
                raise _too_large(most)
    return found


def _not_acceptable(what: str, known: Iterable[str]) -> QuestionRefused:
    return QuestionRefused(Refused.NOT_ACCEPTABLE, f"{what} given as {', '.join(known)}")
