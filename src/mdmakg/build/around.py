"""What a build in parts says around one claim: its part, and what that speaks of."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

from mdmakg.build.index import index_of
from mdmakg.build.record import is_parted, parts_in, steadily
from mdmakg.encode.dataset import parse_nquads
from mdmakg.encode.iri import local_iri
from mdmakg.graph.facts import Facts
from mdmakg.model.scalar import Kind
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import term_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from mdmakg.vocab.term import Quad

__all__ = ["facts_around", "facts_with", "mapped_from", "part_with", "spoken_of"]


def facts_around(out: Path, claim: str) -> Facts | None:
    """Read what the build in ``out`` says around a claim, if it is in parts and one has it.

    ``claim`` is a short id or an IRI.
    Errors: ``UsageError`` if there is no build; ``StoreError`` if it is damaged.
    """
    return steadily(out, lambda manifest: facts_with(out, manifest, claim))


def facts_with(out: Path, manifest: Mapping[str, Any], claim: str) -> Facts | None:
    """Read what the build that has a manifest says around a claim, as ``facts_around`` does."""
    found = part_with(out, manifest, claim)
    if found is None:
        return None
    own = tuple(chain.from_iterable(map(parse_nquads, found)))
    return Facts.of(chain(own, spoken_of(index_of(out, manifest), own)))


def part_with(out: Path, manifest: Mapping[str, Any], claim: str) -> tuple[bytes, bytes] | None:
    """Read the part with a claim: what was said and what was found; None in one piece, too.

    Errors: ``StoreError`` at a file that is not what the build wrote.
    """
    wanted = f"<{_iri(claim)}> ".encode()
    if is_parted(manifest):
        for said, found in parts_in(out, manifest):
            if said.startswith(wanted) or b"\n" + wanted in said:
                return said, found()
    return None


def _iri(claim: str) -> str:
    if claim.startswith(BASE):
        return claim
    document, _, id_ = claim.partition(":")
    return local_iri(Kind.CLAIM, document, id_) if id_ else f"{BASE}{claim}"


def spoken_of(store: Store, own: Iterable[Quad]) -> Iterator[Quad]:
    """Follow what a part refers to: words of the vocabulary that other parts describe."""
    known: set[str] = set()
    fresh: set[str] = set()
    for subject, _, value, _ in own:
        known.add(subject)
        fresh.add(value)
    while fresh:
        come: set[str] = set()
        for term in sorted(fresh - known):
            if term.startswith(f"<{BASE}"):
                for quad in _said_of(store, term):
                    yield quad
                    come.add(quad[2])
        known |= fresh
        fresh = come


def mapped_from(store: Store, thing: str) -> Iterator[Quad]:
    """Give what others call a thing: the mappings that begin at it."""
    from pyoxigraph import NamedNode

    begins = NamedNode(m.mapsFrom), NamedNode(term_text(thing))
    for quad in store.quads_for_pattern(None, *begins, None):
        yield from _said_of(store, str(quad.subject))


def _said_of(store: Store, term: str) -> Iterator[Quad]:
    from pyoxigraph import NamedNode

    with suppress(ValueError):  # a name that the engine would not know
        for quad in store.quads_for_pattern(NamedNode(term_text(term)), None, None, None):
            yield str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name)
