"""Classes and properties, as the page describes each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.explore.ontology.markup import NOTHING, Html, joined, tag, words
from mdmakg.explore.ontology.often import allowed, in_words
from mdmakg.explore.ontology.word import Kind
from mdmakg.vocab.foreign import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.explore.ontology.lead import Leads
    from mdmakg.explore.ontology.release import Release
    from mdmakg.explore.ontology.rule import Rule, Shape
    from mdmakg.explore.ontology.word import Word

__all__ = ["GRAPHS", "Describer", "facts", "matches"]

GRAPHS: Final = {
    "source": "what a source says",
    "curation": "what a curator says of the encoding",
    "mappings": "what sets of mappings say",
    "checks": "what a rule derived or a check found",
    "ontology": "the ontology itself",
}
"""Who stands behind the statements of each kind of graph."""

_NEAR: Final = {
    f"{SKOS}exactMatch": "the same as",
    f"{SKOS}closeMatch": "close to",
    f"{SKOS}broadMatch": "narrower than",
    f"{SKOS}narrowMatch": "broader than",
    f"{SKOS}relatedMatch": "related to",
}


def facts(pairs: Iterable[tuple[str, Html]]) -> Html:
    """List what is known of a thing, each under its name; what is empty is left out."""
    told = [tag("div", tag("dt", words(name)), tag("dd", value)) for name, value in pairs if value]
    return tag("dl", *told, class_="facts") if told else NOTHING


def matches(word: Word, leads: Leads) -> Html:
    """Say how near terms of other vocabularies come, one on a line."""
    lines = (
        tag("li", words(f"{_NEAR[match]} "), leads.foreign(term)) for match, term in word.matches
    )
    return tag("ul", *lines) if word.matches else NOTHING


class Describer:
    """Describes the words of one release."""

    def __init__(self, release: Release, leads: Leads) -> None:
        self._release = release
        self._leads = leads

    def term(self, word: Word) -> Html:
        """Describe a class or a property, with the anchor to which its IRI leads."""
        kind = tag("span", words(word.kind), class_="kind")
        name = tag("a", words(word.anchor), href=f"#{word.anchor}")
        told = self._class(word) if word.kind is Kind.CLASS else self._property(word)
        return tag(
            "div",
            tag("h4", name, words(" "), kind),
            tag("p", words(word.definition), class_="says"),
            facts([*self._first(word), *told, *self._last(word)]),
            id=word.anchor,
            class_=f"term noun-{word.file}",
        )

    def _first(self, word: Word) -> Iterator[tuple[str, Html]]:
        if word.withdrawn:
            yield "Withdrawn", words("kept for what was said with it; not to be used again")
        yield "Label", words(word.label) if word.label != word.anchor else NOTHING
        yield "Example", words(word.example)

    def _last(self, word: Word) -> Iterator[tuple[str, Html]]:
        leads = self._leads
        graph = self._release.graphs.get(word.iri, "")
        yield "Narrower than", leads.to_all(word.broader)
        yield "Disjoint with", leads.to_all(word.disjoint)
        yield "Stands in", words(f"{graph}: {GRAPHS[graph]}" if graph else "")
        yield "Elsewhere", matches(word, leads)
        yield "Taken from", joined(map(leads.foreign, word.sources), ", ")
        yield "Note", words(" ".join(word.notes))
        yield "IRI", tag("code", words(word.iri))
        yield "Status", words(word.status)

    def _class(self, word: Word) -> Iterator[tuple[str, Html]]:
        rows = [
            self._asked(rule, self._leads.to(rule.path))
            for shape in self._release.shapes
            if word.iri in shape.classes
            for rule in shape.rules
        ]
        yield "Has", tag("ul", *rows, class_="asked") if rows else NOTHING
        asked = {
            rule.path
            for shape in self._release.shapes
            if word.iri in shape.classes
            for rule in shape.rules
        }
        more = [
            one.iri
            for one in self._release.words
            if one.domain == word.iri and one.iri not in asked
        ]
        yield "And, derived", self._leads.to_all(more)

    def _property(self, word: Word) -> Iterator[tuple[str, Html]]:
        leads = self._leads
        yield "From", leads.to(word.domain) if word.domain else NOTHING
        yield "To", leads.to(word.range) if word.range else NOTHING
        yield "Values", leads.to_all(word.lists)
        rows = [
            self._asked(rule, self._of(shape))
            for shape in self._release.shapes
            for rule in shape.rules
            if rule.path == word.iri
        ]
        yield "How often", tag("ul", *rows, class_="asked") if rows else NOTHING

    def _asked(self, rule: Rule, what: Html) -> Html:
        kinds = allowed(rule, self._leads)
        of = joined((words(", "), kinds), "") if kinds else NOTHING
        return tag("li", what, words(": "), self._leads.to(rule.iri, in_words(rule)), of)

    def _of(self, shape: Shape) -> Html:
        """Say of what a shape speaks; a class by its name alone."""
        if shape.classes:
            return self._leads.to_all(shape.classes)
        told = (joined((words(f"{how} "), self._leads.to(iri)), "") for how, iri in shape.targets)
        return joined(told, ", ") if shape.targets else self._leads.to(shape.iri)
