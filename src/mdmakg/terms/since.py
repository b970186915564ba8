"""What became of terms since they were read: renamed, retired, redefined, gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.imports.opened import Opened, nothing_read, opened
from mdmakg.model.check import Severity
from mdmakg.model.mapping import PinState
from mdmakg.terms.finding import Code, Finding, Looked
from mdmakg.terms.obo import obo_entries
from mdmakg.terms.obograph import obograph_entries
from mdmakg.terms.owl import owl_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from mdmakg.model.mapping import PinnedTerm
    from mdmakg.terms.entry import Entry

__all__ = ["Since", "definition_digest", "look_up"]

_OBO: Final = "http://purl.obolibrary.org/obo/"
_PEEKED: Final = 4096


@dataclass(frozen=True, slots=True)
class Since:
    """What ontology files tell of terms: what was looked at, what was found, what they have now.

    Shape: ``entries`` is identifier to the term as the last of the files has it.
    """

    looked: tuple[Looked, ...] = ()
    findings: tuple[Finding, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)


def definition_digest(definition: str) -> str:
    """Digest a definition: the first 16 hex digits of the SHA-256 of its text on one line."""
    return sha256(" ".join(definition.split()).encode()).hexdigest()[:16] if definition else ""


def look_up(
    paths: Iterable[Path], terms: Iterable[PinnedTerm], prefixes: Mapping[str, str]
) -> Since:
    """Read ontology files, and say what became of the terms of which something is recorded.

    ``prefixes`` is prefix to what it stands for.
    Errors: ``InputError`` where a file cannot be read, with its place.
    """
    known = tuple(terms)
    looked: list[Looked] = []
    findings: list[Finding] = []
    entries: dict[str, Entry] = {}
    for path in paths:
        for file in _opened(path):
            held, spaces, number = _held(file, known, prefixes)
            own = _own(spaces)
            absent = tuple(_absent(known, held, own))
            is_excerpt = spaces[own] < sum(_is_of(term, own) for term in known)
            lacking = len(absent) if is_excerpt else 0
            looked.append(Looked(file.opened.name, file.form, number, len(held), lacking))
            entries |= held
            findings += _changes(known, held)
            findings += () if is_excerpt else (_gone(term, own) for term in absent)
    return Since(tuple(looked), tuple(findings), entries)


@dataclass(frozen=True, slots=True)
class _File:
    opened: Opened
    form: str
    read: Callable[[Opened], Iterator[Entry]]


def _opened(path: Path) -> Iterator[_File]:
    """Open one file and see in which form it is."""
    for one in opened([path]):
        if not isinstance(one, Opened):
            raise nothing_read(one.where, "unreadable", one.why)
        head = one.stream.peek(_PEEKED).lstrip(b"\xef\xbb\xbf \t\r\n")  # type: ignore[attr-defined] # a buffered reader
        match head[:1]:
            case b"<":
                yield _File(one, "owl", owl_entries)
            case b"{":
                yield _File(one, "json", obograph_entries)
            case _ if b"format-version:" in head or b"[Term]" in head:
                yield _File(one, "obo", obo_entries)
            case _:
                says = "this is neither RDF/XML nor OBO nor OBO Graphs"
                raise nothing_read(one.name, "unknown-format", says)


def _held(
    file: _File, terms: Iterable[PinnedTerm], prefixes: Mapping[str, str]
) -> tuple[dict[str, Entry], Counter[str], int]:
    """Read a file; keep the terms that are recorded, and count those of each vocabulary."""
    recorded = frozenset(term.curie for term in terms)
    curies = {term.iri: term.curie for term in terms if term.iri}
    spaces = {space: prefix for prefix, space in prefixes.items()}
    held: dict[str, Entry] = {}
    seen: set[str] = set()  # a term may have several elements

    def short(name: str) -> str:
        return curies.get(name) or _shortened(name, spaces)

    for entry in file.read(file.opened):
        curie = short(entry.name)
        seen.add(curie)
        if curie in recorded:
            told = replace(entry, replaced_by=short(entry.replaced_by))
            held[curie] = held[curie].joined(told) if curie in held else told
    return held, Counter(curie.partition(":")[0] for curie in seen), len(seen)


def _shortened(name: str, spaces: Mapping[str, str]) -> str:
    """Give an identifier with a prefix for an IRI; what has a prefix already stays as it is."""
    if not name.startswith(("http:", "https:")):
        return name
    cut = max(name.rfind("/"), name.rfind("#"), name.rfind("_")) + 1
    if name[:cut] in spaces:
        return f"{spaces[name[:cut]]}:{name[cut:]}"
    if name.startswith(_OBO):
        return name.removeprefix(_OBO).replace("_", ":", 1)
    return name


def _own(spaces: Counter[str]) -> str:
    """Name the vocabulary that a file is of: most of its terms are, others it merely borrows."""
    return spaces.most_common(1)[0][0] if spaces else ""


def _is_of(term: PinnedTerm, vocabulary: str) -> bool:
    return term.curie.partition(":")[0] == vocabulary and term.state is PinState.CURRENT


def _absent(
    terms: Iterable[PinnedTerm], held: Mapping[str, Entry], own: str
) -> Iterator[PinnedTerm]:
    """Find the terms in use that a file of their vocabulary does not have."""
    return (term for term in terms if term.curie not in held and _is_of(term, own))


def _gone(term: PinnedTerm, own: str) -> Finding:
    label = f" ({term.label})" if term.label else ""
    return _found(term, Code.GONE, f"{term.curie}{label} is not in this release of {own}")


def _changes(terms: Iterable[PinnedTerm], held: Mapping[str, Entry]) -> Iterator[Finding]:
    for term in terms:
        if (entry := held.get(term.curie)) is not None:
            yield from _changed(term, entry)


def _changed(term: PinnedTerm, entry: Entry) -> Iterator[Finding]:
    at = f" ({entry.place})"
    if entry.is_obsolete and term.state is not PinState.OBSOLETE:
        instead = f"; {entry.replaced_by} took its place" if entry.replaced_by else ""
        yield _found(term, Code.RETIRED, f"{term.curie} was retired{instead}{at}")
    elif term.label and entry.label and term.label != entry.label:
        says = f"{term.curie} was renamed from {term.label} to {entry.label}{at}"
        yield _found(term, Code.RENAMED, says)
    now = definition_digest(entry.definition)
    if term.definition and now and term.definition != now:
        yield _found(term, Code.REDEFINED, f"{term.curie} was redefined: {entry.definition}{at}")


def _found(term: PinnedTerm, code: Code, says: str) -> Finding:
    return Finding(term.place, code, Severity.WARNING, term.curie, says)
