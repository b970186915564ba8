"""Links: to where this page tells of a term, else to the term itself, by its short name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.explore.ontology.markup import NOTHING, Html, joined, tag, words
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdmakg.explore.ontology.release import Release

__all__ = ["Leads"]


class Leads:
    """What the page has, and how to lead there."""

    def __init__(self, release: Release) -> None:
        self._here = {
            *(word.iri for word in release.words),
            *(shape.iri for shape in release.shapes),
            *(rule.iri for rule in release.rules),
            *(f"{BASE}check/{check.code}" for check in release.checks),
        }
        self._pinned = release.pinned
        self._prefixes: Mapping[str, str] = release.prefixes

    def to(self, iri: str, called: str = "") -> Html:
        """Lead to a term; its local name or short name where it is called nothing else."""
        if iri in self._here:
            anchor = iri.removeprefix(BASE)
            return tag("a", words(called or anchor), href=f"#{anchor}")
        if not iri.startswith(("http://", "https://")):
            return words(called or iri)
        return tag("a", words(called or self.short(iri)), href=iri, rel="external")

    def own(self, iri: str, called: str) -> Html:
        """Lead to what the page tells of; what it does not tell of is only named."""
        return self.to(iri, called) if iri in self._here else words(called)

    def to_all(self, iris: Iterable[str], between: str = ", ") -> Html:
        """Lead to several."""
        return joined((self.to(iri) for iri in iris), between)

    def foreign(self, iri: str) -> Html:
        """Lead to a term of another vocabulary, with the label that is recorded for it."""
        pinned = self._pinned.get(iri)
        label = f" {pinned.label}" if pinned is not None and pinned.label else ""
        return joined((self.to(iri), words(label) if label else NOTHING), "")

    def short(self, iri: str) -> str:
        """Write an IRI by the longest prefix that fits, or whole."""
        fits = [(base, prefix) for prefix, base in self._prefixes.items() if iri.startswith(base)]
        if not fits:
            return iri
        base, prefix = max(fits, key=lambda pair: (len(pair[0]), pair[1]))
        return f"{prefix}:{iri.removeprefix(base)}"
