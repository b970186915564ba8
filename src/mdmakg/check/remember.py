"""A graph that remembers its answers: an engine asks a shape the same for every focus."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Generator

    from rdflib import Graph

__all__ = ["remembering_graph"]


def remembering_graph() -> Graph:
    """Make an empty graph that is written first and then read often: it looks up a pattern once."""
    return _kind()(bind_namespaces="none")


@cache
def _kind() -> type[Graph]:
    from rdflib import Graph

    class RememberingGraph(Graph):
        def __init__(self, *, bind_namespaces: Any) -> None:
            super().__init__(bind_namespaces=bind_namespaces)
            self._answers: dict[object, tuple[Any, ...]] = {}

        def add(self, triple: Any) -> Self:
            self._answers.clear()
            return super().add(triple)

        def addN(self, quads: Any) -> Self:  # noqa: N802 - rdflib's name
            self._answers.clear()
            return super().addN(quads)

        def remove(self, triple: Any) -> Self:
            self._answers.clear()
            return super().remove(triple)

        def triples(self, triple: Any) -> Generator[Any, None, None]:
            found = self._answers.get(triple)
            if found is None:
                found = self._answers[triple] = tuple(super().triples(triple))
            yield from found

    return RememberingGraph
