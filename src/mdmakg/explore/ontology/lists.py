"""Closed lists with their members, and the kinds of graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.explore.ontology.described import GRAPHS, facts, matches
from mdmakg.explore.ontology.markup import Html, joined, tag, words
from mdmakg.explore.ontology.word import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.release import Release
    from mdmakg.explore.ontology.word import Word

__all__ = ["graphs_of", "lists_of"]


def lists_of(release: Release, leads: Leads) -> Iterator[Html]:
    """Give each closed list with its members, in the order of the file."""
    for scheme in release.of_kind(Kind.LIST):
        members = [word for word in release.words if word.scheme == scheme.iri]
        users = [word.iri for word in release.words if scheme.iri in word.lists]
        name = tag("a", words(scheme.anchor.removeprefix("scheme/")), href=f"#{scheme.anchor}")
        yield tag(
            "div",
            tag("h3", name, words(" "), tag("span", words(scheme.label), class_="kind")),
            tag("p", words(scheme.definition)),
            facts(
                [
                    ("Values of", leads.to_all(users)),
                    ("IRI", tag("code", words(scheme.iri))),
                    ("Status", words(scheme.status)),
                ]
            ),
            *(_member(word, leads) for word in members),
            id=scheme.anchor,
            class_="term",
        )


def _member(word: Word, leads: Leads) -> Html:
    name = tag("b", tag("a", words(word.label), href=f"#{word.anchor}"))
    written = tag("code", words(word.notation))
    iri = tag("code", words(word.iri), class_="small")
    told = [
        ("Example", words(word.example)),
        ("Elsewhere", matches(word, leads)),
        ("Taken from", joined(map(leads.foreign, word.sources), ", ")),
        ("Note", words(" ".join(word.notes))),
        ("Withdrawn", words("not to be used again" if word.withdrawn else "")),
    ]
    return tag(
        "div",
        tag("p", name, words(", written "), written, words(": "), words(word.definition)),
        tag("p", iri),
        facts(told),
        id=word.anchor,
        class_="member",
    )


def graphs_of(release: Release, leads: Leads) -> Iterator[Html]:
    """Say who stands behind the statements of each kind of graph, and which terms those are."""
    known = {word.iri for word in release.words}
    for kind, says in GRAPHS.items():
        iris = [iri for iri, graph in release.graphs.items() if graph == kind]
        told = leads.to_all(sorted((iri for iri in iris), key=lambda iri: (iri not in known, iri)))
        count = tag("summary", words(f"{len(iris)} classes and properties"))
        name = tag("b", words(kind))
        yield tag(
            "div",
            tag("p", name, words(f": {says}")),
            tag("details", count, tag("p", told, class_="small")),
        )
