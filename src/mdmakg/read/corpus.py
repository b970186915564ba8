"""A corpus in: every file of a folder, and every fault of all of them in one run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdmakg.errors import Fault, InputError
from mdmakg.model.corpus import Corpus, DocumentFile
from mdmakg.read.circles import circles
from mdmakg.read.document import to_document
from mdmakg.read.link import build_index, dangling
from mdmakg.read.links import Linking, links_of, own_linking
from mdmakg.read.listing import corpus_files, leads_outside, misnamed
from mdmakg.read.rules import broken_rules
from mdmakg.read.walk import linked
from mdmakg.read.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdmakg.model.document import Document
    from mdmakg.read.tree import Tree

__all__ = [
    "document_file",
    "link_corpus",
    "read_corpus",
    "read_document_file",
]


def read_corpus(folder: Path, *, shown_as: Path | None = None) -> Corpus:
    """Read every document of a folder and link them.

    ``shown_as`` is the folder's name in messages.
    Errors: ``InputError`` with every fault of every file.
    """
    shown = shown_as or folder
    faults: list[Fault] = []
    files: list[DocumentFile] = []
    for path in corpus_files(folder):
        name = str(shown / path.name)
        faults += misnamed(path, name)
        if outside := leads_outside(path, folder, name):
            faults += outside
            continue
        tree, wrong = read_yaml(path, shown_as=name)
        document, mistyped = to_document(tree) if tree is not None else (None, ())
        faults += (*wrong, *mistyped)
        if tree is not None and document is not None:
            files.append(document_file(path.stem, tree, document))
    own, wrong_links = own_linking(folder, shown)
    faults += wrong_links
    corpus, unlinked = link_corpus(files, own)
    # A file that could not be read takes its ids with it: what then dangles is not news.
    news = [fault for fault in unlinked if not faults or fault.code != "dangling-id"]
    if faults or news:
        raise InputError([*faults, *news])
    return corpus


def read_document_file(path: Path) -> DocumentFile:
    """Read one document by itself; what it refers to may stand in files that are not here.

    Errors: ``InputError`` with every fault of the file.
    """
    tree, wrong = read_yaml(path)
    document, mistyped = to_document(tree) if tree is not None else (None, ())
    if wrong or mistyped or tree is None or document is None:
        raise InputError([*wrong, *mistyped])
    return document_file(path.stem, tree, document)


def document_file(id_: str, tree: Tree, document: Document) -> DocumentFile:
    """Join a document with where its values stand."""
    return DocumentFile(
        id=id_, file=tree.file, document=document, places=tree.places, lines=tree.lines
    )


def link_corpus(
    files: Iterable[DocumentFile], own: Linking | None = None
) -> tuple[Corpus, tuple[Fault, ...]]:
    """Join documents that were read into a corpus, with the faults of joining.

    ``own`` are the mappings and terms beside them; ours are there in any case.
    """
    ordered = tuple(sorted(files, key=lambda file: file.id))
    index, double = build_index(ordered)
    sources = {id_: s for file in ordered for id_, s in file.document.sources.items()}
    faults = [*double]
    for file in ordered:
        found = linked(file.document)
        faults += dangling(file, found, index)
        faults += broken_rules(file, found, index, sources)
    faults += circles(ordered, index)
    linked_out = replace(index, links=links_of(own or Linking()))
    return Corpus(ordered, linked_out), tuple(faults)
