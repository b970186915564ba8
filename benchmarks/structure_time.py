"""How long checking the structure of the bundled corpus takes, by pySHACL and compiled.

One run, some ten seconds: the two take turns on the same statements and the same shape
files, from bytes to report, so that whatever else the machine does falls on both; the
medians and their ratio are printed. Exit code 1 where the reports differ, or where
pySHACL takes less than five times as long.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.check.shacl import validate
from mdmakg.check.shapes import NOUNS, read_shapes
from mdmakg.check.structure import check_structure
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdmakg.model.check import CheckReport

LEAST = 5.0
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5

PATHS = [folder("shapes") / f"{noun}.ttl" for noun in NOUNS]


def seconds(run: Callable[[], object]) -> float:
    """Run once; give the seconds of wall clock that it took."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and judge."""
    nquads = encode_corpus(read_corpus(folder("data"))).nquads
    ways: dict[str, Callable[[], CheckReport]] = {
        "pySHACL": lambda: validate(nquads, read_shapes(PATHS)),
        "compiled": lambda: check_structure(parse_nquads(nquads), PATHS),
    }
    # Once beforehand, so that neither is charged with loading its libraries.
    theirs, ours = (run() for run in ways.values())
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, run in ways.items():
            taken[name].append(seconds(run))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<24} {median * 1000:6.0f} ms (median of {ROUNDS})")
    ratio = medians["pySHACL"] / medians["compiled"]
    print(f"ratio {ratio:.1f}; at least {LEAST} is wanted; reports equal: {ours == theirs}")
    return int(ratio < LEAST or ours != theirs)


if __name__ == "__main__":
    sys.exit(main())
