"""The dataset as JSON-LD, with the context of the ontology inside: nothing need be fetched."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from mdmakg.bundle import folder
from mdmakg.export.json_text import json_document
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.term import literal_parts, term_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.export.material import Material, Portion
    from mdmakg.vocab.term import Quad, Term

__all__ = ["json_ld_pieces"]

_EXACT: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers in canonical form that stay whole where numbers are doubles."""


def json_ld_pieces(material: Material) -> Iterator[str]:
    """Write what was said and curated, graph by graph, a piece for each thing.

    Shape:  an object with ``@context`` and ``@graph``, whose members are the named graphs.
    Source: JSON-LD 1.1, 4.9 named graphs, 4.1.8 scoped contexts.
    """
    context = json.loads((folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    names = Names.of(context)
    yield f'{{\n "@context": {json_document(context, 1)},\n "@graph": ['
    before = ""
    for portion in material.portions():
        for graph, things in _graphs(_asked_for(portion, material)):
            yield f'{before}\n  {{\n   "id": {json.dumps(names.iri(graph))},\n   "@graph": ['
            yield from _nodes(things, names)
            yield "\n   ]\n  }"
            before = ","
    yield "\n ]\n}\n"


def _asked_for(portion: Portion, material: Material) -> Iterator[Quad]:
    if material.asked.everything:
        return portion.said_quads()
    wanted = portion.around(portion.claims(material.asked))
    quads = chain(portion.said_quads(), portion.beside_quads)
    return (quad for quad in quads if term_text(quad[0]) in wanted)


def _graphs(quads: Iterable[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    ordered = sorted(quads, key=itemgetter(3, 0, 1, 2))
    for graph, said in groupby(ordered, itemgetter(3)):
        yield term_text(graph), list(said)


def _nodes(quads: Iterable[Quad], names: Names) -> Iterator[str]:
    before = ""
    for subject, said in groupby(quads, itemgetter(0)):
        node: dict[str, Any] = {"id": names.iri(term_text(subject))}
        for predicate, values in groupby(said, itemgetter(1)):
            key, written = names.member(term_text(predicate), [quad[2] for quad in values])
            node[key] = written[0] if len(written) == 1 else written
        yield f"{before}\n    {json_document(node, 4)}"
        before = ","


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a context gives, read backwards: from an IRI to the key that means it."""

    keys: Mapping[str, str]
    types: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> Names:
        """Read a context, each of whose keys has an IRI and perhaps a type and words."""
        prefixes = {k: v if isinstance(v, str) else v.get("@id", "") for k, v in _terms(context)}

        def whole(name: str) -> str:
            prefix, colon, local = name.partition(":")
            return prefixes[prefix] + local if colon and prefix in prefixes else name

        detailed = {k: v for k, v in _terms(context) if isinstance(v, dict)}
        return cls(
            keys={whole(iri): key for key, iri in prefixes.items() if not _is_prefix(iri)},
            types={key: whole(v.get("@type", "")) for key, v in detailed.items()},
            words={
                key: {whole(iri): word for word, iri in v.get("@context", {}).items()}
                for key, v in detailed.items()
            },
        )

    def iri(self, iri: str) -> str:
        """Shorten an IRI of ours; others stay whole."""
        local = iri.removeprefix(m.BASE)
        return f"mdmakg:{local}" if local != iri and not local.startswith("//") else iri

    def member(self, predicate: str, values: Iterable[Term]) -> tuple[str, list[Any]]:
        """Write a property and its values."""
        if predicate == f.rdf_type:
            return "type", [self.keys.get(term_text(v), term_text(v)) for v in values]
        key = self.keys.get(predicate, predicate)
        return key, [self._value(key, value) for value in values]

    def _value(self, key: str, term: Term) -> object:
        kind = self.types.get(key, "")
        if term[0] == "<":
            iri = term_text(term)
            if kind == "@vocab":
                return self.words[key].get(iri) or self.iri(iri)
            return self.iri(iri) if kind == "@id" else {"id": self.iri(iri)}
        text, datatype, language = literal_parts(term)
        if kind == datatype and not language:
            return _native(text, datatype)
        more = {"@type": datatype, "@language": language}
        return {"@value": text} | {name: value for name, value in more.items() if value}


def _terms(context: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Give the keys that have an IRI, without the keywords and their other names."""
    return ((k, v) for k, v in context.items() if isinstance(v, dict) or "@" not in f"{k}{v}")


def _is_prefix(iri: str) -> bool:
    return iri.endswith(("/", "#", "_")) and "://" in iri


def _native(text: str, datatype: str) -> object:
    """Give a JSON number or truth value where it means the very same literal.

    Source: JSON-LD 1.1 API, 8.6: integers and truth values come back in canonical form.
    """
    if datatype == f.xsd_boolean and text in {"true", "false"}:
        return text == "true"
    return int(text) if datatype == f.xsd_integer and _EXACT.fullmatch(text) else text
