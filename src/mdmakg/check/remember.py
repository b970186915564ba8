"""A graph that remembers its answers: an engine asks a shape the same for every focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["RememberingGraph"]


class RememberingGraph(Graph):
    """A graph that is written first and then read often; each pattern is looked up once."""

    def __init__(self, *, bind_namespaces: Any) -> None:
        super().__init__(bind_namespaces=bind_namespaces)
        self._answers: dict[object, tuple[Any, ...]] = {}

    def add(self, triple: Any) -> Self:
        """Add a statement, which may change any answer."""
        self._answers.clear()
        return super().add(triple)

    def addN(self, quads: Any) -> Self:  # noqa: N802 - rdflib's name
        """Add statements, which may change any answer."""
        self._answers.clear()
        return super().addN(quads)

    def remove(self, triple: Any) -> Self:
        """Remove statements, which may change any answer."""
        self._answers.clear()
        return super().remove(triple)

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        """Give the statements of a pattern, in the order of the first time."""
        found = self._answers.get(triple)
        if found is None:
            found = self._answers[triple] = tuple(super().triples(triple))
        yield from found

    def objects(
        self,
        subject: Any = None,
        predicate: Any = None,
        unique: Any = False,  # noqa: FBT002 - rdflib's signature
    ) -> Any:
        """Give the objects of a subject and predicate, as they stand among the answers."""
        if unique:
            return super().objects(subject, predicate, unique=True)
        return (object_ for _, _, object_ in self.triples((subject, predicate, None)))
