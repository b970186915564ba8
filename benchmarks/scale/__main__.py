"""What building many documents costs, beside a plain pipeline and beside Oxigraph alone.

``python -m benchmarks.scale``: a corpus of 100 documents, and of 300 for how cost grows; some
minutes. ``python -m benchmarks.scale --full`` takes 1,000 and 10,000 documents and more than
an hour, and writes the table in docs/speed.md.
One run, everything side by side, medians of interleaved rounds. Exit code 1 where a bar is
missed; bars are for the full size, where starting the program no longer counts.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.corpus.files import write_corpus
from benchmarks.scale.running import Run, interleaved, mdmakg, python, run
from benchmarks.scale.table import Row, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SEED = 1
_LOAD = (
    "import sys; from pyoxigraph import Store; s = Store(sys.argv[2]); "
    "s.bulk_load(path=sys.argv[1]); s.flush()"
)
_LOAD_OURS = (
    "import sys, pathlib; from mdmakg.store.store import make_store; "
    "make_store(pathlib.Path(sys.argv[2]), [pathlib.Path(sys.argv[1]).read_bytes()])"
)


class Bench:
    """One run of all measurements, in a folder of its own."""

    def __init__(self, place: Path, *, full: bool) -> None:
        self.place, self.full = place, full
        self.small, self.large, self.rounds = (1000, 10_000, 3) if full else (100, 300, 1)
        small, large = self.small, self.large
        for size in (small, large):
            write_corpus(self.corpus(size), size, SEED)

    def corpus(self, size: int) -> Path:
        """Give the folder of a corpus."""
        return self.place / f"corpus-{size}"

    @cached_property
    def alone(self) -> Run:
        """Build the large corpus in one process, without a store; once, since it takes long."""
        return self.build(self.large, "--jobs", 1, "--no-store")

    def build(self, size: int, *options: object) -> Run:
        """Build a corpus anew, in parts."""
        out = self.place / "build"
        shutil.rmtree(out, ignore_errors=True)
        return self.again(size, out, *options)

    def again(self, size: int, out: Path, *options: object) -> Run:
        """Build a corpus where one may stand."""
        always = ("--parts", "--quiet", "--fail-on", "never", "-o", out)
        return run(mdmakg("build", self.corpus(size), *always, *options))

    @property
    def measures(self) -> Mapping[str, Callable[[], Iterator[Row]]]:
        """Name each measurement; they are made in this order."""
        return {
            "plain": self._against_plain,
            "growth": self._growth,
            "store": self._store,
            "edit": self._edit,
            "several": self._several,
            "unchanged": self._unchanged,
        }

    def _against_plain(self) -> Iterator[Row]:
        spared = _plain()
        plain = _plain("--as-it-comes") if self.full else spared
        taken = interleaved(
            {
                "files": lambda: self.build(self.small, "--jobs", 1, "--no-store"),
                "store": lambda: self.build(self.small, "--jobs", 1),
            },
            self.rounds,
        )
        for one in dict.fromkeys((plain, spared)):
            yield Row(f"plain pipeline, {one.what}", f"{one.cpu:.2f} s for each document")
        for name, says, wanted in (
            ("files", "documents to checked files, dataset and findings", 100),
            ("store", "the same, with the store on disk", 40),
        ):
            each = taken[name].cpu / self.small
            times, less = plain.cpu / each, spared.cpu / each
            told = (
                f"{each * 1000:.1f} ms for each, {taken[name].peak:.0f} MiB; {times:.0f} times "
                f"faster ({less:.0f} times where each query is parsed once)"
            )
            yield Row(f"{says}, {self.small:,} documents", told, f"{wanted} times", times >= wanted)

    def _growth(self) -> Iterator[Row]:
        small = self.build(self.small, "--jobs", 1, "--no-store")
        large = self.alone
        grows = large.cpu / self.large / (small.cpu / self.small) - 1
        more = large.peak / small.peak
        says = f"{self.small:,} to {self.large:,} documents"
        yield Row(f"{says}: cost of each grows by", f"{grows:+.0%}", "below 15%", grows < 0.15)  # noqa: PLR2004
        yield Row(f"{says}: peak memory grows to", f"{more:.2f} times", "below 2", more < 2)  # noqa: PLR2004

    def _store(self) -> Iterator[Row]:
        self.build(self.small, "--jobs", 1, "--no-store")
        whole = self.place / "whole.nq"
        _join(sorted((self.place / "build" / "parts").glob("*.nq.gz")), whole)

        def load(program: str) -> Run:
            shutil.rmtree(self.place / "loaded", ignore_errors=True)
            return run(python("-c", program, whole, self.place / "loaded"))

        taken = interleaved(
            {"own": lambda: load(_LOAD), "ours": lambda: load(_LOAD_OURS)}, self.rounds
        )
        times = taken["ours"].cpu / taken["own"].cpu
        told = (
            f"{taken['ours'].cpu:.1f} s of processor time, {times:.2f} times Oxigraph's own bulk "
            f"load ({taken['ours'].wall / taken['own'].wall:.2f} times by the clock)"
        )
        yield Row("loading the store", told, "1.3 times", times <= 1.3)  # noqa: PLR2004

    def _edit(self) -> Iterator[Row]:
        whole = self.build(self.small, "--jobs", 1)
        document = self.corpus(self.small) / f"doc-{self.small // 2:06}.yaml"
        before = document.read_text("utf-8")
        try:
            document.write_text(before.replace("got better", "grew better", 1), "utf-8")
            edited = self.again(self.small, self.place / "build", "--jobs", 1)
        finally:
            document.write_text(before, "utf-8")
        share = edited.cpu / whole.cpu
        told = f"{edited.cpu:.2f} s of {whole.cpu:.1f} s of processor time, {share:.1%}"
        yield Row(f"one document edited in {self.small:,}", told, "below 3%", share < 0.03)  # noqa: PLR2004

    def _several(self) -> Iterator[Row]:
        one = self.alone
        two = self.build(self.large, "--jobs", 2, "--no-store")
        far = self.build(self.large, "--cluster", "local", "--jobs", 2, "--no-store")
        says = f"{self.large:,} documents"
        yield Row(f"two processes against one, {says}", f"{one.wall / two.wall:.2f} times")
        yield Row(
            f"Dask with two workers against two processes, {says}",
            f"{two.wall / far.wall:.2f} times",
        )

    def many(self) -> Iterator[Row]:
        """Say what a million documents take, from what the large corpus took."""
        hours = self.alone.cpu / self.large * 1_000_000 / 3600
        each = f"from {self.alone.cpu / self.large * 1000:.0f} ms for each of {self.large:,}"
        yield Row(
            "a million documents, without a store: processor time, of all workers",
            f"{hours:.0f} h, {each}",
        )
        yield Row("memory of one process alone, 10,000 documents", f"{self.alone.peak:.0f} MiB")

    def _unchanged(self) -> Iterator[Row]:
        out = self.place / "bundled"
        run(mdmakg("build", "--quiet", "--fail-on", "never", "-o", out))
        again = mdmakg("build", "--quiet", "--fail-on", "never", "-o", out)
        taken = interleaved({"": lambda: run(again)}, 5)[""]
        told = f"{taken.wall:.2f} s"
        yield Row("the bundled corpus, unchanged", told, "below 0.5 s", taken.wall < 0.5)  # noqa: PLR2004


@dataclass(frozen=True)
class Plain:
    """What the plain pipeline takes for one document, in seconds of CPU, and how it was run."""

    what: str
    cpu: float


def _plain(*options: str) -> Plain:
    told = run(python("-m", "benchmarks.plain", *options)).told.splitlines()
    cpu = next(float(line.split()[1]) for line in told if line.split()[:1] == ["all"])
    says = "as it comes" if options else "with each query parsed once"
    return Plain(says, cpu)


def _join(parts: Sequence[Path], whole: Path) -> None:
    import gzip

    with whole.open("wb") as out:
        for part in parts:
            out.write(gzip.decompress(part.read_bytes()))


def _told(rows: Iterator[Row]) -> list[Row]:
    taken = []
    for row in rows:
        taken.append(row)
        wanted = f" ({row.wanted} wanted)" * bool(row.wanted)
        print(f"{row.what}: {row.found}{wanted}", flush=True)
    return taken


def main() -> int:
    """Measure, print, and judge."""
    parser = ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--full", action="store_true", help="1,000 and 10,000 documents")
    parser.add_argument("--only", action="append", help="measure just this, and keep other rows")
    asked = parser.parse_args()
    missed = False
    with TemporaryDirectory() as place:
        bench = Bench(Path(place), full=asked.full)
        for name in asked.only or bench.measures:
            rows = _told(bench.measures[name]())
            missed |= not all(row.holds for row in rows)
            if asked.full:
                put(rows)
        if asked.full and not asked.only:
            put(_told(bench.many()), "cluster.md")
    return int(asked.full and missed)


if __name__ == "__main__":
    sys.exit(main())
