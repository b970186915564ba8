"""A corpus examined: its mappings audited, and what became of the terms since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.model.mapping import PinState
from mdmakg.read.corpus import read_corpus
from mdmakg.read.links import bundled_linking, own_linking
from mdmakg.read.terms import COLUMNS
from mdmakg.terms.audit import Audited, audit, touched
from mdmakg.terms.finding import Audit
from mdmakg.terms.hanging import claims_by_thing, labels_of_things
from mdmakg.terms.since import Since, definition_digest, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.model.mapping import PinnedTerm
    from mdmakg.terms.entry import Entry
    from mdmakg.terms.finding import Finding

__all__ = ["Examined", "examine", "recorded"]


@dataclass(frozen=True, slots=True)
class Examined:
    """An audit, with the terms that it was held against and what ontology files tell of them."""

    audit: Audit
    terms: tuple[PinnedTerm, ...]
    since: Since


def examine(corpus_folder: Path, shown: Path, ontologies: Sequence[Path] = ()) -> Examined:
    """Audit the mappings of a corpus and ours, and look its terms up in ontology files.

    ``shown`` is what the corpus is called in messages.
    Errors: ``InputError`` with every fault of every file of the corpus, or at the place
            where an ontology cannot be read.
    """
    corpus = read_corpus(corpus_folder, shown_as=shown)
    ours, (own, _) = bundled_linking(), own_linking(corpus_folder, shown)
    sets = tuple(one.mappings for one in (ours, own) if one.mappings is not None)
    terms = {term.curie: term for term in (*ours.terms, *own.terms)}
    labels = labels_of_things(corpus)
    given = Audited(sets, corpus.index.links, labels, claims_by_thing(corpus))
    prefixes = {prefix: space for one in sets for prefix, space in one.prefixes.items()}
    since = look_up(ontologies, terms.values(), prefixes)
    findings = (*audit(given), *(touched(given, one) for one in since.findings))
    looked_at = Audit(
        mappings=len(given.mappings),
        terms=len(terms),
        things=len({mapping.subject_iri for mapping in given.mappings}),
        findings=tuple(map(_findable, sorted(findings, key=lambda one: one.order))),
        looked=since.looked,
    )
    return Examined(looked_at, tuple(terms.values()), since)


def _findable(finding: Finding) -> Finding:
    """Give a place in our own files as a path that leads there from where somebody works."""
    file = Path(finding.place.file)
    if file.parent != Path("ontology") or file.exists():
        return finding
    return replace(finding, place=replace(finding.place, file=str(folder("ontology") / file.name)))


def recorded(examined: Examined) -> Iterator[str]:
    """Give rows for a list of terms, as the ontology files have those that we map to.

    What no file of the ontology tells stays: a note, a dispute. Its version is left out: files
    give that in ways of their own.
    """
    yield "\t".join(COLUMNS)
    for term in examined.terms:
        entry = examined.since.entries.get(term.curie)
        if entry is not None:
            file = Path(entry.place.file).name
            told = (term.curie, term.iri, entry.label, term.kind, "", file, "ontology file")
            digest = definition_digest(entry.definition)
            yield "\t".join((*told, _state(term, entry), entry.replaced_by, term.note, digest))


def _state(term: PinnedTerm, entry: Entry) -> PinState:
    if entry.is_obsolete:
        return PinState.OBSOLETE
    return PinState.DISPUTED if term.state is PinState.DISPUTED else PinState.CURRENT
