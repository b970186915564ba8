"""The importer of effect-size tables: a table and what lies beside it into one document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.errors import UsageError
from mdmakg.imports.metapsy.about import About
from mdmakg.imports.metapsy.beside import text_beside
from mdmakg.imports.metapsy.document import document_of
from mdmakg.imports.metapsy.table import read_table
from mdmakg.imports.stated import fits
from mdmakg.imports.work import slug
from mdmakg.model.scalar import Day, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.importer import Imported, LeftOut
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

__all__ = ["Metapsy"]

_BESIDE: Final = frozenset({"license", "licence", "last_search.txt"})
_OTHERS: Final = (".json", ".md", ".bib")
_GENERAL: Final = frozenset({"data", "table", "dataset", "database", "effects"})
_NAMED: Final = re.compile(r"\w*[A-Za-z0-9]")
_URL: Final = re.compile(r"https?://[!-~]+")
_DOMAIN: Final = re.compile(r"domain [0-9]+ \((.+)\)")


@dataclass(frozen=True, slots=True)
class Metapsy:
    """Effect-size tables; ``seen`` is the day on which the table was got."""

    seen: date | None = None
    token: str = "metapsy"  # noqa: S105 - the name of a kind of file
    says: str = "tables of effect sizes in the Metapsy standard (CSV)"

    def read(self, opened: Opened, known: Known) -> Iterator[Imported | LeftOut]:
        """Give the table as one document, with every row that could be taken.

        What lies beside a table in its folder (licence, day of the last search, description
        of the variables) is read with it and is no table.
        Errors: ``InputError`` where there is no such table, ``UsageError`` where no day is
                known of which it tells.
        """
        path = Path(opened.name)
        if path.name.lower() in _BESIDE or path.suffix.lower() in _OTHERS:
            return
        table = read_table(opened)
        about = self._about(path)
        found = document_of(table, about, known.of_others(about.id))
        if found is None:
            yield from dict.fromkeys(table.left_out)
        else:
            yield found

    def _about(self, path: Path) -> About:
        name = path.parent.name if path.stem.lower() in _GENERAL else path.stem
        if not _NAMED.match(name) or not fits(Line, name):
            name = "effect-size table"
        return About(
            name=name,
            id=slug(name, exact=True),
            day=self._day(path),
            licence=_licence(path),
            domains=_domains(path),
        )

    def _day(self, path: Path) -> str:
        """Give the day of which the table tells: as asked, of its last search, or the file's."""
        if self.seen is not None:
            return self.seen.isoformat()
        searched = text_beside(path, "last_search.txt").strip()
        if fits(Day, searched):
            return searched
        try:
            return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        except OSError:
            says = f"{path} has no date of its own: say with --seen of which day it tells"
            raise UsageError(says) from None


def _licence(path: Path) -> str:
    """Give the licence by its address, or as its file says it in one line."""
    said = " ".join(text_beside(path, "license", "licence", "LICENSE", "LICENSE.txt").split())
    address = _URL.search(said)
    if address is not None:
        return address[0].rstrip(".,;)")
    return said if said and fits(Line, said) else ""


def _domains(path: Path) -> Mapping[str, str]:
    """Give the domains of risk of bias by their columns, as the table's description names them."""
    try:
        said = json.loads(text_beside(path, "variable_description.json") or "{}")
    except (ValueError, RecursionError):
        return {}
    found = {}
    for column, text in said.items() if isinstance(said, dict) else ():
        match = _DOMAIN.search(text) if isinstance(text, str) else None
        if match is not None and fits(Line, match[1]):
            found[column] = match[1]
    return found
