"""How far two coders agree, for people and for programs.

``agreement.schema.json`` beside this file describes the JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from mdmakg.report.faults import visible
from mdmakg.report.several import several
from mdmakg.report.wellformed import Json, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mdmakg.agree.comparison import Coded, Comparison, DocumentPair, Measure, Said
    from mdmakg.errors import Place

__all__ = ["AGREEMENT_FORMAT", "AGREEMENT_WRITERS", "write_agreement"]

AGREEMENT_FORMAT: Final = "mdmakg-agreement/1"

Write: TypeAlias = "Callable[[Comparison, bool], str]"

_HEADS: Final = ("code", "n", "same", "agreement", "kappa")


def write_agreement(compared: Comparison, token: str, *, disagreements: bool = False) -> str:
    """Write a comparison in a format; ``disagreements`` lists them, which JSON always does."""
    return AGREEMENT_WRITERS[token](compared, disagreements)


# --- for people ---------------------------------------------------------------


def _table(compared: Comparison, disagreements: bool) -> str:  # noqa: FBT001 - one of a table
    rows = [_HEADS, *map(_row, compared.measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [
        *(line for pair in compared.documents for line in _documents(pair)),
        *_alone(compared),
        f"claims are matched where core passages overlap by {float(compared.least):.2f} or more",
        "",
        *(_aligned(row, widths) for row in rows),
        "",
        _lines(compared),
        *_disagreements(compared, listed=disagreements),
    ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _documents(pair: DocumentPair) -> Iterator[str]:
    matched = len(pair.pairs)
    yield f"a: {pair.a}, {several(pair.claims_a, 'claim')}"
    yield f"b: {pair.b}, {several(pair.claims_b, 'claim')}"
    yield f"matched: {matched}; only in a: {_ids(pair.only_a)}; only in b: {_ids(pair.only_b)}"
    same = sum(one.whole == 1 for one in pair.pairs)
    mean = f"{float(sum(one.core for one in pair.pairs) / matched):.2f}" if matched else "none"
    yield (
        f"passages: {same} of {matched} the same, mean overlap of core passages {mean}; "
        f"of all that either has under a claim, {float(pair.covered):.2f} is under one of both"
    )
    if doubtful := [one for one in pair.pairs if one.doubtful]:
        ids = ", ".join(one.a for one in doubtful)
        yield f"told apart by what they are about, their passages being alike: {ids}"


def _ids(claims: Sequence[tuple[str, Place]]) -> str:
    return ", ".join(id_ for id_, _ in claims) or "none"


def _alone(compared: Comparison) -> Iterator[str]:
    for side, files in (("a", compared.alone_a), ("b", compared.alone_b)):
        if files:
            yield f"only {side} encodes the text of: {', '.join(files)}"


def _row(measure: Measure) -> tuple[str, ...]:
    found = measure.agreement
    raw = "" if found.raw is None else f"{float(found.raw):.3f}"
    kappa = "" if found.kappa is None else f"{float(found.kappa):.2f}"
    says = kappa or f"not defined: {found.undefined}"
    return measure.code, str(found.number), str(found.same), raw, says


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    numbers = [cell.rjust(width) for cell, width in zip(cells[1:4], widths[1:4], strict=True)]
    return "  ".join((first, *numbers, cells[4])).rstrip()


def _lines(compared: Comparison) -> str:
    both, only_a, only_b = compared.lines
    drawn = several(both + only_a + only_b, "evidence line")
    return f"{drawn} of matched claims: {both} of both, {only_a} only of a, {only_b} only of b"


def _disagreements(compared: Comparison, *, listed: bool) -> Iterator[str]:
    number = several(len(compared.disagreements), "disagreement")
    if not listed:
        yield f"{number}; --disagreements lists them" if compared.disagreements else number
        return
    yield f"{number}:"
    for one in compared.disagreements:
        about = f"{one.code} to {one.of}" if one.of else one.code
        yield f"{one.a.place}: {about}: {one.a.claim} {one.a.value}"
        yield f"  {one.b.place}: {one.b.claim} {one.b.value}"


# --- for programs -------------------------------------------------------------


def _tsv(compared: Comparison, disagreements: bool) -> str:  # noqa: FBT001 - one of a table
    if disagreements:
        heads = ("code", "of", *(f"{what}_{side}" for side in "ab" for what in _SAID))
        rows = [(one.code, one.of, *_cells(one.a), *_cells(one.b)) for one in _differing(compared)]
        return _lined([heads, *rows])
    return _lined([_HEADS, *map(_exact, compared.measures)])


_SAID: Final = ("claim", "value", "place")


def _differing(compared: Comparison) -> Iterable[Coded]:
    return compared.disagreements


def _cells(said: Said) -> tuple[str, str, str]:
    return said.claim, said.value, str(said.place)


def _exact(measure: Measure) -> tuple[str, ...]:
    found = measure.agreement
    shares = ("" if share is None else repr(float(share)) for share in (found.raw, found.kappa))
    return measure.code, str(found.number), str(found.same), *shares


def _lined(rows: Iterable[Iterable[str]]) -> str:
    return "".join("\t".join(map(visible, row)) + "\n" for row in rows)


def _json(compared: Comparison, _disagreements: bool) -> str:  # noqa: FBT001 - one of a table
    both, only_a, only_b = compared.lines
    return json_text(
        {
            "format": AGREEMENT_FORMAT,
            "leastOverlap": float(compared.least),
            "documents": [_document(pair) for pair in compared.documents],
            "onlyA": list(compared.alone_a),
            "onlyB": list(compared.alone_b),
            "measures": [_measure(measure) for measure in compared.measures],
            "evidenceLines": {"both": both, "onlyA": only_a, "onlyB": only_b},
            "disagreements": [_coded(one) for one in compared.disagreements],
        }
    )


def _document(pair: DocumentPair) -> Json:
    return {
        "a": pair.a,
        "b": pair.b,
        "claimsA": pair.claims_a,
        "claimsB": pair.claims_b,
        "covered": float(pair.covered),
        "pairs": [
            {
                "a": one.a,
                "b": one.b,
                "core": float(one.core),
                "whole": float(one.whole),
                "passagesAlike": one.doubtful,
            }
            for one in pair.pairs
        ],
        "onlyA": [_unmatched(*one) for one in pair.only_a],
        "onlyB": [_unmatched(*one) for one in pair.only_b],
    }


def _unmatched(claim: str, place: Place) -> Json:
    return {"claim": claim, "place": _place(place)}


def _measure(measure: Measure) -> Json:
    found = measure.agreement
    return {
        "code": measure.code,
        "n": found.number,
        "same": found.same,
        "agreement": None if found.raw is None else float(found.raw),
        "kappa": None if found.kappa is None else float(found.kappa),
        "undefined": found.undefined,
    }


def _coded(one: Coded) -> Json:
    return {"code": one.code, "of": one.of, "a": _said(one.a), "b": _said(one.b)}


def _said(said: Said) -> Json:
    return {"claim": said.claim, "value": said.value, "place": _place(said.place)}


def _place(place: Place) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column}


AGREEMENT_WRITERS: Final[Mapping[str, Write]] = {"table": _table, "json": _json, "tsv": _tsv}
"""The formats that a comparison is written in, by token."""
