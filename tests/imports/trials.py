"""Invented trials for the tests of registers, and a reader of them."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

from mdmakg.imports.clinicaltrials import ClinicalTrials
from mdmakg.imports.importer import Imported, LeftOut
from mdmakg.imports.known import NOTHING, Known
from mdmakg.imports.opened import bounded

FOLDER = Path(__file__).parent / "clinicaltrials"

Json = dict[str, Any]

_LEAST: Json = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT90000002", "briefTitle": "Larkspur Tea"},
        "statusModule": {"lastUpdatePostDateStruct": {"date": "2033-04-01"}},
    }
}


def record(**modules: Any) -> Json:
    """Make a record that has nothing but a number, a title and a day, and these modules.

    Two names with ``__`` between them change a value within a module; one with
    ``resultsSection__`` stands among the results.
    """
    made = copy.deepcopy(_LEAST)
    for way, value in modules.items():
        *outer, last = way.split("__")
        place = made if outer[:1] == ["resultsSection"] else made["protocolSection"]
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = value
    return made


def read(data: str | bytes | Json, known: Known = NOTHING) -> list[Imported | LeftOut]:
    """Import a file of this content, named ``f``."""
    text = json.dumps(data) if isinstance(data, dict) else data
    content = text.encode() if isinstance(text, str) else text
    return list(ClinicalTrials().read(bounded("f", io.BytesIO(content)), known))


def one(data: str | bytes | Json, known: Known = NOTHING) -> Imported:
    """Import a file of one record."""
    (found,) = read(data, known)
    assert isinstance(found, Imported), found
    return found


def report(found: Imported) -> Json:
    """Give the report of the only study of a document."""
    studies: Any = found.document["studies"]
    (study,) = studies.values()
    made: Json = study["reports"]["sr1"]
    return made


def told(found: Imported) -> list[tuple[str, str]]:
    """Give what was left out of a record: the last part of the place, and why."""
    return [(left.where.rpartition("/")[2], left.why) for left in found.left_out]


def bare(value: Any) -> Any:
    """Take the provenance out of facts: a fact that has only a value is that value."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    rest = {key: bare(item) for key, item in value.items() if key != "from"}
    return rest["value"] if set(rest) == {"value"} else rest
