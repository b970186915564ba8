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
        mdmakg:joinsBy mdmakg:proposition ;               # only if it holds documents that have
                                                          # nothing else to do with one another
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

from mdmakg.check.checklint import check_faults, constraint_iri
from mdmakg.check.iri import check_iri
from mdmakg.check.linted import is_linted
from mdmakg.check.statements import iri_term, term_text
from mdmakg.check.term import SEVERITIES
from mdmakg.check.turtle import TurtleFile, read_turtle
from mdmakg.errors import Fault, InputError, Place
from mdmakg.model.check import CheckRule, Severity
from mdmakg.vocab import mdmakg as own
from mdmakg.vocab.foreign import RDFS, SH, rdfs_label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["CheckFile", "read_check", "read_checks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFile:
    """One check: what it looks at, what it asks, and what it says when that fails.

    ``targets`` and ``kinds`` are IRIs, ``select``, ``applies_to`` and
    ``cannot_tell`` SPARQL queries; ``kinds`` is said for readers, the queries decide.
    ``joins_by`` is the property, if any, by whose value targets are held against one
    another whatever documents they stand in.
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
    joins_by: str = ""

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
    if not is_linted(file) and (faults := check_faults(file, code)):
        raise InputError(faults)
    return _check(file, code)


def _check(file: TurtleFile, code: str) -> CheckFile:
    """Take the parts of a check out of a file that is as it must be."""
    shape = check_iri(code)

    def values(subject: str, predicate: str) -> list[str]:
        return sorted(
            map(term_text, file.statements.values(iri_term(subject), iri_term(predicate)))
        )

    def one(subject: str, predicate: str) -> str:
        return next(iter(values(subject, predicate)), "")

    constraint = constraint_iri(code)
    return CheckFile(
        code=code,
        label=one(shape, rdfs_label),
        advice=one(shape, RDFS + "comment"),
        severity=SEVERITIES[one(shape, SH + "severity")],
        message=one(constraint, SH + "message") or one(shape, SH + "message"),
        targets=tuple(values(shape, SH + "targetClass")),
        kinds=tuple(values(shape, own.appliesToKind)),
        select=one(constraint, SH + "select"),
        applies_to=one(shape, own.appliesTo),
        cannot_tell=one(shape, own.cannotTell),
        place=file.place_of(shape),
        joins_by=one(shape, own.joinsBy),
    )
