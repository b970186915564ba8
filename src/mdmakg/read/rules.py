"""What a document must keep to beyond the form of its values."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mdmakg.model.claim import Claim
from mdmakg.model.intervention import InterventionReport
from mdmakg.model.outcome import OutcomeReport, Result
from mdmakg.model.record import Fact
from mdmakg.model.source import RiskOfBias, SourceKind
from mdmakg.model.stated import STATED
from mdmakg.model.study import StudyReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.errors import Fault
    from mdmakg.model.corpus import DocumentFile, Entry, Index, Path
    from mdmakg.model.record import Anchored
    from mdmakg.model.scalar import Anchor
    from mdmakg.model.source import Source
    from mdmakg.model.text import TextFile
    from mdmakg.passage.span import Range
    from mdmakg.read.walk import Linked

__all__ = ["broken_rules"]

_SAID = (Claim, Result, StudyReport, OutcomeReport, InterventionReport, RiskOfBias)

_TABLES = frozenset({SourceKind.DATASET, SourceKind.REGISTRY_RECORD})
_OF_RESULTS = _TABLES | {SourceKind.PRIMARY_REPORT}


def broken_rules(
    file: DocumentFile, found: Linked, index: Index, sources: Mapping[str, Source]
) -> Iterator[Fault]:
    """Find everything in one document that breaks a rule, in no particular order."""
    yield from _grounded(file, found.records)
    yield from _unplaced_facts(file, found.records)
    yield from _anchored(file, found.anchors)
    yield from _ranges(file)
    yield from _voices(file, sources)
    yield from _results(file, sources)
    yield from _figures(file, index)
    yield from _lines(file, index)
    yield from _joined_lines(file, index)
    yield from _acceptances(file, index)


def _grounded(file: DocumentFile, records: Iterable[tuple[Path, Anchored]]) -> Iterator[Fault]:
    for path, record in records:
        if isinstance(record, _SAID) and not (record.at or record.from_):
            says = "nothing says where this is known from: give at (passages) or from (a work)"
            yield file.fault(path, "ungrounded", says)
        if record.at and record.from_:
            yield file.fault(path, "ungrounded", "give at or from, not both")


def _unplaced_facts(
    file: DocumentFile, records: Iterable[tuple[Path, Anchored]]
) -> Iterator[Fault]:
    """Find what is stated of a source or study with no place of its own or of its record."""
    bare = {
        *(("sources", id_) for id_, source in file.document.sources.items() if _is_bare(source)),
        *(("studies", id_) for id_, study in file.document.studies.items() if _is_bare(study)),
    }
    for path, fact in records if bare else ():
        if path[:2] in bare and isinstance(fact, Fact) and path[2] in STATED and _is_bare(fact):
            says = f"nothing says where {path[2]} is known from: give at or from"
            yield file.fault(path, "ungrounded", says)


def _is_bare(record: Anchored) -> bool:
    return not (record.at or record.from_)


def _anchored(file: DocumentFile, anchors: Iterable[tuple[Path, Anchor]]) -> Iterator[Fault]:
    digests: dict[Range, str] = {}
    for path, anchor in anchors:
        if (text := file.document.text) is None:
            yield file.fault(path, "no-text", "this file has no text that an anchor could lie in")
            continue
        yield from _placed(file, path, anchor, text)
        if digests.setdefault(anchor.span, anchor.digest) != anchor.digest:
            says = "another anchor gives the same range a different digest"
            yield file.fault(path, "digest-differs", says)


def _placed(file: DocumentFile, path: Path, anchor: Anchor, text: TextFile) -> Iterator[Fault]:
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


def _ranges(file: DocumentFile) -> Iterator[Fault]:
    if (text := file.document.text) is None:
        return
    for number, section in enumerate(text.sections):
        if section.at.end > text.length:
            says = f"the section ends at {section.at.end}, the text at {text.length}"
            yield file.fault(("text", "sections", number, "at"), "out-of-text", says)
    for number, (one, other) in enumerate(pairwise(text.sentences), 1):
        if other.span.start < one.span.end:
            says = "sentences stand in order and do not overlap"
            yield file.fault(("text", "sentences", number), "sentence-order", says)


def _voices(file: DocumentFile, sources: Mapping[str, Source]) -> Iterator[Fault]:
    own = file.document.sources
    for id_, claim in file.document.claims.items():
        path = ("claims", id_)
        if claim.voice is None and len(own) != 1:
            says = f"several voices speak here; say which: {', '.join(own) or 'none is declared'}"
            yield file.fault(path, "voice", says)
        # A voice that is nowhere dangles, and that is said elsewhere.
        elif claim.voice is not None and _is_elsewhere(claim.voice.id, own, sources):
            says = f"the voice is a source of this file: {', '.join(own)}"
            yield file.fault((*path, "voice"), "voice", says)


def _is_elsewhere(id_: str, own: Mapping[str, Source], sources: Mapping[str, Source]) -> bool:
    return id_ in sources and id_ not in own


def _results(file: DocumentFile, sources: Mapping[str, Source]) -> Iterator[Fault]:
    for id_, result in file.document.results.items():
        source = sources.get(result.source.id)
        kind = SourceKind.PRIMARY_REPORT if source is None else source.kind.value
        if kind not in _OF_RESULTS:
            says = (
                "a result stands in its authors' own report, or in a table of results; what "
                f"another source says of it is a claim ({result.source} is a {kind})"
            )
            yield file.fault(("results", id_, "source"), "result-source", says)
        yield from _formed(file, ("results", id_), result, is_row=kind in _TABLES)


def _formed(file: DocumentFile, path: Path, result: Result, *, is_row: bool) -> Iterator[Fault]:
    """Find what is wrong with the form of a result; a row of a table may be of groups alone."""
    has_form = result.change is not None or bool(result.between)
    if not (has_form or is_row) or (result.change is not None and result.between):
        says = "a result is a change (change: {from, to}) or lies between arms, one of the two"
        yield file.fault(path, "result-form", says)
    elif result.change is not None and result.change.from_ is result.change.to:
        says = "a change leads from one time point to another"
        yield file.fault((*path, "change"), "result-form", says)
    elif result.first_arm is not None and not result.between:
        says = "only a result between arms has one that is first"
        yield file.fault((*path, "first-arm"), "result-form", says)
    elif len({arm.id for arm in result.between}) < len(result.between):
        yield file.fault((*path, "between"), "result-form", "a result lies between two arms")


def _figures(file: DocumentFile, index: Index) -> Iterator[Fault]:
    """Find a second entry for the same arm: figures are known by arm and kind."""
    for id_, result in file.document.results.items():
        seen: set[Entry] = set()
        for number, figures in enumerate(result.figures):
            if (arm := index.find(figures.arm, file.id)) in seen:
                path = ("results", id_, "figures", number, "arm")
                yield file.fault(path, "double-figures", "a second entry for the same arm")
            elif arm is not None:
                seen.add(arm)


def _lines(file: DocumentFile, index: Index) -> Iterator[Fault]:
    for id_, claim in file.document.claims.items():
        seen: set[Entry] = set()
        for number, line in enumerate(claim.evidence):
            path = ("claims", id_, "evidence", number, "to")
            if (target := index.find(line.to, file.id)) is None:
                continue
            if target in seen:
                yield file.fault(path, "double-line", "a second line to the same thing")
            seen.add(target)
            if target is index.within.get((file.id, id_)):
                yield file.fault(path, "own-evidence", "a claim is no evidence for itself")


def _joined_lines(file: DocumentFile, index: Index) -> Iterator[Fault]:
    """Find lines to claims of any document that say something twice, or of itself."""
    own = {
        (index.within.get((file.id, id_)), index.find(line.to, file.id))
        for id_, claim in file.document.claims.items()
        for line in claim.evidence
    }
    for number, line in enumerate(file.document.evidence):
        path = ("evidence", number, "to")
        both = (index.find(line.for_, file.id), index.find(line.to, file.id))
        if None in both:
            continue
        if both in own:
            yield file.fault(path, "double-line", "a second line to the same thing")
        own.add(both)
        if both[0] is both[1]:
            yield file.fault(path, "own-evidence", "a claim is no evidence for itself")


def _acceptances(file: DocumentFile, index: Index) -> Iterator[Fault]:
    seen: set[tuple[str, Entry]] = set()
    for number, acceptance in enumerate(file.document.accepted):
        if (entry := index.find(acceptance.of, file.id)) is None:
            continue
        if (acceptance.check, entry) in seen:
            says = f"what {acceptance.check} finds on {acceptance.of} is accepted already"
            yield file.fault(("accepted", number, "check"), "double-acceptance", says)
        seen.add((acceptance.check, entry))
