"""One part of a corpus, judged: a pure function from documents to the bytes of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from mdmakg.build.counts import counts_of_part
from mdmakg.build.joins import join_rows, targets
from mdmakg.build.judge import found_nquads, judge
from mdmakg.build.memory import uncollected
from mdmakg.build.partcounts import counted_in
from mdmakg.build.partfiles import zipped
from mdmakg.build.places import places_json
from mdmakg.build.sent import book_of
from mdmakg.check.acceptable import unacceptable
from mdmakg.check.dataset import placed
from mdmakg.encode.dataset import to_nquads
from mdmakg.encode.document import encode_document
from mdmakg.encode.places import StatedPlaces
from mdmakg.graph.facts import Facts
from mdmakg.read.corpus import link_corpus
from mdmakg.read.links import Linking
from mdmakg.read.pack import Packed, unpack
from mdmakg.report.view import View
from mdmakg.report.writers import WRITERS
from mdmakg.vocab.term import term_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdmakg.build.partcounts import Counted
    from mdmakg.build.plan.groups import Unit
    from mdmakg.build.plan.joinrow import JoinRow
    from mdmakg.build.sent import SentRules
    from mdmakg.check.rules import RuleBook
    from mdmakg.encode.scope import Statement
    from mdmakg.errors import Fault
    from mdmakg.model.check import CheckReport
    from mdmakg.model.corpus import Corpus, DocumentFile
    from mdmakg.vocab.term import Quad

__all__ = ["PartGiven", "PartJudged", "Wanted", "judge_part"]


class Wanted(Enum):
    """What is wanted of a part: its faults alone, what the checks found, or its files."""

    FAULTS = auto()
    REPORT = auto()
    FILES = auto()


@dataclass(frozen=True, slots=True)
class PartGiven:
    """A part to judge.

    Shape: ``packed`` are its documents, with what its own speak of; ``units`` are its own.
           ``texts`` has the texts at hand by the SHA-256 under which they were encoded.
           ``rules_digest`` is what the rules are known by. ``linking`` are the mappings and
           terms beside the documents.
    """

    key: str
    units: tuple[Unit, ...]
    packed: tuple[bytes, ...]
    rules: SentRules
    rules_digest: str
    texts: Mapping[str, str] = field(default_factory=dict)
    wanted: Wanted = Wanted.FILES
    linking: Linking = field(default_factory=Linking)

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return f"the part from {self.units[0].document}"


@dataclass(frozen=True, slots=True)
class PartJudged:
    """A part that was judged; with faults there is nothing else.

    Shape: ``files`` is what a file is named after the part's key to its content;
           ``counts`` are of what there is, ``counted`` is what each check counted;
           ``rows`` are for checks that join it to other parts. What was not wanted is
           not there.
    """

    key: str
    faults: tuple[Fault, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    counts: Mapping[str, Any] = field(default_factory=dict)
    counted: Counted = field(default_factory=dict)
    rows: tuple[JoinRow, ...] = ()
    report: CheckReport | None = None


def judge_part(given: PartGiven) -> PartJudged:
    """Link, encode, derive and check the documents of one part."""
    with uncollected():
        return _judge(given)


def _judge(given: PartGiven) -> PartJudged:
    book = book_of(given.rules, given.rules_digest)
    files = (unpack(Packed.of_bytes(packed)) for packed in given.packed)
    corpus, faults = link_corpus(files, given.linking)
    wrong = (*faults, *unacceptable(corpus, book.shapes))
    if wrong or given.wanted is Wanted.FAULTS:
        return PartJudged(given.key, wrong)
    said, places, beside = _encoded(corpus, frozenset(given.units))
    return _judged(given, book, said, places, beside)


def _encoded(
    corpus: Corpus, own: frozenset[Unit]
) -> tuple[Sequence[Quad], StatedPlaces, Sequence[Quad]]:
    """Encode what the own units of a corpus say, with its places, and what is said beside that."""
    stated: list[tuple[DocumentFile, list[Statement]]] = []
    beside: dict[Quad, None] = {}
    for file in corpus.files:
        every = list(encode_document(file, corpus.index))
        if (file.id, ()) in own:
            stated.append((file, every))
            continue
        mine = [one for one in every if (file.id, one[1][:2]) in own]
        stated.append((file, mine))
        beside.update((quad, None) for quad, path in every if (file.id, path[:2]) not in own)
    said = dict.fromkeys(quad for _, mine in stated for quad, _ in mine)
    return tuple(said), StatedPlaces(stated), tuple(beside)


def _judged(
    given: PartGiven,
    book: RuleBook,
    said: Sequence[Quad],
    places: StatedPlaces,
    beside: Sequence[Quad],
) -> PartJudged:
    every = (*said, *beside)
    apart = frozenset(term_text(subject) for subject, *_ in beside)
    facts = Facts.of(every)
    judged = judge(every, facts, given.texts, rules=book, apart=apart)
    rows = tuple(join_rows(book, said, places))
    report = placed(judged.report, places)
    counted = {**counted_in(report), **targets(book, said)}
    if given.wanted is Wanted.REPORT:
        return PartJudged(given.key, (), counted=counted, rows=rows, report=report)
    return PartJudged(
        given.key,
        (),
        {
            "nq.gz": zipped(to_nquads(said)),
            "checks.nq.gz": zipped(found_nquads(judged.derived, report)),
            "checks.json.gz": zipped(WRITERS["json"](report, View()).encode()),
            "places.json.gz": zipped(places_json(places)),
        },
        {"statements": len(said), **counts_of_part(facts, report, apart)},
        counted,
        rows,
    )
