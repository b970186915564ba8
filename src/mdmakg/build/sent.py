"""Rules that travel: which checks to run, and the files of shapes where they are not ours."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdmakg.build.inputs import SHAPES
from mdmakg.bundle import folder
from mdmakg.check.joined import for_parts
from mdmakg.check.rules import Rules, read_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdmakg.check.rules import RuleBook

__all__ = ["SentRules", "book_of", "sent"]


class SentRules(NamedTuple):
    """Rules as they are sent to whoever judges a part.

    Shape: ``files`` are name and content of each file of the folder of shapes; none
           where it is the one that comes with mdmakg, which is there already.
    """

    files: tuple[tuple[str, bytes], ...]
    off: tuple[str, ...]


def sent(rules: Rules, files: Mapping[str, bytes]) -> SentRules:
    """Make rules ready to be sent; ``files`` are theirs, by name in a manifest."""
    ours = rules.shapes.resolve() == folder("shapes").resolve()
    shapes = ((name, content) for name, content in files.items() if name.startswith(SHAPES))
    told = () if ours else tuple((n.removeprefix(SHAPES), content) for n, content in shapes)
    return SentRules(told, tuple(sorted(rules.off)))


@lru_cache(maxsize=4)
def book_of(rules: SentRules, _digest: str) -> RuleBook:
    """Read rules that were sent, as parts are judged by them, once for each digest of them.

    Errors: as ``read_rules``.
    """
    off = frozenset(rules.off)
    if not rules.files:
        return for_parts(read_rules(Rules(off=off)))
    place = Path(tempfile.mkdtemp(prefix="mdmakg-shapes-"))
    # Shapes are read when they are run. Unlike atexit, this is heard of in workers that end by
    # themselves, too; those that are killed have a folder that goes with them.
    Finalize(None, shutil.rmtree, (place,), {"ignore_errors": True}, exitpriority=0)
    for name, content in rules.files:
        (place / name).write_bytes(content)
    return for_parts(read_rules(Rules(shapes=place, off=off)))
