"""A build in parts: what has not changed is not done again, and nothing is held whole.

Each part is judged by a pure function and gives files named after all that decides
what is in them. So it does not matter who judges it, when, or in which order: a build
that was killed goes on where it stopped, and one that follows a small change does what
the change touches.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from mdmakg.build.built import Built
from mdmakg.build.commit import MANIFEST, commit, own_files, writing
from mdmakg.build.counts import added
from mdmakg.build.executor.program import program_there
from mdmakg.build.fresh import note_inputs
from mdmakg.build.inputs import DOCUMENTS, TEXTS, rule_files
from mdmakg.build.manifest import digested, earlier, make_manifest
from mdmakg.build.part import PartGiven, judge_part
from mdmakg.build.partcounts import tally
from mdmakg.build.partfiles import keep_files, keep_zipped
from mdmakg.build.partindex import index_parts
from mdmakg.build.plan.groups import groups
from mdmakg.build.plan.ledger import opened
from mdmakg.build.plan.parts import parts
from mdmakg.build.plan.survey import shown_in, survey
from mdmakg.build.plan.texts import TextFiles
from mdmakg.build.sent import sent
from mdmakg.encode.assessment import encode_counts
from mdmakg.encode.dataset import to_nquads
from mdmakg.errors import InputError
from mdmakg.read.pack import Packed, restricted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mdmakg.build.built import Tell
    from mdmakg.build.executor.protocol import Executor
    from mdmakg.build.manifest import Digests
    from mdmakg.build.order import Order
    from mdmakg.build.partcounts import Counted
    from mdmakg.build.plan.ledger import Ledger
    from mdmakg.build.plan.parts import Part
    from mdmakg.build.plan.survey import Survey
    from mdmakg.build.sent import SentRules
    from mdmakg.check.rules import Rules
    from mdmakg.errors import Fault

__all__ = ["LEDGER", "build_in_parts"]

LEDGER: Final = ".mdmakg-ledger.sqlite"
"""The file of a build that has its ledger."""


def build_in_parts(order: Order, out: Path, executor: Executor, tell: Tell) -> Built:
    """Write the parts of a corpus into ``out``, the manifest last.

    Errors: ``InputError`` with every fault of every file; ``StoreError`` if something
            cannot be written: what was there is still there.
    """
    with writing(out), opened(out / LEDGER) as ledger:
        work = _work(order, ledger, executor, tell)
        told = dict(_told(work, ledger))
        fresh = [part for part in work.parts if part.key not in told]
        told |= _judged(work, fresh, ledger, executor, out, tell)
        built = _finished(order, work, told, out, tell)
        ledger.forget_others(work.survey.files, told)
    note_inputs(out, order.corpus, order.rules.shapes)
    return built


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do: the documents, the parts that they make, and the rules for them."""

    survey: Survey
    parts: Sequence[Part]
    rules: SentRules
    rules_digest: str
    texts: TextFiles
    ledger: Ledger
    shown: Path

    def given(self, part: Part, *, linked: bool = False) -> PartGiven:
        """Put together what a worker needs for a part."""
        return PartGiven(
            key=part.key,
            units=part.units,
            packed=tuple(self._packed(part, document) for document in part.documents),
            rules=self.rules,
            rules_digest=self.rules_digest,
            texts=self.texts.of_documents(document for document, entry in part.units if not entry),
            linked=linked,
        )

    def _packed(self, part: Part, document: str) -> bytes:
        content = self.ledger.packed(document)
        if (document, ()) in part.units:
            return content
        whole = {unit.entry for unit in part.units if unit.document == document and unit.entry}
        spoken_of = {u.entry for u in part.context if u.document == document and u.entry}
        return restricted(Packed.of_bytes(content), whole, spoken_of).to_bytes()


def _work(order: Order, ledger: Ledger, executor: Executor, tell: Tell) -> _Work:
    """Survey a corpus and plan its parts; refuse it where a document cannot be read."""
    found = survey(
        order.corpus,
        order.shown,
        ledger,
        executor,
        lambda done, whole: tell("reading documents", done, whole),
    )
    tell("planning", 0, 1)
    rules_digest = _digest_of_rules(order.rules)
    texts = TextFiles.of(found.outlines, order.texts)
    planned = parts(groups(found.outlines), found.outlines, rules_digest, texts.found)
    work = _Work(found, planned, sent(order.rules), rules_digest, texts, ledger, order.shown)
    if found.faults:
        raise InputError([*found.faults, *_unlinked(work, executor)])
    return work


def _digest_of_rules(rules: Rules) -> str:
    """Digest the program, and the shapes and the ontology that it works by."""
    files = sorted(digested(rule_files(rules.shapes)).items())
    told = [program_there()(), files, sorted(rules.off)]
    return sha256(json.dumps(told).encode()).hexdigest()


def _unlinked(work: _Work, executor: Executor) -> Iterator[Fault]:
    """Find what is wrong between documents, where others cannot be read.

    A file that could not be read takes its ids with it: what then dangles is not news.
    """
    given = (work.given(part, linked=True) for part in work.parts)
    for judged in executor.run(judge_part, given):
        for fault in shown_in(work.shown, judged.faults):
            if fault.code != "dangling-id":
                yield fault


def _told(work: _Work, ledger: Ledger) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give what is known of the parts that were judged before."""
    for part in work.parts:
        told = ledger.part(part.key)
        if told is not None:
            yield part.key, told


def _judged(
    work: _Work,
    fresh: Sequence[Part],
    ledger: Ledger,
    executor: Executor,
    out: Path,
    tell: Tell,
) -> Mapping[str, Mapping[str, Any]]:
    """Judge parts, and keep the files of each as soon as it is done."""
    size = {part.key: len(part.units) for part in fresh}
    done, whole = 0, sum(size.values())
    told: dict[str, Mapping[str, Any]] = {}
    faults: list[Fault] = []
    tell("judging documents", 0, whole)
    for judged in executor.run(judge_part, map(work.given, fresh)):
        faults += shown_in(work.shown, judged.faults)
        if not faults:
            files = keep_files(out, judged)
            told[judged.key] = {
                "files": files,
                "counts": judged.counts,
                "counted": judged.counted,
            }
            ledger.keep_part(judged.key, told[judged.key])
        done += size[judged.key]
        tell("judging documents", done, whole)
    if faults:
        raise InputError(faults)
    return told


def _finished(
    order: Order,
    work: _Work,
    told: Mapping[str, Mapping[str, Any]],
    out: Path,
    tell: Tell,
) -> Built:
    """Index all parts, and put the manifest in place."""
    before = earlier(out)
    outputs: dict[str, tuple[str, int]] = {}
    for part in work.parts:
        outputs |= {name: tuple(row) for name, row in told[part.key]["files"].items()}
    outputs |= _whole(out, [told[part.key]["counted"] for part in work.parts])
    counted = dict(added(told[part.key]["counts"] for part in work.parts))
    statements = counted.pop("statements")
    tell("indexing", 0, 1)
    manifest = make_manifest(
        inputs=_inputs(order, work),
        outputs=outputs,
        dataset={"statements": statements, "parts": len(work.parts)},
        counts=counted,
        store=index_parts(out, outputs, before),
        options={"program": program_there()(), "show_words": False},
    )
    stale = (row for row in before["outputs"] if row["file"] not in outputs)
    commit(out, {MANIFEST: manifest}, own_files(out, stale))
    return Built(out, counted, statements, notes=work.texts.notes, parts=len(work.parts))


def _whole(out: Path, counted: Sequence[Counted]) -> Digests:
    """Write what is said of the corpus as a whole: how often each check found what."""
    content = to_nquads(encode_counts(*tally(counted)))
    return keep_zipped(out, sha256(content).hexdigest(), "checks.nq.gz", content)


def _inputs(order: Order, work: _Work) -> Digests:
    """Collect what a build depends on, by name in its manifest."""
    documents = {f"{DOCUMENTS}{name}": row for name, row in work.survey.files.items()}
    texts = {
        f"{TEXTS}{work.texts.wanted[document].file}": row
        for document, row in work.texts.found.items()
    }
    return {**documents, **texts, **digested(rule_files(order.rules.shapes))}
