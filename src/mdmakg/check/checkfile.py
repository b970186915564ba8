"""Check files: one check that a researcher can write without Python.

A check file is Turtle, named by its code, ``shapes/uncovered-text.ttl``::

    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix mdmakg: <https://w3id.org/mdmakg/> .

    <https://w3id.org/mdmakg/check/uncovered-text> a sh:NodeShape ;
        rdfs:label "sentence under no passage" ;
        rdfs:comment "Put a passage over it, or skip it." ;   # what to do; may be absent
        sh:targetClass mdmakg:Sentence ;                  # the domain
        sh:severity sh:Info ;
        mdmakg:appliesToKind <…> ;                        # for readers; the next line decides
        mdmakg:appliesTo "SELECT ?this WHERE { … }" ;     # of the domain, what it speaks of
        mdmakg:cannotTell "SELECT ?this ?reason WHERE { … }" ;
        sh:sparql <https://w3id.org/mdmakg/check/uncovered-text/constraint> .

    <https://w3id.org/mdmakg/check/uncovered-text/constraint> a sh:SPARQLConstraint ;
        sh:message "{?value} says why" ;
        sh:select "SELECT $this ?path ?value WHERE { … }" .

The message stands on the constraint, where any SHACL engine fills in ``{?value}``;
on the shape it is allowed too, but other engines show it as it is. Each query
declares its prefixes itself (``PREFIX …``), so that it can be run alone. A check
that can always tell says so: ``SELECT ?this ?reason WHERE { FILTER(false) }``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdmakg.check.iri import CHECK, check_iri
from mdmakg.check.shapes import SEVERITIES, file_faults, query_faults
from mdmakg.check.turtle import TurtleFile, read_turtle
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckRule, Severity
from mdmakg.vocab import mdmakg as own
from mdmakg.vocab.foreign import RDFS, SH, rdf_type, rdfs_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["CheckFile", "read_check", "read_checks"]

_COMMENT = RDFS + "comment"
_ONE = {
    rdfs_label: "rdfs:label",
    SH + "severity": "sh:severity",
    SH + "sparql": "sh:sparql",
    own.appliesTo: "mdmakg:appliesTo",
    own.cannotTell: "mdmakg:cannotTell",
}
_ON_SHAPE = {
    rdf_type,
    *_ONE,
    _COMMENT,
    RDFS + "isDefinedBy",
    RDFS + "seeAlso",
    SH + "targetClass",
    SH + "message",
    own.appliesToKind,
}
_ON_CONSTRAINT = {rdf_type, SH + "select", SH + "message"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFile:
    """One check: what it looks at, what it asks, and what it says when that fails.

    ``targets`` and ``kinds`` are IRIs, ``select``, ``applies_to`` and
    ``cannot_tell`` SPARQL queries; ``kinds`` is said for readers, the queries decide.
    """

    code: str
    label: str
    advice: str
    severity: Severity
    message: str
    targets: tuple[str, ...]
    kinds: tuple[str, ...]
    select: str
    applies_to: str
    cannot_tell: str
    place: Place = field(compare=False)

    @property
    def iri(self) -> str:
        """The IRI of the check, which is its shape's."""
        return check_iri(self.code)

    @property
    def rule(self) -> CheckRule:
        """What the check is about, for reports."""
        return CheckRule(
            check=self.code,
            iri=self.iri,
            severity=self.severity,
            label=self.label,
            advice=self.advice,
            place=self.place,
        )


def read_checks(paths: Iterable[Path]) -> tuple[CheckFile, ...]:
    """Read check files, sorted by code.

    Errors: InputError with every fault of every file.
    """
    checks: list[CheckFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            checks.append(read_check(path))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return tuple(sorted(checks, key=lambda check: check.code))


def read_check(path: Path) -> CheckFile:
    """Read one check file.

    Errors: InputError with every fault of the file.
    """
    file = read_turtle(path)
    code = PurePath(path).stem
    reader = _Reader(file, code)
    faults = [*file_faults(file), *reader.faults()]
    if faults:
        raise InputError(faults)
    return reader.check()


@dataclass(frozen=True, slots=True)
class _Reader:
    file: TurtleFile
    code: str

    @property
    def shape(self) -> str:
        return check_iri(self.code)

    @property
    def constraint(self) -> str:
        return f"{self.shape}/constraint"

    def values(self, subject: str, predicate: str) -> list[str]:
        from rdflib import URIRef

        return sorted(str(v) for v in self.file.graph.objects(URIRef(subject), URIRef(predicate)))

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.values(subject, predicate)), "")

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
        for predicate, name in _ONE.items():
            count = len(self.values(self.shape, predicate))
            if count != 1:
                message = f"a check has one {name}, this one has {count}"
                yield self.fault(self.shape, "check-part", message)
        if not self.values(self.shape, SH + "targetClass"):
            message = "a check has an sh:targetClass, its domain"
            yield self.fault(self.shape, "check-part", message)
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

    def _query_faults(self) -> Iterator[Fault]:
        for query in self.values(self.shape, own.appliesTo):
            yield from query_faults(self.file, query)
        for query in self.values(self.shape, own.cannotTell):
            yield from query_faults(self.file, query, projects=("this", "reason"))

    def check(self) -> CheckFile:
        return CheckFile(
            code=self.code,
            label=self.one(self.shape, rdfs_label),
            advice=self.one(self.shape, _COMMENT),
            severity=SEVERITIES[self.one(self.shape, SH + "severity")],
            message=self._messages()[0],
            targets=tuple(self.values(self.shape, SH + "targetClass")),
            kinds=tuple(self.values(self.shape, own.appliesToKind)),
            select=self.one(self.constraint, SH + "select"),
            applies_to=self.one(self.shape, own.appliesTo),
            cannot_tell=self.one(self.shape, own.cannotTell),
            place=self.fault(self.shape, "", "").place,
        )
