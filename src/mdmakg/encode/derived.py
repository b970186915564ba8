"""What a rule derived, as statements: derived facts and check results, in ``graph/checks``."""

from __future__ import annotations

import re
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
    from mdmakg.vocab.term import Quad

__all__ = ["derived", "encode_results"]


def derived(subject: str, predicate: str, object_: Object) -> Quad:
    """State one derived fact."""
    class_ = object_ if predicate == f.rdf_type else ""
    property_, graph = property_and_graph(predicate, class_, "", "")
    return node(subject), property_, object_term(object_), graph


def encode_results(named: Iterable[tuple[str, CheckResult]]) -> Iterator[Quad]:
    """State check results, each under its IRI."""
    for subject, result in named:
        yield derived(subject, f.rdf_type, m.CheckResult)
        yield derived(subject, m.check, result.shape)
        yield derived(subject, m.focus, result.focus)
        yield derived(subject, m.state, concept_iri("state", result.state))
        yield derived(subject, m.severity, concept_iri("severity", result.severity))
        if result.accepted is not None:
            yield derived(subject, m.accepted, result.accepted.iri)
        if result.path:
            yield derived(subject, m.path, _path(result.path))
        for predicate, text in (
            (m.message, result.message),
            (m.value, result.value),
            (m.reason, result.reason),
        ):
            if text:
                yield derived(subject, predicate, literal_term(text))


def _path(path: str) -> Object:
    """Give a property as itself; a path of several steps has no name, only its text."""
    return (
        path if re.fullmatch(r"https?://[^\s<>|^/]+(?:/[^\s<>|^/]*)*", path) else literal_term(path)
    )
