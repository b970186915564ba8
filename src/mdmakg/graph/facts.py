"""Statements by subject and predicate, whatever graph they stand in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mdmakg.vocab import foreign as f
from mdmakg.vocab.term import term_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.vocab.term import Quad, Term

__all__ = ["Facts", "local_name"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of each subject.

    Shape: ``said`` is subject IRI to predicate IRI to values: IRIs, or the text
           of literals, sorted; ``classes`` is class IRI to its instances, sorted.
           Nodes without an IRI are left out: nothing here could name them.
    """

    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    classes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Facts:
        """Collect quads, each statement once."""
        terms: dict[Term, dict[Term, str | list[str]]] = {}
        texts: dict[Term, str] = {}  # the same few values come again and again
        for subject, predicate, value, _ in quads:
            text = texts.get(value)
            if text is None:
                if value[0] == "_":
                    continue
                text = texts[value] = term_text(value)
            told = terms.setdefault(subject, {})
            held = told.get(predicate)
            if held is None:
                told[predicate] = text
            elif isinstance(held, str):
                told[predicate] = [held, text]
            else:
                held.append(text)
        said = {subject[1:-1]: _bare(told) for subject, told in terms.items() if subject[0] == "<"}
        return cls(said, _classes(said))

    def and_also(self, other: Facts) -> Facts:
        """Give what either says, each statement once."""
        said = dict(self.said)
        for subject, told in other.said.items():
            mine = said.get(subject, {})
            said[subject] = {**mine, **{p: _union(mine.get(p, ()), v) for p, v in told.items()}}
        classes = dict(self.classes)
        for class_, subjects in other.classes.items():
            classes[class_] = _union(classes.get(class_, ()), subjects)
        return Facts(said, classes)

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give every value."""
        told = self.said.get(subject)
        return () if told is None else told.get(predicate, ())

    def one(self, subject: str, predicate: str) -> str:
        """Give the only value, or the first of several; empty where there is none."""
        told = self.said.get(subject)
        values = None if told is None else told.get(predicate)
        return values[0] if values else ""

    def instances(self, class_: str) -> tuple[str, ...]:
        """Give what is of a class, in order of IRI."""
        return self.classes.get(class_, ())

    def name(self, subject: str, predicate: str) -> str:
        """Give the member of a closed list that a property has, by its local name."""
        return self.one(subject, predicate).rpartition("/")[2]


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*some, *more})) if some else more


def _bare(told: Mapping[Term, str | list[str]]) -> Mapping[str, tuple[str, ...]]:
    return {
        _iri(predicate): (held,) if isinstance(held, str) else tuple(sorted(set(held)))
        for predicate, held in told.items()
    }


@lru_cache(maxsize=1024)
def _iri(predicate: Term) -> str:
    return predicate[1:-1]


def _classes(said: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject in sorted(said):
        for class_ in said[subject].get(f.rdf_type, ()):
            found[class_].append(subject)
    return {class_: tuple(subjects) for class_, subjects in found.items()}


def local_name(iri: str) -> str:
    """Give the last part of an IRI: ``claim-kind/finding`` is ``finding``."""
    return iri.rpartition("/")[2]
