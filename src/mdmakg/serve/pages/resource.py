"""The page of one IRI: what is said of it, by which graph, and what points to it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mdmakg.serve.formats import TRIPLES
from mdmakg.serve.pages.address import claim_id, linked, short
from mdmakg.serve.pages.element import data, element, link
from mdmakg.serve.pages.layout import page
from mdmakg.serve.resource import MOST
from mdmakg.serve.rows import cut
from mdmakg.vocab.foreign import rdf_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from mdmakg.serve.resource import Resource, Said
    from mdmakg.serve.rows import Term

__all__ = ["near_page", "resource_page"]

_MOST_TEXT: Final = 2_000
"""Code points of a literal on a page."""


def resource_page(found: Resource, *, explorer: bool) -> bytes:
    """Write the page; with an explorer, a claim's leads there."""
    name = _name(found)
    return page(
        name,
        element("h1", data(name)),
        element("p", element("code", data(found.iri)), class_="iri"),
        _kinds(found),
        _ways(found.iri, explorer=explorer),
        _said(found),
        _pointing(found),
        _statements("It is the property of", found.using, found.labels),
        _statements("It is a graph that says", found.holding, found.labels),
    )


def _name(found: Resource) -> str:
    claim = claim_id(found.iri)
    label = found.labels.get(found.iri, "")
    if claim is not None:
        return f"Claim {claim}: {label}" if label else f"Claim {claim}"
    return label or short(found.iri)


def _kinds(found: Resource) -> Element | None:
    parts = [_term(one.value, found.labels) for one in found.said[:MOST] if _is_type(one)]
    if not parts:
        return None
    listed = [part for one in parts for part in (", ", one)][1:]
    return element("p", "It is of the kind ", *listed, ".")


def _is_type(one: Said) -> bool:
    return one.predicate.value == rdf_type


def _ways(iri: str, *, explorer: bool) -> Element:
    """List where else to look: the explorer, and the same statements as data."""
    ways: list[Element] = []
    claim = claim_id(iri)
    if explorer and claim is not None:
        ways.append(link(f"/#claim/{claim}", "This claim in the explorer"))
    for form in TRIPLES[:4]:
        href = f"/resource?iri={quote(iri, safe='')}&format={form.token}"
        ways.append(link(href, form.name, type=form.media_type))
    return element("ul", *(element("li", one) for one in ways), class_="ways")


def _said(found: Resource) -> Element | None:
    """Tabulate what is said, property by property."""
    by_property = groupby(found.said[:MOST], key=lambda one: one.predicate)
    rows: list[Element] = []
    for predicate, group in by_property:
        told = list(group)
        for number, one in enumerate(told):
            head = _property(predicate, found.labels, rows=len(told)) if number == 0 else None
            value = element("td", _term(one.value, found.labels))
            rows.append(element("tr", head, value, _graphs(one)))
    return _table("What is said of it", ("property", "value", "said in"), rows, found.said)


def _property(predicate: Term, labels: Mapping[str, str], *, rows: int) -> Element:
    name = linked(predicate.value, labels.get(predicate.value, ""))
    return element("th", name, scope="rowgroup" if rows > 1 else "row", rowspan=str(rows))


def _pointing(found: Resource) -> Element | None:
    rows = [
        element(
            "tr",
            element("td", _term(one.subject, found.labels)),
            element("td", _term(one.predicate, found.labels)),
            _graphs(one),
        )
        for one in found.pointing[:MOST]
    ]
    return _table("What points to it", ("subject", "property", "said in"), rows, found.pointing)


def _statements(title: str, told: Sequence[Said], labels: Mapping[str, str]) -> Element | None:
    rows = [
        element(
            "tr",
            *(
                element("td", _term(term, labels))
                for term in (one.subject, one.predicate, one.value)
            ),
        )
        for one in told[:MOST]
    ]
    return _table(title, ("subject", "property", "value"), rows, told)


def _table(
    title: str, heads: tuple[str, ...], rows: Sequence[Element], told: Sequence[Said]
) -> Element | None:
    if not rows:
        return None
    columns = (element("th", one, scope="col") for one in heads)
    more = f"Only the first {MOST} are shown; a query has them all." if len(told) > MOST else None
    return element(
        "section",
        element("h2", title),
        element("p", more) if more else None,
        element(
            "div",
            element(
                "table",
                element("thead", element("tr", *columns)),
                element("tbody", *rows),
            ),
            class_="wide",
            role="region",
            tabindex="0",
            aria_label=title,
        ),
    )


def _graphs(one: Said) -> Element:
    named = [linked(graph) if graph else "the default graph" for graph in one.graphs]
    parts = [part for name in named for part in (element("br"), name)][1:]
    return element("td", *parts)


def _term(term: Term, labels: Mapping[str, str]) -> Element:
    if term.is_iri:
        return linked(term.value, labels.get(term.value, ""))
    if term.kind == "literal":
        return element("span", data(cut(term.value, _MOST_TEXT)), _about(term), _rest(term))
    return element("code", data(f"_:{term.value}" if term.kind == "bnode" else term.value))


def _about(term: Term) -> Element | None:
    if not term.about:
        return None
    about = short(term.about) if ":" in term.about else term.about
    return element("small", f" {about}")


def _rest(term: Term) -> Element | None:
    if len(term.value) <= _MOST_TEXT:
        return None
    return element("small", f" ({len(term.value):,} characters; the data have them all)")


def near_page(words: str, near: Sequence[str]) -> bytes:
    """Write the page of an IRI that is not there, with those that are near it."""
    listed = element("ul", *(element("li", linked(iri)) for iri in near)) if near else None
    return page(
        "Not found",
        element("h1", "Not found"),
        element("p", data(words)),
        element("p", "Near it:") if near else None,
        listed,
    )
