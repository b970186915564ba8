"""What changed between two builds, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.report.faults import visible
from mdmakg.report.wellformed import Json, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.trace.diff import ClaimChange, Diff

__all__ = ["DIFF_FORMAT", "DIFF_WRITERS", "diff_json", "diff_text"]

DIFF_FORMAT: Final = "mdmakg-diff/1"


def diff_text(diff: Diff) -> str:
    """Write what changed, claim by claim, each with the reason."""
    if not diff:
        return "No claim changed, nor a result behind one, nor how one stands.\n"
    return "".join(f"{visible(line)}\n" for line in _lines(diff))


def _lines(diff: Diff) -> Iterator[str]:
    yield (
        f"Claims: {len(diff.added)} added, {len(diff.removed)} removed, "
        f"{len(diff.changed)} changed or standing otherwise."
    )
    yield from (f"Rule {name}: {what}." for name, what in diff.rules)
    for sign, changes in (("+", diff.added), ("-", diff.removed), ("~", diff.changed)):
        for change in changes:
            yield ""
            yield f"{sign} {change.claim}: {change.gloss}"
            yield from (f"    {line}" for line in _change(change))


def _change(change: ClaimChange) -> Iterator[str]:
    for field in change.fields:
        yield f"{field.name}: {field.before or '(nothing)'} → {field.after or '(nothing)'}"
    for verdict in change.verdicts:
        was = f"{verdict.before} → " if verdict.before else ""
        why = f", because {verdict.because}" if verdict.because else ""
        yield f"{verdict.name}: {was}{verdict.after or '(gone)'}{why}"
    yield from (f"no longer found: {told}" for told in change.no_longer)
    yield from (f"now found: {told}" for told in change.now)


def diff_json(diff: Diff) -> str:
    """Write the whole of it; ``diff.schema.json`` beside this file describes it."""
    return json_text(
        {
            "format": DIFF_FORMAT,
            "rules": [{"rule": name, "change": what} for name, what in diff.rules],
            "added": [_json(change) for change in diff.added],
            "removed": [_json(change) for change in diff.removed],
            "changed": [_json(change) for change in diff.changed],
        }
    )


def _json(change: ClaimChange) -> Json:
    return {
        "claim": change.claim,
        "gloss": change.gloss,
        "fields": [
            {"name": field.name, "before": field.before, "after": field.after}
            for field in change.fields
        ],
        "verdicts": [
            {"name": v.name, "before": v.before, "after": v.after, "because": v.because}
            for v in change.verdicts
        ],
        "now": list(change.now),
        "noLonger": list(change.no_longer),
    }


DIFF_WRITERS: Final[Mapping[str, Callable[[Diff], str]]] = {"text": diff_text, "json": diff_json}
