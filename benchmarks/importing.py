"""How many registry records are imported in a second of one processor, and in what memory.

Made of the invented trial of the tests, as ClinicalTrials.gov would give it: with free
text, places and people around it, and results in every seventh record. JSON as one page,
XML as a zip of single files; each is read, made a document and written as YAML, and the
YAML is counted and dropped. Under a minute with 10,000 records. Exit code 1 where fewer
than 1,000 records of JSON are imported in a second, or 800 of the older XML, of which
every element is met in Python, or where memory grows after the first thousand.

    python benchmarks/importing.py [RECORDS]
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdmakg.imports.clinicaltrials import ClinicalTrials
from mdmakg.imports.importer import Imported
from mdmakg.imports.importing import records
from mdmakg.imports.known import NOTHING
from mdmakg.imports.opened import opened
from mdmakg.write.yaml import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
LEAST = {"JSON": 1_000, "XML": 800}  # records a second
WITH_RESULTS = 7  # every so manieth has them
WARM = min(1_000, RECORDS // 2)
GROWTH = 16  # MiB that memory may grow after the first thousand records

TRIALS = Path(__file__).resolve().parent.parent / "tests" / "imports" / "clinicaltrials"
NUMBER = "NCT90000001"
TEXT = "Tea is given in cups to those who like it and water to those who do not. " * 30
PLACES = 12
RESULTS = re.compile(r"<clinical_results>.*</clinical_results>", re.DOTALL)


def json_records() -> Iterator[str]:
    """Make the records of a page."""
    whole: dict[str, Any] = json.loads((TRIALS / "trial.json").read_text())
    protocol = whole["protocolSection"]
    protocol["descriptionModule"]["detailedDescription"] = TEXT
    protocol["eligibilityModule"] = {"eligibilityCriteria": TEXT}
    place = {"facility": "A house", "city": "Nowhere", "status": "COMPLETED", "zip": "12345"}
    protocol["contactsLocationsModule"] = {"locations": [place] * PLACES}
    short = json.dumps({key: part for key, part in whole.items() if key != "resultsSection"})
    long = json.dumps(whole)
    for number in range(RECORDS):
        yield (short if number % WITH_RESULTS else long).replace(NUMBER, f"NCT{number:08}")


def xml_records() -> Iterator[str]:
    """Make the files of an archive."""
    whole = (TRIALS / "trial.xml").read_text()
    place = (
        "<location><facility><name>A house</name></facility><status>Completed</status></location>"
    )
    more = f"<eligibility><criteria><textblock>{TEXT}</textblock></criteria></eligibility>"
    long = whole.replace("<reference>", f"{more}{place * PLACES}<reference>", 1)
    short = RESULTS.sub("", long)
    for number in range(RECORDS):
        yield (short if number % WITH_RESULTS else long).replace(NUMBER, f"NCT{number:08}")


def page(place: Path) -> Path:
    """Write all records as one page of JSON."""
    with place.open("w", encoding="utf-8") as file:
        file.write('{"studies": [')
        for number, text in enumerate(json_records()):
            file.write(f",{text}" if number else text)
        file.write("]}")
    return place


def archive(place: Path) -> Path:
    """Write each record as a file of an archive."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number, text in enumerate(xml_records()):
            file.writestr(f"NCT{number // 10_000:04}xxxx/NCT{number:08}.xml", text)
    return place


def mebibytes() -> float:
    """Give the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, file: Path) -> bool:
    """Import a file; print the rate and the memory, and judge them."""
    made = length = 0
    before = 0.0
    start = time.process_time()
    for found in records(ClinicalTrials(), opened([file]), NOTHING):
        if isinstance(found, Imported):
            made += 1
            length += len(yaml_text(found.document))
        if made == WARM:
            before = mebibytes()
    taken = time.process_time() - start
    growth = mebibytes() - before
    rate = made / taken
    print(
        f"{name:<5} {made:>7,} records  {file.stat().st_size / made / 1024:5.1f} KiB each read,"
        f" {length / made / 1024:5.1f} KiB written  {rate:7,.0f} a second"
        f"  +{growth:.1f} MiB after {WARM:,}"
    )
    return made == RECORDS and rate >= LEAST[name] and growth <= GROWTH


def main() -> int:
    """Measure both forms, print, and judge."""
    gc.set_threshold(50_000)  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        good = [
            measure("JSON", page(Path(folder) / "page.json")),
            measure("XML", archive(Path(folder) / "all.zip")),
        ]
    wanted = " and ".join(f"{least:,} of {name}" for name, least in LEAST.items())
    print(f"at least {wanted} a second and no growth beyond {GROWTH} MiB are wanted")
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
