"""The SHACL terms that a shape file may use: closed, since a misspelt one is silently vacuous."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from mdmakg.model.check import Severity
from mdmakg.vocab.foreign import SH

__all__ = [
    "BOOLEANS",
    "CONSTRAINTS",
    "INTEGERS",
    "LISTS",
    "NODE_KINDS",
    "PATH_TERMS",
    "SEVERITIES",
    "SHAPE_LINKS",
    "TARGETS",
    "TERMS",
    "local_code",
    "term_flaw",
]


def _terms(names: str) -> frozenset[str]:
    return frozenset(SH + name for name in names.split())


# SHACL 4 and 5.1: what makes a shape demand something.
CONSTRAINTS: Final = _terms("""
    and class closed datatype disjoint equals hasValue in languageIn lessThan lessThanOrEquals
    maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength
    node nodeKind not or pattern property qualifiedMaxCount qualifiedMinCount sparql uniqueLang
    xone
""")

# SHACL 2.3.1: paths, the one use of blank nodes besides lists.
PATH_TERMS: Final = _terms("alternativePath inversePath oneOrMorePath zeroOrMorePath zeroOrOnePath")

# Terms whose value is a shape, or a list of shapes.
SHAPE_LINKS: Final = _terms("property node not and or xone qualifiedValueShape")

# What the values of a term must be; the engine takes others for nothing at all.
LISTS: Final = _terms("and in ignoredProperties languageIn or xone")
BOOLEANS: Final = _terms("closed deactivated qualifiedValueShapesDisjoint uniqueLang")
INTEGERS: Final = _terms(
    "maxCount maxLength minCount minLength qualifiedMaxCount qualifiedMinCount"
)

# SHACL 4.1.3: the six values of sh:nodeKind.
NODE_KINDS: Final = _terms("BlankNode IRI Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral")

# SHACL 2.1.3: what gives a shape its foci.
TARGETS: Final = _terms("targetClass targetNode targetObjectsOf targetSubjectsOf")

# SHACL 2.1.4: how much a result weighs.
SEVERITIES: Final = {SH + severity.name.capitalize(): severity for severity in Severity}

_OTHERS: Final = _terms("""
    NodeShape PropertyShape SPARQLConstraint PrefixDeclaration
    Violation Warning Info
    path severity message name description order group deactivated
    flags ignoredProperties qualifiedValueShape qualifiedValueShapesDisjoint
    select prefixes declare prefix namespace
""")

# SHACL Core and SPARQL-based constraints; neither Advanced Features nor JavaScript,
# which the engine would pass over in silence.
TERMS: Final = CONSTRAINTS | PATH_TERMS | TARGETS | NODE_KINDS | _OTHERS


def term_flaw(iri: str) -> str:
    """Say what is wrong with a SHACL term; empty where nothing is, or it is not SHACL's."""
    if not iri.startswith(SH) or iri in TERMS:
        return ""
    name = iri[len(SH) :]
    near = get_close_matches(name, [term[len(SH) :] for term in TERMS], n=1)
    meant = f"; did you mean sh:{near[0]}?" if near else ""
    return f"sh:{name} is not a term of SHACL Core or of its SPARQL constraints{meant}"


def local_code(iri: str) -> str:
    """Name a shape by the last part of its IRI: ``…/shape/claim.gloss`` is ``claim.gloss``."""
    _, found, local = iri.partition("/shape/")
    return local if found else iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
