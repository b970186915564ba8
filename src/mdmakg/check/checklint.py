"""What must not stand in a check file, and what must."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.check.iri import CHECK, check_iri
from mdmakg.check.joinlint import join_flaws, sharing_flaws
from mdmakg.check.ownterm import own_term_flaws
from mdmakg.check.shapelint import file_faults, query_faults
from mdmakg.vocab import mdmakg as own
from mdmakg.vocab.foreign import RDFS, SH, rdf_type, rdfs_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdmakg.check.turtle import TurtleFile
    from mdmakg.errors import Fault

__all__ = ["ONE", "check_faults", "constraint_iri"]

ONE = {
    rdfs_label: "rdfs:label",
    SH + "severity": "sh:severity",
    SH + "sparql": "sh:sparql",
    own.appliesTo: "mdmakg:appliesTo",
    own.cannotTell: "mdmakg:cannotTell",
}
_ON_SHAPE = {
    rdf_type,
    *ONE,
    RDFS + "comment",
    RDFS + "isDefinedBy",
    RDFS + "seeAlso",
    SH + "targetClass",
    SH + "message",
    own.appliesToKind,
    own.joinsBy,
}
_ON_CONSTRAINT = {rdf_type, SH + "select", SH + "message"}


_VARIABLE = re.compile(r"\{[?$](\w+)\}")


def _head(query: str) -> str:
    """Give what a query selects: all that stands before its first group."""
    return query.partition("{")[0]


def constraint_iri(code: str) -> str:
    """Name the constraint of a check by the check's code."""
    return f"{check_iri(code)}/constraint"


def check_faults(file: TurtleFile, code: str) -> list[Fault]:
    """Find everything wrong with a file that should hold the check ``code``.

    Errors: InputError for what is not Turtle.
    """
    return [*file_faults(file), *_Reader(file, code).faults()]


@dataclass(frozen=True, slots=True)
class _Reader:
    file: TurtleFile
    code: str

    @property
    def shape(self) -> str:
        return check_iri(self.code)

    @property
    def constraint(self) -> str:
        return constraint_iri(self.code)

    def values(self, subject: str, predicate: str) -> list[str]:
        from rdflib import URIRef

        return sorted(str(v) for v in self.file.graph.objects(URIRef(subject), URIRef(predicate)))

    def fault(self, near: str, code: str, message: str) -> Fault:
        return self.file.fault(self.file.offset_of(near), code, message)

    def faults(self) -> Iterator[Fault]:
        if not self.values(self.shape, rdf_type):
            yield self._misnamed()
            return
        yield from self._unnamed_faults()
        yield from self._part_faults()
        yield from self._predicate_faults()
        yield from self._query_faults()
        yield from self._join_faults()
        yield from self._own_faults()
        yield from self._message_faults()

    def _misnamed(self) -> Fault:
        found = sorted(str(s) for s in self.file.graph.subjects() if str(s).startswith(CHECK))
        message = f"a file named {self.code}.ttl describes <{self.shape}>, which is not here"
        return self.fault(found[0] if found else "", "check-name", message)

    def _unnamed_faults(self) -> Iterator[Fault]:
        from rdflib import BNode

        if any(isinstance(term, BNode) for triple in self.file.graph for term in triple):
            offset = max(self.file.text.find("["), self.file.text.find("_:"))
            message = "a check file has no node without a name, and no list"
            yield self.file.fault(offset, "blank-node", message)
        for subject in sorted({str(s) for s in self.file.graph.subjects()}):
            if subject not in {self.shape, self.constraint}:
                message = f"<{subject}> is neither the check nor its constraint"
                yield self.fault(subject, "stranger", message)

    def _part_faults(self) -> Iterator[Fault]:
        for predicate, name in ONE.items():
            count = len(self.values(self.shape, predicate))
            if count != 1:
                message = f"a check has one {name}, this one has {count}"
                yield self.fault(self.shape, "check-part", message)
        if not self.values(self.shape, SH + "targetClass"):
            message = "a check has an sh:targetClass, its domain"
            yield self.fault(self.shape, "check-part", message)
        if len(self.values(self.shape, own.joinsBy)) > 1:
            message = "a check joins its targets by one property, if it does"
            yield self.fault(own.joinsBy, "check-part", message)
        if self.values(self.shape, SH + "sparql") not in ([], [self.constraint]):
            message = f"the constraint of this check is <{self.constraint}>"
            yield self.fault(self.shape, "check-part", message)
        if len(self._messages()) > 1:
            message = "a check has one sh:message, on its constraint"
            yield self.fault(self.shape, "check-part", message)

    def _messages(self) -> list[str]:
        return [m for at in (self.constraint, self.shape) for m in self.values(at, SH + "message")]

    def _predicate_faults(self) -> Iterator[Fault]:
        from rdflib import URIRef

        for subject, allowed in ((self.shape, _ON_SHAPE), (self.constraint, _ON_CONSTRAINT)):
            used = {str(p) for p in self.file.graph.predicates(URIRef(subject))}
            for predicate in sorted(used - allowed):
                message = f"<{predicate}> has no meaning on <{subject}>"
                yield self.fault(predicate, "check-term", message)

    def _own_faults(self) -> Iterator[Fault]:
        for offset, message in own_term_flaws(self.file.text):
            yield self.file.fault(offset, "own-term", message)

    def _message_faults(self) -> Iterator[Fault]:
        projected = set(
            re.findall(
                r"[?$](\w+)", " ".join(map(_head, self.values(self.constraint, SH + "select")))
            )
        )
        for message in self._messages():
            for name in sorted(set(_VARIABLE.findall(message)) - projected):
                says = f"the message speaks of {{?{name}}}, which the query does not give"
                yield self.file.fault(self.file.text.find(f"?{name}}}"), "check-message", says)

    def _query_faults(self) -> Iterator[Fault]:
        for query in self.values(self.shape, own.appliesTo):
            yield from query_faults(self.file, query)
        for query in self.values(self.shape, own.cannotTell):
            yield from query_faults(self.file, query, projects=("this", "reason"))

    def _join_faults(self) -> Iterator[Fault]:
        """Find where a check that joins documents would tell something else in parts."""
        applies = self.values(self.shape, own.appliesTo)
        others = self.values(self.shape, own.cannotTell)
        queries = (*applies, *others, *self.values(self.constraint, SH + "select"))
        for by in self.values(self.shape, own.joinsBy):
            for query in queries:
                start = max(self.file.text.find(query), 0)
                flaws = sharing_flaws(query, by) if query in applies else ()
                for flaw in (*flaws, *join_flaws(query, by)):
                    yield self.file.fault(start + flaw.offset, flaw.code, flaw.message)
