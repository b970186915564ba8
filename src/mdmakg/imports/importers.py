"""The table of importers: every kind of record that ``mdmakg import`` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdmakg.errors import UsageError

if TYPE_CHECKING:
    from mdmakg.imports.importer import Importer

__all__ = ["IMPORTERS", "importer_named"]

IMPORTERS: tuple[Importer, ...] = ()
"""Every importer, in the order of the documentation."""


def importer_named(token: str) -> Importer:
    """Find an importer by its token.

    Errors: ``UsageError`` that names those there are.
    """
    for importer in IMPORTERS:
        if importer.token == token:
            return importer
    tokens = ", ".join(importer.token for importer in IMPORTERS)
    raise UsageError(f"no importer is called {token!r}; there are {tokens}")
