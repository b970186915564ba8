"""Executors that are watched, or that stop, and what a build in parts has written."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mdmakg.build.built import silent
from mdmakg.build.manifest import read_manifest
from mdmakg.build.order import Order
from mdmakg.build.part import PartGiven
from mdmakg.build.parted import build_in_parts
from mdmakg.build.plan.survey import Batch
from mdmakg.check.rules import Rules
from mdmakg.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mdmakg.build.built import Built
    from mdmakg.build.executor.protocol import Executor

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Watched:
    """Works in this process, and notes what it was given.

    Shape: ``read`` are files, ``judged`` the keys of parts, each with its documents. It
           stops before it would judge one more than ``most``; ``backwards`` it begins
           with the last.
    """

    most: int | None = None
    backwards: bool = False
    workers: int = 1
    read: list[str] = field(default_factory=list)
    judged: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def run(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Give the result of each item."""
        for item in reversed(list(items)) if self.backwards else items:
            if isinstance(item, PartGiven) and len(self.judged) == self.most:
                raise StoppedError("stopped here")
            self._note(item)
            yield task(item)

    def _note(self, item: object) -> None:
        match item:
            case Batch():
                self.read += (given.file for given in item.documents)
            case PartGiven():
                assert item.key not in self.judged
                self.judged[item.key] = tuple(sorted({unit.document for unit in item.units}))


def order_of(corpus: Path, *, texts: Path | None = None, rules: Rules | None = None) -> Order:
    """Order a build of a corpus that messages call ``corpus``."""
    return Order(corpus, Path("corpus"), texts, rules or Rules())


def built_in_parts(corpus: Path, out: Path, executor: Executor | None = None) -> Built:
    """Build a corpus in parts."""
    return build_in_parts(order_of(corpus), out, executor or Watched(), silent)


def written(out: Path) -> dict[str, bytes]:
    """Read the files of a build that are under the promise of equal bytes."""
    names = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    beside = {"store"}, {".mdmakg-lock", ".mdmakg-ledger.sqlite"}
    promised = (n for n in names if n.parts[0] not in beside[0] and n.name not in beside[1])
    return {name.as_posix(): (out / name).read_bytes() for name in promised}


def lines(out: Path, ending: str) -> set[bytes]:
    """Read every statement of the parts of a build, of one kind of file."""
    rows = read_manifest(out)["outputs"]
    found = [out / row["file"] for row in rows if row["file"].partition(".")[2] == ending]
    return {line for path in found for line in gzip.decompress(path.read_bytes()).splitlines()}
