"""The rules of a run: shapes of structure, checks, decision tables, and what is switched off."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mdmakg.check.assess import read_tables
from mdmakg.check.checkfile import read_checks
from mdmakg.check.chosen import Rules
from mdmakg.check.shapes import NOUNS
from mdmakg.errors import Fault, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdmakg.check.assess import Tables
    from mdmakg.check.checkfile import CheckFile

__all__ = ["RuleBook", "Rules", "check_files", "read_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Rules as read from the folder ``shapes``. Without tables in it nothing is assessed.

    ``joined`` are checks that are run elsewhere, over several parts together.
    """

    shapes: Path
    structure: tuple[Path, ...]
    checks: tuple[CheckFile, ...]
    tables: Tables | None
    off: tuple[str, ...]
    joined: tuple[CheckFile, ...] = ()


def read_rules(rules: Rules) -> RuleBook:
    """Read all rules, before anything is judged by any of them.

    Errors: ``InputError`` with the faults of check files or tables; ``UsageError``
            if a check is to be switched off that is not there.
    """
    structure, paths = check_files(rules.shapes)
    codes = frozenset(path.stem for path in paths)
    _require_known(rules.off, codes)
    checks = read_checks(path for path in paths if path.stem not in rules.off)
    files = sorted(rules.shapes.glob("*.tsv"))
    tables = read_tables(rules.shapes, codes) if _has_tables(files) else None
    _require_judgeable_in_parts(checks, tables)
    return RuleBook(
        shapes=rules.shapes,
        structure=tuple(structure),
        checks=checks,
        tables=tables,
        off=tuple(sorted(rules.off)),
    )


def _require_judgeable_in_parts(checks: Iterable[CheckFile], tables: Tables | None) -> None:
    """Refuse a table that names a check which is not run before all parts are judged."""
    named = tables.fidelity.codes | tables.support.codes if tables else frozenset[str]()
    says = "a verdict cannot hang on a check that joins documents, which are judged apart"
    faults = [
        Fault(check.place, "check-joins", says)
        for check in checks
        if check.joins_by and check.code in named
    ]
    if faults:
        raise InputError(faults)


def _has_tables(tables: list[Path]) -> bool:
    return any(table.stem in {"fidelity", "support"} for table in tables)


def _require_known(off: frozenset[str], codes: frozenset[str]) -> None:
    for code in sorted(off - codes):
        near = get_close_matches(code, sorted(codes), n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(codes))}"
        raise UsageError(f"no check has the code {code!r} to switch off; {hint}")


def check_files(shapes: Path) -> tuple[list[Path], list[Path]]:
    """List the files of a folder that say how data are built, and those that are checks."""
    files = sorted(shapes.glob("*.ttl"))
    structure = [file for file in files if file.stem in NOUNS]
    return structure, [file for file in files if file.stem not in NOUNS]
