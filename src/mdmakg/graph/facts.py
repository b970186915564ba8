"""Statements by subject and predicate, whatever graph they stand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.vocab import foreign as f
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

__all__ = ["Facts", "local_name"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Subject IRI to predicate IRI to values: IRIs, or the text of literals, sorted."""

    said: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Facts:
        """Collect quads, each statement once."""
        said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
            said[subject][quad.predicate.value].add(value)
        return cls({s: {p: tuple(sorted(v)) for p, v in ps.items()} for s, ps in said.items()})

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give every value."""
        return self.said.get(subject, {}).get(predicate, ())

    def one(self, subject: str, predicate: str) -> str:
        """Give the only value, or the first of several; empty where there is none."""
        values = self.all(subject, predicate)
        return values[0] if values else ""

    def instances(self, class_: str) -> Iterator[str]:
        """Yield what is of a class, in order of IRI."""
        return (s for s in sorted(self.said) if class_ in self.all(s, f.rdf_type))

    def name(self, subject: str, predicate: str) -> str:
        """Give the member of a closed list that a property has, by its local name."""
        return local_name(self.one(subject, predicate))


def local_name(iri: str) -> str:
    """Give the last part of an IRI: ``claim-kind/finding`` is ``finding``."""
    return iri.removeprefix(BASE).rpartition("/")[2]
