"""What tests of bibliographies share: an importer run on a text, and its documents read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

from mdmakg.imports.bibliography import Taken as Everything
from mdmakg.imports.importer import Imported
from mdmakg.imports.known import NOTHING
from mdmakg.imports.opened import bounded
from mdmakg.read.document import to_document
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.bibtex import BibTex
    from mdmakg.imports.jats import Jats
    from mdmakg.imports.known import Known
    from mdmakg.imports.pubmed import PubMed
    from mdmakg.imports.ris import Ris
    from mdmakg.model.document import Document
    from mdmakg.model.source import Source

__all__ = ["DOIS", "Taken", "facts_of", "lines_of", "said", "take", "works_in"]


@dataclass(frozen=True)
class Taken:
    """What came out: documents as imported and as mdmakg reads them, and what was told."""

    imported: tuple[Imported, ...]
    documents: tuple[Document, ...]
    told: tuple[str, ...]

    @property
    def sources(self) -> dict[str, Any]:
        """All sources of all documents, as imported."""
        return {id_: one for each in self.imported for id_, one in _of(each, "sources")}

    @property
    def studies(self) -> dict[str, Any]:
        """All studies of all documents, as imported."""
        return {id_: one for each in self.imported for id_, one in _of(each, "studies")}


def _of(imported: Imported, key: str) -> Iterator[tuple[str, Any]]:
    held = imported.document.get(key, {})
    assert isinstance(held, dict)
    yield from held.items()


def take(
    importer: PubMed | Jats | Ris | BibTex,
    content: str | bytes,
    name: str = "works.txt",
    known: Known = NOTHING,
) -> Taken:
    """Import a text afresh, and read each document that comes out as a file of a corpus is."""
    data = content.encode() if isinstance(content, str) else content
    imported: list[Imported] = []
    told: list[str] = []
    fresh = replace(importer, taken=Everything())
    for one in fresh.read(bounded(name, BytesIO(data)), known):
        if isinstance(one, Imported):
            imported.append(one)
            told += [f"{left.where}: {left.why}" for left in one.left_out]
        else:
            told.append(f"{one.where}: {one.why}")
    return Taken(tuple(imported), tuple(map(_read_back, imported)), tuple(told))


def _read_back(imported: Imported) -> Document:
    text = yaml.safe_dump(imported.document, allow_unicode=True, sort_keys=False)
    tree, wrong = parse_yaml(text, f"{imported.id}.yaml")
    assert not wrong
    assert tree is not None
    document, mistyped = to_document(tree)
    assert not mistyped, mistyped
    assert document is not None
    return document


def said(source: Source) -> dict[str, object]:
    """Give what a source says of the work, as texts; what it does not say is not there."""
    facts = {"title": source.title, "venue": source.venue, "publisher": source.publisher}
    return {
        "label": source.label,
        "kind": str(source.kind.value),
        **{name: fact.value for name, fact in facts.items() if fact is not None},
        **({} if source.issued is None else {"issued": source.issued.value.text}),
        "creators": [one.value for one in source.creators],
        "identifiers": [str(one.value) for one in source.identifiers],
    }


def lines_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw lines of one to five words."""
    return st.lists(words, min_size=1, max_size=5).map(" ".join)


DOIS = st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9._()-]{1,20}", fullmatch=True)


def works_in(taken: Taken) -> list[tuple[str, list[str], int, str]]:
    """Give title, names, year and DOI of every source, as a file of references has them."""
    return [
        (
            one["title"]["value"],
            [name["value"] for name in one.get("creators", [])],
            int(one["issued"]["value"]),
            " ".join(number["value"].removeprefix("doi ") for number in one["identifiers"]),
        )
        for one in taken.sources.values()
    ]


def facts_of(source: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every fact of a source with its key."""
    for key, held in source.items():
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, dict) and "value" in one:
                yield key, one
