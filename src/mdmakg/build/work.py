"""The work of a build in parts: surveyed, planned, and handed to whoever does it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdmakg.build.executor.program import program_here
from mdmakg.build.inputs import DOCUMENTS, TEXTS, rule_files
from mdmakg.build.manifest import digested
from mdmakg.build.part import PartGiven, Wanted, judge_part
from mdmakg.build.plan.groups import groups
from mdmakg.build.plan.parts import parts
from mdmakg.build.plan.survey import shown_in, survey
from mdmakg.build.plan.texts import TextFiles
from mdmakg.build.sent import book_of, sent
from mdmakg.errors import Fault, InputError, Place
from mdmakg.read.files import read_bytes
from mdmakg.read.links import link_files, own_linking
from mdmakg.read.pack import Packed, restricted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdmakg.build.built import Tell
    from mdmakg.build.executor.protocol import Executor
    from mdmakg.build.manifest import Digests
    from mdmakg.build.order import Order
    from mdmakg.build.part import PartJudged
    from mdmakg.build.plan.ledger import Ledger
    from mdmakg.build.plan.parts import Part
    from mdmakg.build.plan.survey import Survey
    from mdmakg.build.sent import SentRules
    from mdmakg.check.chosen import Rules
    from mdmakg.check.rules import RuleBook
    from mdmakg.read.links import Linking

__all__ = ["Work", "inputs_of", "plan_work"]

_JUDGING: Final = "judging documents"
_LATEST: Final = 8


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do: documents, the parts that they make, and the rules for them."""

    order: Order
    survey: Survey
    parts: Sequence[Part]
    rules: SentRules
    rule_files: Digests
    rules_digest: str
    texts: TextFiles
    ledger: Ledger
    linking: Linking
    link_files: Digests
    _latest: dict[str, Packed] = field(default_factory=dict)

    def book(self) -> RuleBook:
        """Read the rules as parts are judged by them."""
        return book_of(self.rules, self.rules_digest)

    def given(self, part: Part, wanted: Wanted = Wanted.FILES) -> PartGiven:
        """Put together what a worker needs for a part."""
        return PartGiven(
            key=part.key,
            units=part.units,
            packed=tuple(self._packed(part, document) for document in part.documents),
            rules=self.rules,
            rules_digest=self.rules_digest,
            texts=self.texts.of_documents(document for document, entry in part.units if not entry),
            wanted=wanted,
            linking=self.linking,
        )

    def judge(
        self, parts: Sequence[Part], wanted: Wanted, executor: Executor, tell: Tell
    ) -> Iterator[PartJudged]:
        """Judge parts, each as it comes; every fault of all is told in the end.

        Errors: ``InputError`` with the faults, after the last part.
        """
        size = {part.key: len(part.units) for part in parts}
        done, whole = 0, sum(size.values())
        faults: list[Fault] = []
        tell(_JUDGING, 0, whole)
        for judged in executor.run(judge_part, (self.given(part, wanted) for part in parts)):
            faults += judged.faults
            if not judged.faults:
                yield judged
            done += size[judged.key]
            tell(_JUDGING, done, whole)
        if faults:
            raise InputError(shown_in(self.order.corpus, self.order.shown, faults))

    def _packed(self, part: Part, document: str) -> bytes:
        if (document, ()) in part.units:
            return self.ledger.packed(document)
        whole = {unit.entry for unit in part.units if unit.document == document and unit.entry}
        spoken_of = {u.entry for u in part.context if u.document == document and u.entry}
        return restricted(self._read_again(document), whole, spoken_of).to_bytes()

    def _read_again(self, document: str) -> Packed:
        """Give a document of which many parts have something, read once for those in a row."""
        if document not in self._latest:
            if len(self._latest) >= _LATEST:
                self._latest.pop(next(iter(self._latest)))
            self._latest[document] = Packed.of_bytes(self.ledger.packed(document))
        return self._latest[document]


def plan_work(order: Order, ledger: Ledger, executor: Executor, tell: Tell) -> Work:
    """Survey a corpus and plan its parts; refuse it where a document cannot be read.

    Errors: ``InputError`` with every fault of every file, or where all say nothing.
    """
    found = survey(
        order.corpus,
        order.shown,
        ledger,
        executor,
        lambda done, whole: tell("reading documents", done, whole),
    )
    tell("planning", 0, 1)
    files = rule_files(order.rules.shapes)
    rule_digests = digested(files)
    linking, unreadable = own_linking(order.corpus, order.shown)
    links = digested({f"{DOCUMENTS}{p.name}": read_bytes(p) for p in link_files(order.corpus)})
    rules_digest = _digest_of_rules(order.rules, {**rule_digests, **links})
    texts = TextFiles.of(found.outlines, order.texts)
    planned = parts(groups(found.outlines), found.outlines, rules_digest, texts.found)
    work = Work(
        order,
        found,
        planned,
        sent(order.rules, files),
        rule_digests,
        rules_digest,
        texts,
        ledger,
        linking,
        links,
    )
    if found.faults or unreadable:
        raise InputError([*found.faults, *unreadable, *_unlinked(work, executor)])
    if not planned:
        raise InputError([Fault(Place(str(order.shown)), "no-data", "there is nothing to check")])
    return work


def _digest_of_rules(rules: Rules, files: Digests) -> str:
    """Digest the program, and the shapes and the ontology that it works by."""
    told = [program_here(), sorted(files.items()), sorted(rules.off)]
    return sha256(json.dumps(told).encode()).hexdigest()


def _unlinked(work: Work, executor: Executor) -> Iterator[Fault]:
    """Find what is wrong between documents, where others cannot be read.

    A file that could not be read takes its ids with it: what then dangles is not news.
    """
    given = (work.given(part, Wanted.FAULTS) for part in work.parts)
    for judged in executor.run(judge_part, given):
        for fault in shown_in(work.order.corpus, work.order.shown, judged.faults):
            if fault.code != "dangling-id":
                yield fault


def inputs_of(work: Work) -> Digests:
    """Collect what a build depends on, by name in its manifest."""
    documents = {f"{DOCUMENTS}{name}": row for name, row in work.survey.files.items()}
    texts = {
        f"{TEXTS}{work.texts.wanted[document].file}": row
        for document, row in work.texts.found.items()
    }
    return {**documents, **work.link_files, **texts, **work.rule_files}
