"""A build in parts: what has not changed is not done again, and nothing is held whole.

Each part is judged by a pure function and gives files named after all that decides
what is in them. So it does not matter who judges it, when, or in which order: a build
that was killed goes on where it stopped, and one that follows a small change does what
the change touches.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.built import Built
from mdmakg.build.commit import MANIFEST, commit, own_files, writing
from mdmakg.build.counts import added, counts_of_part
from mdmakg.build.fresh import note_inputs
from mdmakg.build.joins import joined
from mdmakg.build.judge import found_nquads
from mdmakg.build.manifest import earlier, make_manifest, options
from mdmakg.build.part import Wanted
from mdmakg.build.partcounts import tally
from mdmakg.build.partfiles import keep_files, keep_zipped, left_behind, stand
from mdmakg.build.partindex import index_parts
from mdmakg.build.plan.ledger import opened
from mdmakg.build.work import inputs_of, plan_work
from mdmakg.encode.assessment import encode_counts
from mdmakg.encode.dataset import parse_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.report.view import View
from mdmakg.report.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mdmakg.build.built import Tell
    from mdmakg.build.executor.protocol import Executor
    from mdmakg.build.joins import Joined
    from mdmakg.build.manifest import Digests
    from mdmakg.build.order import Order
    from mdmakg.build.part import PartJudged
    from mdmakg.build.plan.ledger import Ledger
    from mdmakg.build.work import Work
    from mdmakg.model.check import CheckReport

__all__ = ["LEDGER", "build_in_parts"]

LEDGER: Final = ".mdmakg-ledger.sqlite"
"""The file of a build that has its ledger."""

_TOLD: Final = frozenset({"files", "counts", "counted"})
"""What a ledger tells of a part."""


def build_in_parts(order: Order, out: Path, executor: Executor, tell: Tell) -> Built:
    """Write the parts of a corpus into ``out``, the manifest last.

    Errors: ``InputError`` with every fault of every file; ``StoreError`` if something
            cannot be written: what was there is still there.
    """
    with writing(out), opened(out / LEDGER) as ledger:
        work = plan_work(order, ledger, executor, tell)
        told = dict(_told(work, ledger, out))
        fresh = [part for part in work.parts if part.key not in told]
        for judged in work.judge(fresh, Wanted.FILES, executor, tell):
            told[judged.key] = _kept(out, ledger, judged)
        ledger.forget_others(work.survey.files, told)
        counted = [told[part.key]["counted"] for part in work.parts]
        found = joined(ledger, work.book(), work.rules_digest, counted)
        built = _finished(work, told, found, out, tell)
    note_inputs(out, order.corpus, order.rules.shapes)
    return built


def _told(work: Work, ledger: Ledger, out: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give what is known of the parts that were judged before, and whose files stand."""
    for part in work.parts:
        told = ledger.part(part.key)
        if told is not None and told.keys() >= _TOLD and stand(out, part.key, told["files"]):
            yield part.key, told


def _kept(out: Path, ledger: Ledger, judged: PartJudged) -> Mapping[str, Any]:
    """Keep the files of a part as soon as it is judged, and then what is known of it."""
    files = keep_files(out, judged)
    told = {"files": files, "counts": judged.counts, "counted": judged.counted}
    ledger.keep_part(judged.key, told, judged.rows)
    return told


def _finished(
    work: Work,
    told: Mapping[str, Mapping[str, Any]],
    found: Joined,
    out: Path,
    tell: Tell,
) -> Built:
    """Index all parts, and put the manifest in place."""
    before = earlier(out)
    outputs: dict[str, tuple[str, int]] = {}
    for part in work.parts:
        outputs |= {name: tuple(row) for name, row in told[part.key]["files"].items()}
    every = (told[part.key]["counted"] for part in work.parts)
    checks = replace(tally(chain(every, found.counted)), off=found.off)
    outputs |= _whole(out, checks, found)
    parts = (told[part.key]["counts"] for part in work.parts)
    joins = counts_of_part(Facts.of(()), found.report)
    counted = dict(added((*parts, joins), checks))
    statements = counted.pop("statements")
    tell("indexing", 0, 1)
    manifest = make_manifest(
        inputs=inputs_of(work),
        outputs=outputs,
        dataset={"statements": statements, "parts": len(work.parts)},
        counts=counted,
        store=index_parts(out, outputs, before, store=work.order.store),
        options=options(store=work.order.store),
    )
    stale = (row for row in before["outputs"] if row["file"] not in outputs)
    gone = {*own_files(out, stale), *left_behind(out, outputs)}
    commit(out, {MANIFEST: manifest}, gone)
    return Built(out, counted, statements, notes=work.texts.notes, parts=len(work.parts))


def _whole(out: Path, checks: CheckReport, found: Joined) -> Digests:
    """Write what is said of the corpus as a whole: what joins parts, and how often was found what.

    These files are named after what is in them.
    """
    stated = encode_counts(checks.counts, checks.rules)
    nquads = to_nquads(chain(stated, parse_nquads(found_nquads((), found.report))))
    contents = {
        "checks.nq.gz": nquads,
        "checks.json.gz": WRITERS["json"](found.report, View()).encode(),
    }
    key = sha256(b"".join(contents.values())).hexdigest()
    kept = (keep_zipped(out, key, ending, content) for ending, content in contents.items())
    return dict(chain.from_iterable(one.items() for one in kept))
