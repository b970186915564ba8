"""What stands before and after the terms: the header, mappings, prefixes, files, changes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from mdmakg.explore.ontology.described import facts
from mdmakg.explore.ontology.markup import Html, joined, tag, words
from mdmakg.explore.ontology.word import Kind
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.release import Release
    from mdmakg.explore.ontology.word import Word
    from mdmakg.model.mapping import TermMapping

__all__ = ["FILES", "changes_of", "files_of", "head_of", "index_of", "mappings_of", "prefixes_of"]

FILES: Final = {
    "mdmakg.ttl": "the header, as Turtle",
    "source.ttl": "texts, passages, voices, and what everything rests on",
    "study.ttl": "studies, and quantities",
    "intervention.ttl": "interventions",
    "outcome.ttl": "outcomes, instruments, results",
    "claim.ttl": "claims, evidence, concepts, check results",
    "schemes.ttl": "the closed lists",
    "context.jsonld": "the JSON-LD context of all of it",
    "document.schema.json": "the JSON Schema of a document file",
    "mappings.sssom.tsv": "the mappings, as SSSOM",
    "terms.tsv": "the terms of other vocabularies, and where each was read",
    "graphs.tsv": "the kind of graph of each term",
}
"""The files of a release that stand beside the page, and what is in each."""

_UNREGISTERED: Final = (
    f"The base {BASE} is not yet registered: the IRIs are names, and do not yet lead "
    "anywhere. On this page a term's anchor is what follows the base in its IRI."
)


def head_of(release: Release) -> Html:
    """Give the title and what the ontology says of itself."""
    head = release.header
    licence = tag("a", words(head.licence), href=head.licence, rel="external license")
    context = tag("a", words("context.jsonld"), href="context.jsonld")
    told = [
        ("Version", words(head.version)),
        ("IRI", tag("code", words(BASE))),
        ("This version", tag("code", words(head.version_iri))),
        ("Prefix", tag("code", words(head.prefix))),
        ("Made by", words(head.creator)),
        ("Licence", licence),
        ("JSON-LD", context),
    ]
    return tag(
        "header",
        tag("h1", words(head.title)),
        tag("p", words(head.description)),
        facts(told),
        tag("p", words(_UNREGISTERED), class_="notice"),
    )


def index_of(release: Release, leads: Leads) -> Html:
    """List every class and property in the order of the alphabet, folded away."""
    kinds = (Kind.CLASS, Kind.LINK, Kind.VALUE, Kind.PROPERTY)
    found = sorted(release.of_kind(*kinds), key=lambda word: (word.anchor.lower(), word.anchor))
    rows = (tag("li", leads.to(word.iri)) for word in found)
    name = f"All {len(found)} classes and properties, in the order of the alphabet"
    return tag("details", tag("summary", words(name)), tag("ul", *rows, class_="index"))


def mappings_of(release: Release, leads: Leads) -> Iterator[Html]:
    """Give the mappings by vocabulary, each vocabulary folded away."""
    rows = sorted(release.mappings.mappings, key=_order)
    for vocabulary, found in groupby(rows, key=lambda row: row.vocabulary):
        lines = [_mapping(row, leads) for row in found]
        name = f"{vocabulary}: {len(lines)}"
        yield tag("details", tag("summary", words(name)), tag("ul", *lines, class_="rows"))


def _order(row: TermMapping) -> tuple[str, ...]:
    return (row.vocabulary.lower(), row.vocabulary, row.subject, row.object, row.predicate)


def _mapping(row: TermMapping, leads: Leads) -> Html:
    sure = f", confidence {row.confidence}" if row.confidence is not None else ""
    note = f"; {row.comment}" if row.comment else ""
    return tag(
        "li",
        leads.own(row.subject_iri, row.subject),
        words(f" {row.predicate} "),
        leads.to(row.object_iri, row.object),
        words(f" {row.object_label}" if row.object_label else ""),
        tag("span", words(f" by {row.justification}{sure}{note}"), class_="small"),
    )


def prefixes_of(release: Release) -> Html:
    """List the prefixes of these files."""
    rows = sorted(release.prefixes.items(), key=lambda pair: (pair[0].lower(), pair[0]))
    return facts((prefix, tag("code", words(iri))) for prefix, iri in rows)


def files_of() -> Html:
    """List the files that stand beside the page."""
    rows = (
        tag("li", tag("a", words(name), href=name), words(f": {says}"))
        for name, says in FILES.items()
    )
    return tag("ul", *rows, class_="rows")


def changes_of(release: Release, leads: Leads) -> Html:
    """Say what is new, gone or worded otherwise since the version before, where one is known."""
    if release.earlier is None:
        named = release.header.prior
        says = f"The version before is {named}." if named else "No version before is named."
        return tag("p", words(f"{says} What has changed since is not told here."))
    before = {word.iri: word for word in release.earlier.words}
    now = {word.iri: word for word in release.words}
    told = [
        ("New", leads.to_all(iri for iri in now if iri not in before)),
        ("Gone", joined((words(w.anchor) for iri, w in before.items() if iri not in now), ", ")),
        ("Withdrawn", leads.to_all(_differ(now, before, "withdrawn"))),
        ("Worded otherwise", leads.to_all(_differ(now, before, "definition", "label"))),
        ("Other values", leads.to_all(_differ(now, before, "domain", "range", "lists", "kind"))),
    ]
    since = tag("p", words(f"Since version {release.earlier.version}:"))
    return joined((since, facts(told) or tag("p", words("nothing has changed."))), "")


def _differ(now: dict[str, Word], before: dict[str, Word], *names: str) -> Iterable[str]:
    for iri, word in now.items():
        old = before.get(iri)
        if old is not None and any(getattr(word, n) != getattr(old, n) for n in names):
            yield iri
