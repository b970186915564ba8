"""Ask sssom whether it takes an export: its metadata, prefixes, identifiers and slots."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from sssom.constants import SchemaValidationType
from sssom.parsers import parse_sssom_table
from sssom.validators import validate

KINDS = (
    SchemaValidationType.JsonSchema,
    SchemaValidationType.PrefixMapCompleteness,
    SchemaValidationType.StrictCurieFormat,
)


class Heard(logging.Handler):
    """What sssom warns of: rows and metadata that it would leave out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.said.append(record.getMessage())


def complaints(path: str) -> list[str]:
    """Give what sssom has against a file, each row that it did not read among it."""
    heard = Heard()
    logging.getLogger().addHandler(heard)
    read = parse_sssom_table(path)
    lines = Path(path).read_text("utf-8").splitlines()
    rows = sum(not line.startswith("#") for line in lines) - 1
    reports = validate(read, list(KINDS), fail_on_error=False)
    found = [result.message for report in reports.values() for result in report.results]
    lost = [f"{rows} rows, of which {len(read.df)} were read"] if len(read.df) != rows else []
    return [*heard.said, *found, *lost]


if __name__ == "__main__":
    found = complaints(sys.argv[1])
    sys.exit("\n".join(found) if found else 0)
