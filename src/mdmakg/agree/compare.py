"""The codes of matched claims, side by side, with where each was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.agree.comparison import (
    CODES,
    EVIDENCE,
    LINE,
    NONE,
    Coded,
    Comparison,
    DocumentPair,
    Measure,
    Said,
)
from mdmakg.agree.kappa import agreement
from mdmakg.agree.match import LEAST, match, overlap
from mdmakg.agree.names import Names
from mdmakg.agree.units import claims_of, cores, results_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from mdmakg.agree.inputs import Inputs
    from mdmakg.agree.match import Pair
    from mdmakg.agree.names import Name
    from mdmakg.errors import Place
    from mdmakg.model.claim import Claim, EvidenceLine
    from mdmakg.model.corpus import DocumentFile, Path

__all__ = ["compare"]

_RELATION: Final = "relation"


def compare(inputs: Inputs, least: Fraction = LEAST) -> Comparison:
    """Compare two encodings, claim by claim."""
    beside = [(a, b, match(claims_of(a), claims_of(b), least)) for a, b in inputs.pairs]
    names = Names.of(
        (a, b, (*pairs, *match(results_of(a), results_of(b), least))) for a, b, pairs in beside
    )
    coded = [one for a, b, pairs in beside for one in _coded(a, b, pairs, names)]
    lines = [one for one in coded if one.code == LINE]
    both = [one for one in lines if NONE not in (one.a.value, one.b.value)]
    return Comparison(
        least=least,
        documents=tuple(_pair(*one) for one in beside),
        alone_a=inputs.only_a,
        alone_b=inputs.only_b,
        measures=tuple(_measure(code, coded) for code in (*CODES, EVIDENCE, LINE)),
        lines=(
            len(both),
            sum(one.b.value == NONE for one in lines),
            sum(one.a.value == NONE for one in lines),
        ),
        disagreements=tuple(one for one in coded if one.differs),
    )


def _measure(code: str, coded: Iterable[Coded]) -> Measure:
    # A line that only one coder drew has no second direction to compare; that it
    # is missing counts under ``evidence`` where it is the claim's only one.
    pairs = [
        (one.a.value, one.b.value)
        for one in coded
        if one.code == code and not (code == LINE and NONE in (one.a.value, one.b.value))
    ]
    return Measure(code=code, agreement=agreement(pairs))


def _pair(a: DocumentFile, b: DocumentFile, pairs: tuple[Pair, ...]) -> DocumentPair:
    return DocumentPair(
        a=a.file,
        b=b.file,
        claims_a=len(a.document.claims),
        claims_b=len(b.document.claims),
        pairs=pairs,
        only_a=_only(a, {pair.a for pair in pairs}),
        only_b=_only(b, {pair.b for pair in pairs}),
        covered=overlap(cores(a), cores(b)),
    )


def _only(file: DocumentFile, matched: set[str]) -> tuple[tuple[str, Place], ...]:
    left = [id_ for id_ in file.document.claims if id_ not in matched]
    return tuple((f"{file.id}:{id_}", file.place(("claims", id_))) for id_ in left)


def _coded(
    a: DocumentFile, b: DocumentFile, pairs: Iterable[Pair], names: Names
) -> Iterator[Coded]:
    for pair in pairs:
        first, second = a.document.claims[pair.a], b.document.claims[pair.b]
        for code, (one, path) in _codes(first).items():
            other, other_path = _codes(second)[code]
            left, right = _said(a, pair.a, one, path), _said(b, pair.b, other, other_path)
            yield Coded(code, left, right)
        yield from _lines(names, (a, pair.a, first), (b, pair.b, second))


def _codes(claim: Claim) -> Mapping[str, tuple[str, Path]]:
    """Give each code of a claim, in the order of the table, with its path below the claim."""
    own = {code: str(getattr(claim, code, None) or NONE) for code in CODES}
    own[_RELATION] = str(claim.proposition.relation)
    paths: Mapping[str, Path] = {_RELATION: ("proposition", _RELATION)}
    codes = {code: (value, paths.get(code, (code,))) for code, value in own.items()}
    return {**codes, EVIDENCE: ("yes" if claim.evidence else "no", (EVIDENCE,))}


def _said(file: DocumentFile, claim: str, value: str, path: Path) -> Said:
    return Said(f"{file.id}:{claim}", value, file.place(("claims", claim, *path)))


_Held = tuple["DocumentFile", str, "Claim"]


def _lines(names: Names, a: _Held, b: _Held) -> Iterator[Coded]:
    """Put the lines of a matched claim beside one another, by what they lead to."""
    first = {names.a(a[0], line.to): (number, line) for number, line in enumerate(a[2].evidence)}
    second = {names.b(b[0], line.to): (number, line) for number, line in enumerate(b[2].evidence)}
    for target in dict.fromkeys((*first, *second)):
        left, right = _line(a, first.get(target)), _line(b, second.get(target))
        yield Coded(LINE, left, right, _shown(target))


def _line(held: _Held, found: tuple[int, EvidenceLine] | None) -> Said:
    file, claim, _ = held
    if found is None:
        return _said(file, claim, NONE, (EVIDENCE,))
    number, line = found
    return _said(file, claim, str(line.direction), (EVIDENCE, number, "direction"))


def _shown(name: Name) -> str:
    return f"{name.document}:{name.id}" if name.document else name.id
