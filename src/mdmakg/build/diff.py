"""Comparing two builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.build.graph import read_facts
from mdmakg.build.manifest import read_manifest
from mdmakg.trace.diff import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from mdmakg.trace.diff import Diff

__all__ = ["diff_builds"]

_RULES = ("shapes/", "ontology/")


def diff_builds(before: Path, after: Path) -> Diff:
    """Compare the builds in two folders.

    Errors: ``UsageError`` if there is no build, ``StoreError`` if one is damaged.
    """
    rules = _rules(read_manifest(before), read_manifest(after))
    return compare(read_facts(before), read_facts(after), tuple(sorted(rules)))


def _rules(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name the rule files that came, went or changed, and the checks switched off or on."""
    old, new = _digests(before), _digests(after)
    for name in old.keys() | new.keys():
        if name not in old or name not in new:
            yield name, "added" if name in new else "removed"
        elif old[name] != new[name]:
            yield name, "changed"
    was, is_ = _off(before), _off(after)
    yield from ((code, "switched off") for code in is_ - was)
    yield from ((code, "switched on") for code in was - is_)


def _digests(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    rows = ((row["file"], row["sha256"]) for row in manifest["inputs"])
    return {name: digest for name, digest in rows if name.startswith(_RULES)}


def _off(manifest: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(manifest.get("counts", {}).get("checks_off", ()))
