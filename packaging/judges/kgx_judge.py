"""Ask kgx whether it takes the tables of an export, by the Biolink model that is installed."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from bmt.toolkit import Toolkit

BIOLINK = files("biolink_model")
CONTEXT = BIOLINK / "prefixmaps" / "biolink-model-prefix-map.json"
OURS = "mdmakg."

# kgx asks the network for the model and for its prefixes, here they are installed.
Toolkit.__init__.__defaults__ = (
    str(BIOLINK / "schema" / "biolink_model.yaml"),
    {"predicate mappings": []},
)


def complaints(place: Path) -> dict[str, Any]:
    """Give what kgx has against nodes.tsv and edges.tsv in a folder."""
    import kgx.config

    tables = [place / "nodes.tsv", place / "edges.tsv"]
    context = json.loads(CONTEXT.read_text())
    kgx.config.jsonld_context_map["biolink"] = context | dict.fromkeys(_our_prefixes(tables), OURS)

    from kgx.transformer import Transformer
    from kgx.validator import Validator

    validator = Validator()
    given = {"filename": [str(table) for table in tables], "format": "tsv"}
    Transformer(stream=True).transform(given, {"format": "null"}, inspector=validator)
    found: dict[str, Any] = validator.get_errors()
    return found


def _our_prefixes(tables: list[Path]) -> set[str]:
    """Give our own prefixes, which Biolink cannot know."""
    lines = (line for table in tables for line in table.read_text("utf-8").splitlines())
    cells = (cell for line in lines for cell in line.split("\t"))
    return {cell.partition(":")[0] for cell in cells if cell.startswith(OURS)}


if __name__ == "__main__":
    found = complaints(Path(sys.argv[1]))
    sys.exit(json.dumps(found, indent=1) if found else 0)
