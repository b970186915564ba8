"""What a rule derived, as statements: derived facts and check results, in ``graph/checks``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mdmakg.encode.scope import node, object_term, property_and_graph
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.scheme import concept_iri
from mdmakg.vocab.term import literal_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdmakg.encode.scope import Object
    from mdmakg.model.check import CheckResult
    from mdmakg.vocab.term import Quad, Term

__all__ = ["common", "derived", "encode_results", "stated"]


def derived(subject: str, predicate: str, object_: Object) -> Quad:
    """State one derived fact."""
    class_ = object_ if predicate == f.rdf_type else ""
    property_, graph = property_and_graph(predicate, class_, "", "")
    return node(subject), property_, object_term(object_), graph


def stated(subject: str, said: Iterable[tuple[str, Term]]) -> Iterator[Quad]:
    """State derived facts of one thing, none of them its class: predicate IRI and value."""
    about = node(subject)
    for predicate, value in said:
        property_, graph = property_and_graph(predicate, "", "", "")
        yield about, property_, value, graph


@lru_cache(maxsize=8192)
def common(iri: str) -> Term:
    """Write an IRI that is named many times as a term."""
    return node(iri)


def encode_results(results: Iterable[tuple[str, CheckResult]]) -> Iterator[Quad]:
    """State check results, each under its IRI."""
    for subject, result in results:
        yield derived(subject, f.rdf_type, m.CheckResult)
        yield from stated(subject, _said(result))


def _said(result: CheckResult) -> Iterator[tuple[str, Term]]:
    yield m.check, common(result.shape)
    yield m.focus, node(result.focus)
    yield m.state, common(concept_iri("state", result.state))
    yield m.severity, common(concept_iri("severity", result.severity))
    if result.accepted is not None:
        yield m.accepted, node(result.accepted.iri)
    if result.path:
        yield m.path, _path(result.path)
    if result.message:
        yield m.message, literal_term(result.message)
    if result.value:
        yield m.value, literal_term(result.value)
    if result.reason:
        yield m.reason, literal_term(result.reason)


@lru_cache(maxsize=8192)
def _path(path: str) -> Term:
    """Give a property as itself; a path of several steps has no name, only its text."""
    known = re.fullmatch(r"https?://[^\s<>|^/]+(?:/[^\s<>|^/]*)*", path)
    return node(path) if known else literal_term(path)
