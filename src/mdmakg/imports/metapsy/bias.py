"""Risk of bias, as the makers of a table judged it for each study."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdmakg.imports.known import folded
from mdmakg.imports.metapsy.about import where
from mdmakg.imports.metapsy.columns import BIAS
from mdmakg.imports.stated import shown
from mdmakg.model.source import BiasLevel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.imports.metapsy.names import Value
    from mdmakg.imports.metapsy.table import Row

__all__ = ["judgements"]


def judgements(
    source: str, of: Mapping[str, str], domains: Mapping[str, str], rows: list[Row]
) -> Iterator[Value]:
    """Give each judgement once, with its rows: of one study they may differ by outcome.

    ``of`` says of which report and study they are, ``domains`` how a column is called.
    """
    for column in BIAS:
        judged: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if cell := row.text(column):
                judged[cell].append(row)
        for cell, of_rows in judged.items():
            level = folded(cell).replace(" ", "-")
            if level not in {*BiasLevel}:
                of_rows[0].leave(column, f"{shown(cell)} is no level of risk of bias")
                continue
            yield {
                **of,
                "domain": "overall" if column == "rob" else domains.get(column, column),
                "judgement": {"value": level, "written": cell} if cell != level else level,
                "from": {"work": source, "how": "record", "locator": where(of_rows, column)},
            }
