"""Things under names that Biolink knows: an exact match elsewhere, or an IRI of ours, shortened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.export.study import is_trial
from mdmakg.graph.facts import local_name
from mdmakg.model.mapping import PinState
from mdmakg.vocab import exchange as x
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.graph.facts import Facts

__all__ = ["Names", "Node", "names_of", "our_name", "publication"]

_PREFERRED: Final = ("MONDO", "CHEBI")
"""Whose term stands for a thing that several vocabularies have."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A row of the nodes: ``same`` are other names of the same thing."""

    id: str
    category: str
    name: str
    iri: str
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What others call the things of a portion.

    Shape: ``exact`` is IRI of a thing to names and IRIs of its exact matches, the preferred first.
    """

    facts: Facts
    exact: Mapping[str, tuple[tuple[str, str], ...]]

    def node(self, thing: str, category: str) -> Node:
        """Name a thing and say what it is."""
        terms = (*self.exact.get(thing, ()), (our_name(thing), thing))
        label = self.facts.one(thing, f.rdfs_label) or local_name(thing)
        (name, iri), *others = terms
        return Node(name, f"biolink:{category}", label, iri, tuple(same for same, _ in others))

    def study(self, study: str) -> Node:
        """Name a study by its number at ClinicalTrials.gov, if it has one.

        Source: Biolink 4.4.4, clinical trial: id_prefixes CLINICALTRIALS.
        """
        trial = is_trial(self.facts, study)
        node = self.node(study, "ClinicalTrial" if trial else "Study")
        pairs = (one.partition(":") for one in self.facts.all(study, m.registration))
        numbers = sorted(number for scheme, _, number in pairs if scheme == "nct")
        if not numbers:
            return node
        names = (*(f"CLINICALTRIALS:{number}" for number in numbers), node.id, *node.same)
        return Node(names[0], node.category, node.name, study, names[1:])


def names_of(facts: Facts) -> Names:
    """Collect the exact matches of everything; obsolete and disputed terms name nothing."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for mapping in facts.instances(m.Mapping):
        current = facts.name(mapping, m.recordedState) == PinState.CURRENT
        if current and facts.one(mapping, m.mapsAs) == f.skos_exactMatch:
            found[facts.one(mapping, m.mapsFrom)].add(
                (facts.one(mapping, m.mappedTerm), facts.one(mapping, m.mapsTo))
            )
    return Names(facts, {thing: tuple(sorted(terms, key=_rank)) for thing, terms in found.items()})


def _rank(term: tuple[str, str]) -> tuple[int, str]:
    prefix = term[0].partition(":")[0]
    place = _PREFERRED.index(prefix) if prefix in _PREFERRED else len(_PREFERRED)
    return place, term[0]


def our_name(iri: str) -> str:
    """Shorten an IRI of ours: ``claim/blog/c1`` is ``mdmakg.claim.blog:c1``.

    What comes after the colon holds no slash, as KGX has it.
    """
    folder, _, local = iri.removeprefix(m.BASE).rpartition("/")
    return f"{'.'.join(('mdmakg', *filter(None, folder.split('/'))))}:{local}"


def publication(facts: Facts, source: str) -> str:
    """Name a source as a publication: by its PMID, else its DOI, else as ours.

    Source: Biolink 4.4.4, publication, the precedence of identifiers.
    """
    known = dict(sorted((scheme, value) for scheme, _, value in _identifiers(facts, source)))
    for scheme, prefix in x.PUBLICATION_PREFIXES.items():
        if scheme in known:
            return f"{prefix}:{known[scheme]}"
    return our_name(source)


def _identifiers(facts: Facts, source: str) -> list[tuple[str, str, str]]:
    return [one.partition(":") for one in facts.all(source, m.identifier)]
