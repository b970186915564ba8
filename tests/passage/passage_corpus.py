"""Texts of our own making, and the tables of quotations over them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from mdmakg.passage import Range

HERE = Path(__file__).parent
_ESCAPE = re.compile(r"\\(n|t|u[0-9a-f]{4})")


@cache
def text(name: str) -> str:
    """Read a text as it is, without newline translation."""
    return (HERE / "texts" / f"{name}.txt").read_bytes().decode("utf-8")


def table(name: str) -> list[dict[str, str]]:
    r"""Read a table; ``\n``, ``\t`` and ``\uXXXX`` stand for what cannot be seen."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: _shown(value) for key, value in row.items()} for row in rows]


def _shown(value: str) -> str:
    return _ESCAPE.sub(lambda m: _character(m[1]), value)


def _character(escape: str) -> str:
    return {"n": "\n", "t": "\t"}.get(escape) or chr(int(escape[1:], 16))


def span(written: str) -> Range:
    """Read START-END."""
    start, end = written.split("-")
    return Range(int(start), int(end))
