"""The first page where no explorer is served, the endpoint's page, and that of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.serve.formats import RESULTS, TRIPLES
from mdmakg.serve.pages.address import linked, short
from mdmakg.serve.pages.element import data, element, link
from mdmakg.serve.pages.layout import page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from mdmakg.export.void import Numbers
    from mdmakg.serve.problem import Problem

__all__ = ["dataset_page", "endpoint_page", "home_page", "problem_page"]


def home_page(served: str, graphs: Sequence[str]) -> bytes:
    """Say what is served, and how to ask it."""
    return page(
        "What is served",
        element("h1", "What is served"),
        element("p", "Data from ", element("code", data(served)), ", read only."),
        _list(
            (link("/query", "Ask it in SPARQL"), ", with an editor"),
            (link("/sparql", "The endpoint"), " for programs"),
            (link("/.well-known/void", "The dataset in numbers"), " (VoID)"),
        ),
        _graphs(graphs),
    )


def endpoint_page(endpoint: str, graphs: Sequence[str]) -> bytes:
    """Describe the endpoint to people who come with a browser."""
    return page(
        "The endpoint",
        element("h1", "SPARQL endpoint"),
        element("p", element("code", endpoint), class_="iri"),
        element(
            "p",
            "It answers queries by the SPARQL 1.1 Protocol, GET and POST, and takes no update. "
            "Its default graph is the union of all its graphs.",
        ),
        element("p", link("/query", "Ask with an editor"), "."),
        element("h2", "Formats"),
        _list(
            ("rows and truth values: ", ", ".join(form.media_type for form in RESULTS)),
            ("graphs: ", ", ".join(form.media_type for form in TRIPLES)),
        ),
        _graphs(graphs),
    )


def dataset_page(numbers: Numbers) -> bytes:
    """Tabulate how much there is of what."""
    counts = {short(iri): number for iri, number in numbers.counts.items()}
    return page(
        "The dataset",
        element("h1", "The dataset in numbers"),
        element("p", "What several graphs say is counted once."),
        _numbers("Counts", {element("code", name): n for name, n in counts.items()}),
        _numbers("Things of each class", {linked(iri): n for iri, n in numbers.classes.items()}),
        _numbers(
            "Statements of each property", {linked(iri): n for iri, n in numbers.properties.items()}
        ),
    )


def _numbers(title: str, rows: Mapping[Element, int]) -> Element:
    made = (
        element("tr", element("th", name, scope="row"), element("td", f"{number:,}"))
        for name, number in rows.items()
    )
    table = element("table", element("tbody", *made))
    region = element(
        "div", table, class_="wide numbers", role="region", tabindex="0", aria_label=title
    )
    return element("section", element("h2", title), region)


def _graphs(graphs: Sequence[str]) -> Element | None:
    if not graphs:
        return None
    listed = element("ul", *(element("li", linked(graph)) for graph in graphs))
    return element("section", element("h2", "Its named graphs"), listed)


def _list(*items: tuple[Element | str, str]) -> Element:
    return element("ul", *(element("li", *item) for item in items))


def problem_page(problem: Problem) -> bytes:
    """Tell a person with a browser why there is no answer."""
    title = f"{problem.status.value} {problem.status.phrase}"
    return page(title, element("h1", title), element("pre", data(problem.words)))
