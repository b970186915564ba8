"""The page of a release, put together: no script, nothing asked of any other address."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mdmakg.check.shapes import NOUNS
from mdmakg.explore.ontology.demands import checks_of, shapes_of
from mdmakg.explore.ontology.lead import Leads
from mdmakg.explore.ontology.lists import graphs_of, lists_of
from mdmakg.explore.ontology.markup import Html, tag, words
from mdmakg.explore.ontology.nouns import nouns_of, of_noun
from mdmakg.explore.ontology.tables import (
    changes_of,
    files_of,
    head_of,
    index_of,
    mappings_of,
    prefixes_of,
)
from mdmakg.explore.ontology.word import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.explore.ontology.release import Release

__all__ = ["ontology_page"]

_PARTS: Final = {
    "lists": "Closed lists",
    "checks": "Checks",
    "shapes": "How data are built",
    "graphs": "Named graphs",
    "mappings": "Mappings",
    "prefixes": "Prefixes",
    "files": "Files",
    "changes": "Changes",
}
_SAID: Final = {
    "lists": "Every closed list is a concept scheme; document files write a member by its "
    "notation.",
    "checks": "A check asks of things that are built as they should be whether what is said "
    "holds. It finds, cannot tell, or passes; a person decides what to make of it.",
    "shapes": "Shapes hold data from elsewhere to what the program itself writes. All are "
    "violations.",
    "graphs": "Who stands behind a statement: which kind of named graph holds the statements "
    "of each property, and says of each thing that it is of a class.",
    "mappings": "How near terms of other vocabularies come, by vocabulary. Their labels and "
    "identifiers belong to those vocabularies.",
    "prefixes": "As the files have them.",
    "files": "From these the page is made; they stand beside it.",
    "changes": "",
}


def ontology_page(release: Release, docs: str = "../") -> bytes:
    """Make the page, the same bytes for the same release.

    ``docs`` is where the pages of the documentation are, seen from this one.
    """
    style = files(__package__).joinpath("ontology.css").read_text("utf-8")
    leads = Leads(release)
    body = tag(
        "body",
        tag("a", words("Skip to the content"), class_="skip", href="#part-main"),
        tag("div", _contents(release, leads), _main(release, leads, docs), class_="whole"),
    )
    return (
        "<!DOCTYPE html>\n" + tag("html", _head(release, style), body, lang="en") + "\n"
    ).encode()


def _head(release: Release, style: str) -> Html:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", words(f"{release.header.title}, {release.header.version}")),
        tag("style", Html(style)),
    )


def _contents(release: Release, leads: Leads) -> Html:
    nouns = (
        tag(
            "li",
            tag("a", words(noun.capitalize()), href=f"#part-{noun}"),
            tag("ul", *(tag("li", leads.to(w.iri)) for w in of_noun(release, noun, Kind.CLASS))),
        )
        for noun in NOUNS
    )
    parts = (
        tag("li", tag("a", words(says), href=f"#part-{name}")) for name, says in _PARTS.items()
    )
    title = tag("h2", words("Contents"), id="part-contents")
    return tag(
        "nav", title, tag("ul", *nouns, *parts), class_="contents", aria_labelledby="part-contents"
    )


def _main(release: Release, leads: Leads, docs: str) -> Html:
    inner: dict[str, Iterable[Html]] = {
        "lists": lists_of(release, leads),
        "checks": checks_of(release, leads, docs),
        "shapes": shapes_of(release, leads),
        "graphs": graphs_of(release, leads),
        "mappings": mappings_of(release, leads),
        "prefixes": [prefixes_of(release)],
        "files": [files_of()],
        "changes": [changes_of(release, leads)],
    }
    parts = (_part(name, says, inner[name]) for name, says in _PARTS.items())
    return tag(
        "main",
        head_of(release),
        index_of(release, leads),
        *nouns_of(release, leads),
        *parts,
        id="part-main",
    )


def _part(name: str, title: str, inner: Iterable[Html]) -> Html:
    said = [tag("p", words(_SAID[name]))] if _SAID[name] else []
    heading = tag("h2", words(title), id=f"part-{name}")
    return tag("section", heading, *said, *inner, aria_labelledby=f"part-{name}")
