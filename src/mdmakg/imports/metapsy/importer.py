"""The importer of effect-size tables: a table and what lies beside it into one document."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mdmakg.errors import UsageError
from mdmakg.imports.importer import LeftOut
from mdmakg.imports.metapsy.about import About
from mdmakg.imports.metapsy.beside import text_beside
from mdmakg.imports.metapsy.document import document_of
from mdmakg.imports.metapsy.table import read_table
from mdmakg.imports.stated import fits, shown
from mdmakg.imports.work import slug
from mdmakg.model.scalar import Day, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mdmakg.imports.importer import Imported
    from mdmakg.imports.known import Known
    from mdmakg.imports.opened import Opened

    Leave = Callable[[LeftOut], None]

__all__ = ["Metapsy"]

_LICENCES: Final = ("license", "licence", "LICENSE", "LICENSE.txt")
_BESIDE: Final = frozenset({*map(str.lower, _LICENCES), "last_search.txt"})
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
        about = self._about(path, table.left_out.append)
        found = document_of(table, about, known.of_others(about.id))
        if found is None:
            yield from dict.fromkeys(table.left_out)
        else:
            yield found

    def _about(self, path: Path, leave: Leave) -> About:
        name = path.parent.name if path.stem.lower() in _GENERAL else path.stem
        if not _NAMED.match(name) or not fits(Line, name):
            name = "effect-size table"
        about = About(
            name=name,
            id=slug(name, exact=True),
            day=self._day(path, leave),
            licence=_licence(path, leave),
            domains=_domains(path, leave),
        )
        if about.licence and not fits(Line, about.notice):
            leave(LeftOut(str(path), "the notice that it asks for is longer than a line"))
        return about

    def _day(self, path: Path, leave: Leave) -> str:
        """Give the day of which the table tells: as asked, of its last search, or the file's."""
        if self.seen is not None:
            return self.seen.isoformat()
        beside = text_beside(path, "last_search.txt", leave=leave)
        searched = beside.text.strip()
        if fits(Day, searched):
            return searched
        if searched:
            leave(LeftOut(beside.place, f"{shown(searched)} is no day: the table's own was taken"))
        try:
            return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        except OSError:
            says = f"{path} has no date of its own: say with --seen of which day it tells"
            raise UsageError(says) from None


def _licence(path: Path, leave: Leave) -> str:
    """Give the licence by its address, or as its file says it in one line."""
    beside = text_beside(path, *_LICENCES, leave=leave)
    said = " ".join(beside.text.split())
    address = _URL.search(said)
    licence = address[0].rstrip(".,;)") if address is not None else said
    if fits(Line, licence):
        return licence
    if licence:
        why = "names no address and is no one line that a document can have: no licence was taken"
        leave(LeftOut(beside.place, why))
    return ""


def _domains(path: Path, leave: Leave) -> Mapping[str, str]:
    """Give the domains of risk of bias by their columns, as the table's description names them."""
    beside = text_beside(path, "variable_description.json", leave=leave)
    try:
        said = json.loads(beside.text or "{}")
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        leave(LeftOut(beside.place, "is no JSON object: domains are called as their columns are"))
        return {}
    found = {}
    for column, text in said.items():
        match = _DOMAIN.search(text) if isinstance(text, str) else None
        if match is not None and fits(Line, match[1]):
            found[column] = match[1]
    return found
