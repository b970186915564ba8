"""From what was said and curated to all that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdmakg.check.dataset import check_dataset
from mdmakg.check.iri import result_iri
from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import to_nquads
from mdmakg.encode.derived import encode_results

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import CheckReport

__all__ = ["Judged", "judge", "judged_nquads"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was derived from a dataset, as sorted N-Quads, and what the checks found."""

    derived: bytes
    report: CheckReport


def judge(nquads: bytes, facts: Facts, texts: Mapping[str, str], *, name: str = "data") -> Judged:
    """Derive and check.

    ``facts`` are those of ``nquads``; ``texts`` has the texts at hand by their
    SHA-256; ``name`` is what faults call the data.
    Errors: ``InputError`` if a shape or check file is not as it must be.
    """
    derived = to_nquads(derive(facts, texts))
    return Judged(derived, check_dataset(nquads, derived, name=name))


def judged_nquads(derived: bytes, report: CheckReport) -> bytes:
    """Join derived facts and check results, sorted as one dataset."""
    named = ((result_iri(result), result) for result in report.results)
    lines = derived + to_nquads(encode_results(named))
    return b"".join(sorted(set(lines.splitlines(keepends=True))))
