"""Saying things into a dataset: facts, passages and quantities, each in its speaker's graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from benchmarks.plain.vocabulary import (
    MDMAKG,
    OA,
    boolean,
    decimal,
    member,
    passage,
    text,
    thing,
    whole,
)
from rdflib import RDF, RDFS, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rdflib import Dataset
    from rdflib.graph import Graph
    from rdflib.term import Node

__all__ = ["LOCAL", "Kinds", "Speaker", "listed"]

Tree = dict[str, Any]
Kinds = dict[str, str]
"""What each id names; local ids are written ``document:id``."""

LOCAL = frozenset(
    {"claim", "result", "arm", "study-report", "outcome-report", "intervention-report"}
)
_QUANTITY = re.compile(
    r"(about )?(?:(<=|>=|<|>|=) (\S+)|(\S+?)(?: to (\S+))?)(?: ([A-Za-z%\[{]\S*))?"
)
_OPERATORS = {
    None: "equal",
    "=": "equal",
    "<": "less",
    "<=": "at-most",
    ">": "greater",
    ">=": "at-least",
}
_PARTS = {"core": MDMAKG.hasCore, "stem": MDMAKG.hasStem, "qualifier": MDMAKG.hasQualifier}


def listed(value: Any) -> list[Any]:
    """Give a list that may be written as its only item, or not at all."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class Speaker:
    """Who speaks in which document."""

    def __init__(
        self,
        dataset: Dataset,
        curated: frozenset[URIRef],
        kinds: Kinds,
        document: str,
        tree: Tree,
    ) -> None:
        self.dataset = dataset
        self.curated = curated
        self.kinds = kinds
        self.document = document
        self.tree = tree
        self.source = next(iter(tree.get("sources", {})), document)
        self._graphs: dict[str, Graph] = {}

    def graph(self, name: str) -> Graph:
        """Give a named graph."""
        if name not in self._graphs:
            self._graphs[name] = self.dataset.graph(MDMAKG["graph/" + name])
        return self._graphs[name]

    def say(self, subject: URIRef, predicate: URIRef, value: Node) -> None:
        """State one thing in the graph that its term belongs to."""
        term = value if predicate == RDF.type else predicate
        if term in self.curated:
            graph = self.graph("curation/" + self.document)
        else:
            graph = self.graph("source/" + self.source)
        graph.add((subject, predicate, value))

    def refer(self, id_: str) -> URIRef:
        """Name what an id names: of this document, of another, or of all."""
        local = id_ if ":" in id_ else f"{self.document}:{id_}"
        if local in self.kinds:
            return thing(self.kinds[local], *local.split(":"))
        return thing(self.kinds[id_], id_)

    def identity(self, subject: URIRef, class_: URIRef, id_: str, label: str) -> None:
        """State a thing with an id of its own."""
        self.say(subject, RDF.type, class_)
        self.say(subject, RDFS.label, Literal(label))
        self.say(subject, MDMAKG.shortId, Literal(id_))

    def local_identity(self, subject: URIRef, class_: URIRef, id_: str) -> None:
        """State a thing with an id in its document."""
        self.say(subject, RDF.type, class_)
        self.say(subject, MDMAKG.shortId, Literal(f"{self.document}:{id_}"))

    def passage(self, anchor: str) -> tuple[str, URIRef]:
        """State a passage; give its part and its name."""
        *part, span, digest = anchor.split(" ")
        whole_text = text(self.tree["text"]["sha256"])
        name = passage(whole_text, span)
        selector = URIRef(name + "/selector")
        start, end = span.split("-")
        self.say(name, RDF.type, MDMAKG.Passage)
        self.say(name, OA.hasSource, whole_text)
        self.say(name, OA.hasSelector, selector)
        self.say(name, MDMAKG.digest, Literal(digest))
        self.say(selector, RDF.type, OA.TextPositionSelector)
        self.say(selector, OA.start, whole(start))
        self.say(selector, OA.end, whole(end))
        return (part[0] if part else "core"), name

    def section(self, name: URIRef) -> None:
        """State in which section a passage lies."""
        start, end = map(int, name.rpartition("/")[2].split("-"))
        for section in self.tree["text"]["sections"]:
            first, last = map(int, section["at"].split("-"))
            if first <= start and end <= last:
                self.say(name, MDMAKG.section, member("section", section["section"]))

    def ground(self, subject: URIRef, record: Tree) -> None:
        """State the passages, or the work, on which a record rests."""
        for anchor in listed(record.get("at")):
            part, name = self.passage(anchor)
            self.say(subject, OA.hasTarget, name)
            self.say(subject, _PARTS[part], name)
            self.section(name)
        if "from" in record:
            self.say(subject, MDMAKG.knownThrough, self.refer(record["from"]["work"]))
            self.say(subject, MDMAKG.howKnown, member("how-known", record["from"]["how"]))

    def grounding(
        self, subject: URIRef, predicate: URIRef, fact: Tree, number: int | None = None
    ) -> URIRef:
        """State on what the values of one property rest."""
        name = re.split("[/#]", predicate)[-1]
        place = "" if number is None else f"/{number + 1}"
        grounding = URIRef(f"{subject}/grounding/{name}{place}")
        self.say(grounding, RDF.type, MDMAKG.Grounding)
        self.say(grounding, MDMAKG.grounds, subject)
        self.say(grounding, MDMAKG.groundsProperty, predicate)
        self.ground(grounding, fact)
        return grounding

    def fact(
        self,
        subject: URIRef,
        predicate: URIRef,
        fact: Any,
        term: Callable[[str], Node] = Literal,
        number: int | None = None,
    ) -> None:
        """State a value and, where it has them, its own place and form."""
        if fact is None:
            return
        if isinstance(fact, str):
            self.say(subject, predicate, term(fact))
            return
        self.say(subject, predicate, term(fact["value"]))
        if fact.keys() & {"at", "from", "written"}:
            grounding = self.grounding(subject, predicate, fact, number)
            if "written" in fact:
                self.say(grounding, MDMAKG.asWritten, Literal(fact["written"]))

    def facts(
        self,
        subject: URIRef,
        predicate: URIRef,
        facts: Any,
        term: Callable[[str], Node] = Literal,
    ) -> None:
        """State a list of values."""
        for number, fact in enumerate(listed(facts)):
            self.fact(subject, predicate, fact, term, number)

    def quantities(self, subject: URIRef, record: Tree, keys: Mapping[str, URIRef]) -> None:
        """State the quantities of a record."""
        for key, predicate in keys.items():
            fact = record.get(key)
            if isinstance(fact, str):
                self.quantity(subject, predicate, fact, fact)
            elif fact is not None:
                self.quantity(subject, predicate, fact["value"], fact.get("written", fact["value"]))
                if fact.keys() & {"at", "from"}:
                    self.grounding(subject, predicate, fact)

    def quantity(self, subject: URIRef, predicate: URIRef, value: str, written: str) -> None:
        """State a quantity as a node of its own."""
        found = _QUANTITY.fullmatch(value)
        if found is None:
            raise ValueError(value)
        about, sign, bound, low, high, unit = found.groups()
        low = low or bound
        held = URIRef(f"{subject}/quantity/{re.split('[/#]', predicate)[-1]}")
        self.say(subject, predicate, held)
        self.say(held, RDF.type, MDMAKG.Quantity)
        self.say(held, MDMAKG.low, decimal(low.removeprefix("+")))
        self.say(held, MDMAKG.high, decimal((high or low).removeprefix("+")))
        self.say(held, MDMAKG.operator, member("operator", _OPERATORS[sign]))
        if unit:
            self.say(held, MDMAKG.unit, Literal(unit))
        self.say(held, MDMAKG.approximate, boolean("yes" if about else "no"))
        self.say(held, MDMAKG.asWritten, Literal(written))
