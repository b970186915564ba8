"""What checking alone costs, beside pySHACL and pyrudof: ``python -m benchmarks.checking``.

Under a minute. A made-up corpus with findings planted, in groups of documents that hang
together: a few documents, and a batch as a build checks it. All shapes, with the queries of
the checks, are run by mdmakg over both and by pySHACL over the few, since each document costs
it as much; the shapes of structure, which are SHACL Core, also by pyrudof, over the batch.
pyrudof has two ways to be given other data: both are measured, and the quicker counts.

Each way runs in a process of its own; ways take turns, and medians count. Units: processor
time from N-Quads in memory to results, for one document; peak memory of the process. Exit
code 1 where results differ, or where a bar is missed. That they do not differ on sound data
says little: so every seventh statement is taken out of the few documents, and all engines
must find the same in what is left.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from benchmarks.corpus.part import groups_of
from benchmarks.plain.part import lay_out
from benchmarks.scale.running import python, run
from benchmarks.scale.table import Row, put

from mdmakg.encode.dataset import encode_corpus
from mdmakg.read.corpus import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEED: Final = 1
FEW, BATCH = (33, 34), 16  # the later of the two passes the earlier on
_ASKED = ArgumentParser(prog="python -m benchmarks.checking")
_ASKED.add_argument("rounds", type=int, nargs="?", default=3)
_ASKED.add_argument("--write", action="store_true", help="put the figures into docs/speed.md")
BARS: Final = {"pySHACL": 250.0, "pyrudof": 5.0}
CHECKED: Final = {"pySHACL": "checking alone, all shapes", "pyrudof": "checking alone, SHACL Core"}


@dataclass(frozen=True)
class Data:
    """Documents of whole groups: how many, what they say, and what follows from it."""

    count: int
    said: Path
    derived: Path


@dataclass(frozen=True)
class Taken:
    """What a way took and found.

    Units: ``each`` in seconds of CPU for one document, ``peak`` in MiB.
    """

    each: float
    peak: float
    findings: object


def batch_of(least: int) -> tuple[int, ...]:
    """List the documents of whole groups, so many at least."""
    numbers: list[int] = []
    for group in (group for block in range(least) for group in groups_of(SEED, block)):
        if len(numbers) < least:
            numbers.extend(group)
    return tuple(sorted(numbers))


def lay(place: Path, numbers: tuple[int, ...]) -> Data:
    """Write the statements of some documents, and what follows from them."""
    part = lay_out(place, SEED, numbers)
    said = place / "said.nq"
    said.write_bytes(encode_corpus(read_corpus(part.corpus)).nquads)
    return Data(len(numbers), said, part.derived)


def torn(data: Data) -> Data:
    """Take every seventh statement out of what documents say."""
    lines = data.said.read_bytes().splitlines(keepends=True)
    said = data.said.with_name("torn.nq")
    said.write_bytes(b"".join(line for number, line in enumerate(lines) if number % 7))
    return Data(data.count, said, data.derived)


def take(way: str, data: Data) -> Taken:
    """Check some documents one way, in a process of its own."""
    done = run(python("-m", "benchmarks.checking.way", way, data.said, data.derived))
    told = json.loads(done.told)
    return Taken(told["seconds"] / data.count, done.peak, told["findings"])


def taken(ways: Mapping[str, tuple[str, Data]], rounds: int) -> Mapping[str, Taken]:
    """Let the ways take turns; print and give the medians of each."""
    all_taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (way, data) in ways.items():
            all_taken[name].append(take(way, data))
    found = {name: _median(several) for name, several in all_taken.items()}
    for name, one in found.items():
        count = ways[name][1].count
        print(f"{name:<34} {count:>3} {one.each * 1000:9.2f} ms {one.peak:7.0f} MiB")
    return found


def _median(several: Iterable[Taken]) -> Taken:
    times, peaks, findings = zip(*((t.each, t.peak, t.findings) for t in several), strict=True)
    return Taken(median(times), median(peaks), findings[-1])


def is_same(says: str, findings: Iterable[object]) -> bool:
    """Whether all found the same, and anything at all; print it."""
    first, *others = findings
    same = bool(first) and all(other == first for other in others)
    print(f"{says}: {len(first) if isinstance(first, list) else 0} results, equal: {same}")
    return same


def against(name: str, theirs: float, ours: float) -> Row:
    """Say how many times as long another engine takes, and whether that is as wanted."""
    times, bar = theirs / ours, BARS[name]
    told = f"{ours * 1000:.1f} ms of a document; {name} takes {times:.0f} times as long"
    return Row(CHECKED[name], told, f"{bar:.0f} times", times >= bar)


def main() -> int:
    """Measure, print, and judge."""
    asked = _ASKED.parse_args()
    with TemporaryDirectory() as place:
        few, batch = lay(Path(place, "few"), FEW), lay(Path(place, "batch"), batch_of(BATCH))
        gaps = torn(few)
        print(f"{'per document':<34} {'of':>3} {'CPU':>12} {'peak':>11}")
        found = taken(
            {
                "all shapes, mdmakg": ("mdmakg", batch),
                "all shapes, mdmakg, few": ("mdmakg", few),
                "all shapes, pySHACL": ("pyshacl", few),
                "core shapes, mdmakg": ("mdmakg_core", batch),
                "core shapes, pySHACL": ("pyshacl_core", few),
                "core shapes, pyrudof, read anew": ("pyrudof_anew", batch),
                "core shapes, pyrudof, staged": ("pyrudof_staged", batch),
            },
            asked.rounds,
        )
        few_all = (found[f"all shapes, {name}"] for name in ("mdmakg, few", "pySHACL"))
        cores = ("mdmakg_core", "pyshacl_core", "pyrudof_anew", "pyrudof_staged")
        same = [
            is_same("all shapes", (one.findings for one in few_all)),
            is_same("core shapes, with gaps", (take(way, gaps).findings for way in cores)),
        ]
    rudof = min(found[f"core shapes, pyrudof, {how}"].each for how in ("read anew", "staged"))
    quick = [
        against("pySHACL", found["all shapes, pySHACL"].each, found["all shapes, mdmakg"].each),
        against("pyrudof", rudof, found["core shapes, mdmakg"].each),
    ]
    for row in quick:
        print(f"{row.what}: {row.found} ({row.wanted} wanted)")
    if asked.write:
        put(quick)
    return 0 if all(same) and all(row.holds for row in quick) else 1


if __name__ == "__main__":
    sys.exit(main())
