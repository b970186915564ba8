"""A corpus of invented trials of a lamp, with results between arms, as a document file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdmakg.encode.dataset import encode_corpus
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import read_corpus
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SLEEP", "facts_of", "lamps", "result", "trial", "write_corpus"]

SLEEP = "https://w3id.org/mdmakg/outcome/sleep"

UNSAID = {"funding": "not-stated", "interests": "not-stated", "extent": "not-read"}
LISTS = {
    "arms": "unknown",
    "outcomes": "unknown",
    "time-points": "unknown",
    "populations": "unknown",
}
RECORD = {"work": "table", "how": "record"}


def source(label: str, **more: Any) -> dict[str, Any]:
    """Describe a source."""
    return {"label": label, "kind": "primary-report", **UNSAID, "from": RECORD, **more}


def trial(number: int, **more: Any) -> dict[str, Any]:
    """Describe a trial with a bright arm, a dim one and one without light."""
    arms = {
        f"t{number}-{name}": {
            "label": f"{name} lamp",
            "role": role,
            "intervention": intervention,
            "from": RECORD,
        }
        for name, role, intervention in (
            ("bright", "investigational", "bright-lamp"),
            ("dim", "comparator", "dim-lamp"),
            ("none", "comparator", "no-lamp"),
        )
    }
    report = {
        "source": "table",
        "read": "secondary",
        "populations": ["nurses"],
        "arms": arms,
        "drawn-from": [f"paper-{number}"],
        "lists": LISTS,
        "from": RECORD,
    }
    own = {"label": f"Lamp trial {number}", "from": RECORD, **more}
    return {**own, "reports": {f"sr{number}": report}}


def result(number: int, first: str = "bright", second: str = "none", **more: Any) -> dict[str, Any]:
    """Give a result of a trial, between two of its arms."""
    return {
        "source": "table",
        "study": f"trial-{number}",
        "gloss": "Sleep with more light against less.",
        "outcomes": ["sleep"],
        "instrument": "shiss",
        "between": [f"t{number}-{first}", f"t{number}-{second}"],
        "time-frame": ["Week 4"],
        "measure": "standardised-difference",
        "level": "group",
        "estimate": f"-0.{number}",
        "standard-error": "0.25",
        "significance": "not-stated",
        "from": {**RECORD, "locator": f"row {number}"},
        **more,
    }


def lamps(results: dict[str, Any], trials: int = 3) -> dict[str, Any]:
    """Give a document of so many trials with these results, to be changed as a test needs."""
    numbers = range(1, trials + 1)
    table = {"licence": "https://example.org/licence", "attribution": "From the lamp table <b>"}
    substance, condition = {"kind": "substance"}, {"kind": "condition"}
    return {
        "curation": {"curator": "mdmakg import", "coded": "2031-02-03"},
        "sources": {
            "table": source("Lamp table", **table),
            **{f"paper-{n}": source(f"Lamp paper {n}") for n in numbers},
        },
        "studies": {f"trial-{n}": trial(n) for n in numbers},
        "interventions": {
            "bright-lamp": {"label": "Bright lamp", "parts": ["light"]},
            "dim-lamp": {"label": "Dim lamp", "parts": ["light"]},
            "no-lamp": {"label": "No lamp", "parts": ["darkness"]},
        },
        "instruments": {"shiss": {"label": "Shift Sleep Scale", "measures": ["sleep"]}},
        "outcomes": {"sleep": {"label": "sleep"}, "waking": {"label": "waking"}},
        "concepts": {
            "light": {"label": "light", **substance},
            "darkness": {"label": "darkness", **substance},
            "nurses": {"label": "night nurses", **condition},
            "clerks": {"label": "clerks", **condition},
        },
        "results": results,
    }


def write_corpus(folder: Path, document: dict[str, Any]) -> Path:
    """Write a document as the only file of a corpus."""
    folder.mkdir(exist_ok=True)
    (folder / "lamps.yaml").write_text("".join(yaml_text(document)), "utf-8")
    return folder


def facts_of(folder: Path, document: dict[str, Any]) -> Facts:
    """Read a document as facts, as a build would have them."""
    made = encode_corpus(read_corpus(write_corpus(folder, document)))
    return Facts.of(made.quads())
