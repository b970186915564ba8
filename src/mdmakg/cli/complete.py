"""What the shell offers on Tab: claims and sources of the build at hand, questions, checks."""

from __future__ import annotations

from pathlib import Path

from mdmakg.errors import MdmakgError

__all__ = [
    "complete_check",
    "complete_claim",
    "complete_export",
    "complete_importer",
    "complete_question",
    "complete_source",
]


def complete_claim(incomplete: str) -> list[str]:
    """Offer the claims of the build in ``./build``, in order of their ids."""
    return sorted(id_ for id_ in _named("claim", Path("build")) if id_.startswith(incomplete))


def complete_source(incomplete: str) -> list[str]:
    """Offer the sources of the build in ``./build``, in order of their ids."""
    return sorted(id_ for id_ in _named("source", Path("build")) if id_.startswith(incomplete))


def _named(kind: str, out: Path) -> list[str]:
    import json

    try:
        nodes = json.loads((out / "graph.json").read_bytes())["nodes"]
        return [str(node["local_id"]) for node in nodes if node["kind"] == kind]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def complete_check(incomplete: str) -> list[str]:
    """Offer the codes of the checks that come with mdmakg."""
    from mdmakg.bundle import folder
    from mdmakg.check.rules import check_files

    _, checks = check_files(folder("shapes"))
    return [path.stem for path in checks if path.stem.startswith(incomplete)]


def complete_question(incomplete: str) -> list[str]:
    """Offer the questions that have a name."""
    from mdmakg.store.questions import questions

    try:
        return [one.name for one in questions() if one.name.startswith(incomplete)]
    except MdmakgError:
        return []


def complete_export(incomplete: str) -> list[str]:
    """Offer the forms in which a build is exported."""
    from mdmakg.export.exchanges import EXCHANGES

    return [token for token in EXCHANGES if token.startswith(incomplete)]


def complete_importer(incomplete: str) -> list[str]:
    """Give the kinds of record that begin so."""
    from mdmakg.imports.importers import IMPORTERS

    return [token for token in IMPORTERS if token.startswith(incomplete)]
