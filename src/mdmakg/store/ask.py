"""Asking: one guarded, bounded way in for every query."""

from __future__ import annotations

from dataclasses import dataclass
from traceback import clear_frames
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from mdmakg.errors import OvertimeError, UsageError
from mdmakg.store.failure import failing_as
from mdmakg.store.guard import guard, names_dataset
from mdmakg.store.thread import start
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store

T = TypeVar("T")

__all__ = ["Answer", "Dataset", "answer", "ask", "select", "within"]

Answer = QuerySolutions | QueryTriples | QueryBoolean

_FAILED = "the query failed"
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs to ask, by IRI: those whose union is the default graph, and the named ones.

    It overrides what a query says with ``FROM`` (SPARQL 1.1 Protocol, 2.1.4).
    """

    default_graphs: Sequence[str]
    named_graphs: Sequence[str]


def ask(
    store: Store, query: str, dataset: Dataset | None = None, *, trusted: bool = False
) -> Answer:
    """Ask over the union of all graphs, unless the query or ``dataset`` names others.

    The prefixes of a build's files need no declaring, and relative IRIs stand under
    the base of ours: ``<claim/blog/c12>``. A query that this program wrote itself, without
    ``FROM``, is ``trusted``: the guard may misread an IRI that the data use.
    Errors: ``UsageError`` for a query that is not allowed or does not parse,
            ``StoreError`` if the store fails.
    """
    if not trusted:
        guard(query)
    with failing_as(_FAILED):
        try:
            if dataset is not None:
                return _ask_of(store, query, dataset)
            # Told to take the union, the engine would pass over a FROM without a word.
            union = trusted or not names_dataset(query)
            return store.query(
                query,
                use_default_graph_as_union=union,
                prefixes=dict(PREFIXES),
                base_iri=BASE,
            )
        except SyntaxError as error:
            raise UsageError(f"the query does not parse: {_syntax(str(error))}") from error


def _ask_of(store: Store, query: str, dataset: Dataset) -> Answer:
    return store.query(
        query,
        default_graph=[*_graphs(dataset.default_graphs)],
        named_graphs=[*_graphs(dataset.named_graphs)],
        prefixes=dict(PREFIXES),
        base_iri=BASE,
    )


def _graphs(iris: Iterable[str]) -> Iterator[NamedNode]:
    for iri in iris:
        try:
            yield NamedNode(iri)
        except ValueError as error:
            raise UsageError(f"a graph cannot be asked: {error}") from error


def _syntax(says: str) -> str:
    """Keep of the engine's message what helps: where it stands, and the first it wanted there."""
    place, _, wanted = says.partition(": expected ")
    if "Prefix not found" in wanted:
        return f"{place}: a prefix that is not declared; those of mdmakg.trig need no declaring"
    return says if len(says) <= _SHOWN else f"{says[:_SHOWN]}…"


def select(store: Store, query: str) -> Iterator[Mapping[str, str]]:
    """Answer a SELECT, row by row: variable to N-Triples term, unbound ones absent.

    Errors: as ``ask``, at once; ``StoreError`` also while rows are read.
    """
    found = ask(store, query)
    if not isinstance(found, QuerySolutions):
        raise UsageError("a SELECT query is wanted")
    return _rows(found)


def _rows(found: QuerySolutions) -> Iterator[Mapping[str, str]]:
    names = [variable.value for variable in found.variables]
    with failing_as(_FAILED):
        for solution in found:
            yield {name: str(solution[name]) for name in names if solution[name] is not None}


def answer(store: Store, query: str, read: Callable[[Answer], T], seconds: float) -> T:
    """Ask, and read the whole answer, within a time limit.

    ``read`` takes the answer into memory; what it raises counts as the store's failure.
    Units:  ``seconds`` of wall clock.
    Errors: as ``ask``; ``OvertimeError`` past the limit.
    """
    return within(seconds, lambda: read(ask(store, query)))


def within(seconds: float, ask_all: Callable[[], T]) -> T:
    """Do what asks a store, within a time limit.

    Oxigraph cannot be interrupted: past the limit, or on Ctrl-C, its thread is
    left behind and ends with the process.
    Units:  ``seconds`` of wall clock.
    Errors: as what is done; ``OvertimeError`` past the limit.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            with failing_as(_FAILED):
                outcome.append(ask_all())
        except BaseException as error:
            _let_go(error)
            failure.append(error)

    thread = start(run)
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not outcome:
        raise OvertimeError(f"the query took longer than {seconds:g} s and was given up")
    return outcome[0]


def _let_go(error: BaseException) -> None:
    """Drop the answers that a failure still holds; the engine allows it in this thread alone."""
    held: BaseException | None = error
    while held is not None:
        clear_frames(held.__traceback__)
        held = held.__cause__ or held.__context__
