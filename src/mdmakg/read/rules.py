"""What a document must keep to beyond the form of its values."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from mdmakg.model.claim import Claim
from mdmakg.model.intervention import InterventionReport
from mdmakg.model.outcome import OutcomeReport, Result
from mdmakg.model.record import Anchored
from mdmakg.model.scalar import Anchor, Kind, Span
from mdmakg.model.source import SourceKind
from mdmakg.model.study import StudyReport
from mdmakg.read.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.errors import Fault
    from mdmakg.model.corpus import DocumentFile, Index
    from mdmakg.model.source import Source
    from mdmakg.model.text import TextFile

__all__ = ["broken_rules"]

_SAID = (Claim, Result, StudyReport, OutcomeReport, InterventionReport)


def broken_rules(
    file: DocumentFile, index: Index, sources: Mapping[str, Source]
) -> Iterator[Fault]:
    """Find everything in one document that breaks a rule, in no particular order."""
    yield from _grounded(file)
    yield from _anchored(file)
    yield from _sentences(file)
    yield from _voices(file)
    yield from _results(file, sources)
    yield from _lines(file, index)


def _grounded(file: DocumentFile) -> Iterator[Fault]:
    for path, value in walk(file.document):
        if isinstance(value, _SAID) and not (value.at or value.from_):
            says = "nothing says where this is known from: give at (passages) or from (a work)"
            yield file.fault(path, "ungrounded", says)
        if isinstance(value, Anchored) and value.at and value.from_:
            yield file.fault(path, "ungrounded", "give at or from, not both")


def _anchored(file: DocumentFile) -> Iterator[Fault]:
    digests: dict[Span, str] = {}
    for path, anchor in walk(file.document):
        if not isinstance(anchor, Anchor):
            continue
        if (text := file.document.text) is None:
            yield file.fault(path, "no-text", "this file has no text that an anchor could lie in")
            continue
        yield from _placed(file, path, anchor, text)
        if digests.setdefault(anchor.span, anchor.digest) != anchor.digest:
            says = "another anchor gives the same range a different digest"
            yield file.fault(path, "digest-differs", says)


def _placed(
    file: DocumentFile, path: tuple[str | int, ...], anchor: Anchor, text: TextFile
) -> Iterator[Fault]:
    if anchor.span.end > text.length:
        says = f"the range ends at {anchor.span.end}, the text at {text.length}"
        yield file.fault(path, "out-of-text", says)
    elif path[:2] != ("text", "sentences"):
        holding = sum(section.at.covers(anchor.span) for section in text.sections)
        if holding != 1:
            says = (
                f"a passage lies in one section of the text; this one lies in {holding or 'none'}"
            )
            yield file.fault(path, "section", says)


def _sentences(file: DocumentFile) -> Iterator[Fault]:
    text = file.document.text
    for number, (one, other) in enumerate(pairwise(text.sentences if text else ()), 1):
        if other.span.start < one.span.end:
            says = "sentences stand in order and do not overlap"
            yield file.fault(("text", "sentences", number), "sentence-order", says)


def _voices(file: DocumentFile) -> Iterator[Fault]:
    own = file.document.sources
    for id_, claim in file.document.claims.items():
        path = ("claims", id_)
        if claim.voice is None and len(own) != 1:
            says = f"several voices speak here; say which: {', '.join(own) or 'none is declared'}"
            yield file.fault(path, "voice", says)
        elif claim.voice is not None and claim.voice.id not in own:
            says = f"the voice is a source of this file: {', '.join(own)}"
            yield file.fault((*path, "voice"), "voice", says)


def _results(file: DocumentFile, sources: Mapping[str, Source]) -> Iterator[Fault]:
    for id_, result in file.document.results.items():
        source = sources.get(result.source.id)
        if source is not None and source.kind.value is not SourceKind.PRIMARY_REPORT:
            says = (
                "a result stands in its authors' own report; what another source says of it is "
                f"a claim ({result.source} is a {source.kind.value})"
            )
            yield file.fault(("results", id_, "source"), "result-source", says)
        if (result.change is None) == (not result.between):
            says = "a result is a change (change: {from, to}) or lies between arms, one of the two"
            yield file.fault(("results", id_), "result-form", says)


def _lines(file: DocumentFile, index: Index) -> Iterator[Fault]:
    for id_, claim in file.document.claims.items():
        targets = [index.find(line.to, file.id) for line in claim.evidence]
        for number, target in enumerate(targets):
            path = ("claims", id_, "evidence", number, "to")
            if target is not None and Counter(targets[: number + 1])[target] > 1:
                yield file.fault(path, "double-line", "a second line to the same thing")
            if target is not None and (target.kind, target.id, target.document) == (
                Kind.CLAIM,
                id_,
                file.id,
            ):
                yield file.fault(path, "own-evidence", "a claim is no evidence for itself")
