"""The store of a build in parts: made of all of them, or of the store before and what changed."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.commit import STORES
from mdmakg.build.index import cleared, index_name
from mdmakg.build.record import PART, unzipped
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.errors import StoreError
from mdmakg.store.store import change_store, make_store, open_store
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from pathlib import Path

    from pyoxigraph import Store

    from mdmakg.build.manifest import Digests

__all__ = ["index_parts"]

_FEW: Final = 4
"""One changed part in so many may be changed in the store; more are sooner loaded anew."""

_SHARED: Final = re.compile(re.escape(BASE) + r"(?:[^> ]*/)?proposition/[0-9a-f]{16}")


def index_parts(
    out: Path, outputs: Digests, before: Mapping[str, Any], *, store: bool = True
) -> str:
    """Make the store of the parts of a build, if one is wanted, and give its name.

    ``before`` is the manifest of the build that stands. Whoever calls is ``writing`` the folder.
    """
    now = {name: row[0] for name, row in outputs.items() if name.endswith(PART)}
    ontology = ontology_nquads()
    name = index_name([*(now[file] for file in sorted(now)), sha256(ontology).hexdigest()])
    if not store:
        return name
    then = {r["file"]: r["sha256"] for r in before["outputs"] if r["file"].endswith(PART)}
    place, earlier = cleared(out, name), out / STORES / str(before["store"])
    come = {file: now[file] for file in now.keys() - then.keys()}
    gone = {file: then[file] for file in then.keys() - now.keys()}
    if (len(come) + len(gone)) * _FEW <= len(now) and _changed(out, place, earlier, come, gone):
        return name
    make_store(place, _contents(out, now, ontology))
    return name


def _contents(out: Path, now: Mapping[str, str], ontology: bytes) -> Iterator[bytes]:
    for name in sorted(now):
        yield unzipped(out, name, now[name])
    yield ontology


def _changed(
    out: Path, place: Path, earlier: Path, come: Mapping[str, str], gone: Mapping[str, str]
) -> bool:
    """Make a store of the earlier one; tell whether that could be done."""
    try:
        open_store(earlier)
        old, new = _lines(out, gone), _lines(out, come)
    except StoreError:  # there is none, or a part that was is not what it was any more
        return False
    change_store(place, earlier, lambda store: _change(store, old - new, new - old, new))
    return True


def _lines(out: Path, files: Mapping[str, str]) -> frozenset[bytes]:
    return frozenset(
        line
        for name, digest in files.items()
        for line in unzipped(out, name, digest).splitlines(keepends=True)
    )


def _change(store: Store, gone: Set[bytes], come: Set[bytes], new: Set[bytes]) -> None:
    """Take statements out and put others in; ``new`` is all that the new parts say."""
    for quad in _parsed(gone):
        store.remove(quad)
    store.extend(_parsed(come))
    told = {line.partition(b" ")[0] for line in new}
    store.extend(_parsed(_still_so(store, (x for x in gone if x.partition(b" ")[0] not in told))))


def _still_so(store: Store, gone: Iterable[bytes]) -> Iterator[bytes]:
    """Give what follows from a proposition that a part which stays says too.

    What a new part says of it holds for all that say it.
    """
    from pyoxigraph import NamedNode

    of_checks = f"<{BASE}graph/checks> .\n".encode()
    for line in gone:
        shared = _SHARED.search(line.partition(b" ")[0].decode())
        if shared and line.endswith(of_checks):
            proposition = f"{BASE}proposition/{shared[0].rpartition('/')[2]}"
            said = store.quads_for_pattern(NamedNode(proposition), None, None, None)
            if any(not str(quad.graph_name).endswith("graph/checks>") for quad in said):
                yield line


def _parsed(lines: Iterable[bytes]) -> Iterator[Any]:
    from pyoxigraph import RdfFormat, parse

    return parse(b"".join(lines), RdfFormat.N_QUADS)
