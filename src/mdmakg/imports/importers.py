"""The table of importers: every kind of record that ``mdmakg import`` takes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mdmakg.imports.importer import Importer

__all__ = ["IMPORTERS", "importer_named"]

IMPORTERS: Final[Mapping[str, tuple[str, str]]] = {
    "metapsy": ("metapsy.importer", "Metapsy"),
    "clinicaltrials": ("clinicaltrials", "ClinicalTrials"),
    "pubmed": ("pubmed", "PubMed"),
    "jats": ("jats", "Jats"),
    "ris": ("ris", "Ris"),
    "bibtex": ("bibtex", "BibTex"),
}
"""Token to module and class in it, in the order of the documentation; none is loaded unasked."""


def importer_named(token: str, seen: date | None = None) -> Importer:
    """Find an importer by its token; ``seen`` is the day on which its files were got.

    Errors: ``UsageError`` that names those there are.
    """
    if token not in IMPORTERS:
        raise UsageError(f"no importer is called {token!r}; there are {', '.join(IMPORTERS)}")
    module, name = IMPORTERS[token]
    made: Any = getattr(import_module(f"mdmakg.imports.{module}"), name)
    dated = is_dataclass(made) and "seen" in {field.name for field in fields(made)}
    importer: Importer = made(seen=seen) if dated else made()
    return importer
