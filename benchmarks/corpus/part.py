"""Some documents of a corpus as a corpus of their own, with just what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.document import document
from benchmarks.corpus.plan import BLOCK, PER_WORKS_FILE, cited_by, document_id, work_of
from benchmarks.corpus.shared import concepts_file, outcomes_file
from benchmarks.corpus.works import works_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpus.emit import Node, Tree

__all__ = ["groups_of", "part"]

_ENTRIES: Final = ("sources", "studies", "interventions", "instruments", "outcomes", "concepts")


def groups_of(seed: int, block: int) -> tuple[tuple[int, ...], ...]:
    """Give the documents of a block in groups: of those that pass one another on, or name one work.

    Shape: ascending, in order of their first.
    """
    numbers = range(BLOCK * block, BLOCK * (block + 1))
    links = [{number, *cited_by(seed, number)} for number in numbers]
    links.append({number for number in numbers if work_of(seed, number) is not None})
    groups: list[set[int]] = []
    for link in links:
        apart = [group for group in groups if not group & link]
        groups = [*apart, link.union(*(group for group in groups if group & link))]
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def part(seed: int, numbers: tuple[int, ...]) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """Give whole documents, and what they refer to in files of others, by the files' ids.

    ``numbers`` are those of one or several groups.
    """
    documents = {document_id(number): document(seed, number).tree for number in numbers}
    shared = {"concepts": concepts_file(), "outcomes": outcomes_file()}
    for file in sorted({number // BLOCK // PER_WORKS_FILE for number in numbers}):
        until = max(number // BLOCK for number in numbers) + 1
        shared[f"works-{file:04}"] = works_file(seed, file, until)
    wanted = _reached(shared, set(_words(list(documents.values()))))
    kept = {name: _kept(name, tree, wanted) for name, tree in shared.items()}
    return documents, {name: tree for name, tree in kept.items() if len(tree) > 1}


def _reached(shared: Mapping[str, Tree], wanted: set[str]) -> set[str]:
    """Add what is referred to by what is referred to."""
    while True:
        kept = [_kept(name, tree, wanted) for name, tree in shared.items()]
        more = {*wanted, *_words(kept)}
        if more == wanted:
            return wanted
        wanted = more


def _kept(name: str, tree: Tree, wanted: set[str]) -> Tree:
    """Keep the entries that are wanted, and reports of works that are."""
    found: dict[str, Node] = {"curation": tree["curation"]}
    for key in _ENTRIES:
        entries = {id_: _reports(entry, wanted) for id_, entry in _mapping(tree, key).items()}
        found[key] = {
            id_: entry
            for id_, entry in entries.items()
            if id_ in wanted and entry != {"reports": {}}
        }
    found["results"] = {
        id_: result
        for id_, result in _mapping(tree, "results").items()
        if f"{name}:{id_}" in wanted
    }
    return {key: entries for key, entries in found.items() if entries}


def _reports(entry: Node, wanted: set[str]) -> Node:
    if not isinstance(entry, Mapping) or "reports" not in entry:
        return entry
    reports = _mapping(entry, "reports").items()
    kept = {id_: one for id_, one in reports if _mapping({"": one}, "")["source"] in wanted}
    return {**entry, "reports": kept}


def _mapping(tree: Tree, key: str) -> Tree:
    found = tree.get(key, {})
    assert isinstance(found, Mapping)  # noqa: S101 - so it is made
    return found


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        yield from node
        for value in node.values():
            yield from _words(value)
    else:
        for value in node:
            yield from _words(value)
