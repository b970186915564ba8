"""What the arms of a study are for: tried, there to compare with, or not told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.about import rows_in_words
from mdmakg.model.dose import Dose
from mdmakg.model.study import ArmRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdmakg.imports.metapsy.ids import LocalIds
    from mdmakg.imports.metapsy.names import Names
    from mdmakg.imports.metapsy.table import Row

__all__ = ["roles_of", "unknown_roles"]

_NUMBER: Final = r"[0-9]{1,15}(?:[.,][0-9]{1,18})?"
_DOSE: Final = re.compile(rf"({_NUMBER})(?:\s*(?:-|\u2013|to)\s*({_NUMBER}))?\s*([^\s0-9]\S*)?")
_MICROGRAMS: Final = frozenset({"\u00b5g", "\u03bcg", "mcg"})


def roles_of(rows: Iterable[Row], names: Names, ids: LocalIds) -> Mapping[str, ArmRole]:
    """Give the role of each arm by all rows that compare it.

    Of two different things the first is tried; of one thing the higher dose, whichever is
    first. Where it is not known which dose is higher, the row tells of neither arm.
    """
    tried: set[str] = set()
    control: set[str] = set()
    unknown: set[str] = set()
    for row in rows:
        arms = ids.arm(row, "1"), ids.arm(row, "2")
        which = _tried(row, names)
        if which is None:
            unknown.update(arms)
        else:
            tried.add(arms[which])
            control.add(arms[1 - which])
    return {
        **dict.fromkeys(control | unknown, ArmRole.NOT_STATED),
        **dict.fromkeys(control - unknown, ArmRole.COMPARATOR),
        **dict.fromkeys(tried, ArmRole.INVESTIGATIONAL),
    }


def unknown_roles(rows: Iterable[Row], names: Names) -> Iterator[str]:
    """Tell once of the rows of which nobody knows which arm was tried."""
    found = [row.number for row in rows if _tried(row, names) is None]
    if found:
        yield (
            f"{rows_in_words(found)}: one thing is compared with itself, and no dose is known to "
            "be the higher: that an arm stands second makes it no comparator"
        )


def _tried(row: Row, names: Names) -> int | None:
    """Say which of a row's arms was tried, 0 or 1; none where nobody knows."""
    if not _is_one_thing(row, names):
        return 0
    first, second = _dose(row, "1"), _dose(row, "2")
    if first is None or second is None:
        return None
    if second.below(first):
        return 0
    return 1 if first.below(second) else None


def _is_one_thing(row: Row, names: Names) -> bool:
    """Whether both arms had one drug, or one condition if no two drugs are told."""
    if names.intervention(row, "1") == names.intervention(row, "2"):
        return True
    drugs = {folded(row.text(f"drug_arm{arm}")) for arm in "12"}
    if "" not in drugs:
        return len(drugs) == 1
    return folded(row.text("condition_arm1")) == folded(row.text("condition_arm2"))


def _dose(row: Row, arm: str) -> Dose | None:
    """Read a dose, or a range of doses, with the table's mark of decimals."""
    match = _DOSE.fullmatch(row.text(f"dose_arm{arm}"))
    if match is None:
        return None
    low, high, unit = match[1], match[2] or match[1], match[3] or ""
    other = "," if row.mark == "." else "."
    if other in low + high:
        return None
    least, most = (Decimal(number.replace(",", ".")) for number in (low, high))
    return Dose.of(least, most, "ug" if unit in _MICROGRAMS else unit) if least <= most else None
