"""One way to build: nothing where nothing changed, one piece while it is small, else parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mdmakg.build.fresh import note_inputs
from mdmakg.build.unchanged import standing_build
from mdmakg.errors import UsageError
from mdmakg.read.listing import corpus_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mdmakg.build.built import Built, Tell
    from mdmakg.build.order import Order

__all__ = ["IN_ONE_PIECE", "Way", "make"]

IN_ONE_PIECE: Final = 200
"""Up to how many documents a corpus is built in one piece, pictures and all."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to build.

    ``parted`` is whether in parts; if not said, by the number of documents. ``jobs`` and
    ``cluster`` say who works on parts; ``note`` hears what is odd about them.
    """

    parted: bool | None = None
    jobs: int | None = None
    cluster: str | None = None
    show_words: bool = False
    note: Callable[[str], None] = lambda _text: None


def make(order: Order, out: Path, way: Way, tell: Tell) -> Built:
    """Build a corpus into ``out``, unless what stands there is what would be built.

    Errors: as ``build`` and ``build_in_parts``; ``UsageError`` where words are to be
            shown by a build in parts, which has no page.
    """
    parted = _parted(order, way)
    if order.texts is None and not way.show_words:
        built = standing_build(order, out, parted=parted)
        if built is not None:
            note_inputs(out, order.corpus, order.rules.shapes)  # they may have been moved
            return built
    return _in_parts(order, out, way, tell) if parted else _whole(order, out, way, tell)


def _parted(order: Order, way: Way) -> bool:
    parted = way.parted
    if parted is None:
        parted = way.cluster is not None or len(corpus_files(order.corpus)) > IN_ONE_PIECE
    if parted and way.show_words:
        raise UsageError("--show-words is about a page that a build in parts does not have")
    if not parted and way.cluster is not None:
        raise UsageError("a cluster works on parts; --whole is done here")
    return parted


def _whole(order: Order, out: Path, way: Way, tell: Tell) -> Built:
    from mdmakg.build.build import build, check_corpus

    checked = check_corpus(
        order.corpus, texts=order.texts, shown_as=order.shown, rules=order.rules, tell=tell
    )
    return build(checked, out, show_words=way.show_words, store=order.store, tell=tell)


def _in_parts(order: Order, out: Path, way: Way, tell: Tell) -> Built:
    from mdmakg.build.executor.choice import open_executor
    from mdmakg.build.parted import build_in_parts

    items = len(corpus_files(order.corpus)) // 8
    with open_executor(jobs=way.jobs, cluster=way.cluster, items=items, note=way.note) as executor:
        return build_in_parts(order, out, executor, tell)
