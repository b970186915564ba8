"""Why a build judges nothing, or not all: the first place at which its data are built wrongly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mdmakg.build.manifest import read_manifest
from mdmakg.build.record import check_reports
from mdmakg.report.unchecked import breaks
from mdmakg.trace.results import results_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from mdmakg.graph.facts import Facts

__all__ = ["first_break", "not_judged"]


def not_judged(out: Path, facts: Facts) -> str:
    """Say in one line why nothing is judged of what some facts of a build are about, if so.

    Errors: as ``first_break``.
    """
    foci = {result.focus for result in results_of(facts) if breaks(result)}
    return first_break(out, foci) if foci else ""


def first_break(out: Path, foci: Collection[str] = ()) -> str:
    """Say in one line where the data of the build in ``out`` are not built as they should be.

    Shape:  the first that was found, of ``foci`` if there are some; empty where all is well.
    Errors: ``UsageError`` if there is no build, ``StoreError`` if it is damaged.
    """
    manifest = read_manifest(out)
    if not manifest["counts"]["checks"]["structure"]["failed"]:
        return ""
    for content in check_reports(out, manifest):
        for row in json.loads(content)["results"]:
            if _breaks(row) and (not foci or row["focus"] in foci):
                return f"the data are not built as they should be, see {_told(row)}"
    return ""


def _breaks(row: Mapping[str, Any]) -> bool:
    return row["state"] == "failed" and row["severity"] == "violation" and "/shape/" in row["shape"]


def _told(row: Mapping[str, Any]) -> str:
    place = row["place"]
    where = f"{place['file']}:{place['line']}:{place['column']}" if place else f"<{row['focus']}>"
    return f"{where}: {row['message']}"
