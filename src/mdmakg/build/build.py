"""The main job: read, encode, derive, check, draw, write."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mdmakg.build.built import Built, Tell, silent
from mdmakg.build.commit import MANIFEST, commit, own_files, writing
from mdmakg.build.counts import counts
from mdmakg.build.fresh import note_inputs
from mdmakg.build.index import make_index
from mdmakg.build.inputs import TEXTS, document_files, require_unchanged, rule_files
from mdmakg.build.judge import judge, judged_nquads
from mdmakg.build.manifest import digested, earlier, make_manifest, options
from mdmakg.build.places import by_name, places_json
from mdmakg.build.without import without
from mdmakg.check.acceptable import require_acceptable
from mdmakg.check.dataset import placed
from mdmakg.check.rules import Rules
from mdmakg.encode.dataset import encode_corpus, parse_nquads
from mdmakg.encode.ontology import ontology_nquads
from mdmakg.encode.trig import to_trig
from mdmakg.explore.figure import draw_sheet
from mdmakg.explore.page.assemble import assemble
from mdmakg.explore.page.corpus import corpus_of
from mdmakg.explore.page.look import Look, Words
from mdmakg.explore.sheet import lay_out
from mdmakg.export.formats import FORMATS
from mdmakg.export.plain import plain_graph
from mdmakg.graph.claims import claim_graph, resting_on
from mdmakg.graph.facts import Facts
from mdmakg.model.chain import NodeKind
from mdmakg.read.corpus import read_corpus
from mdmakg.read.texts import read_texts, texts_of
from mdmakg.report.view import View
from mdmakg.report.writers import WRITERS
from mdmakg.trace.standing import with_assessments
from mdmakg.trace.trace import trace_claim, with_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from networkx import MultiDiGraph

    from mdmakg.encode.dataset import Dataset
    from mdmakg.explore.boxes import Box
    from mdmakg.explore.sheet import Sheet
    from mdmakg.model.check import CheckReport
    from mdmakg.model.corpus import Corpus
    from mdmakg.read.texts import Texts
    from mdmakg.vocab.term import Quad

__all__ = ["EXPLORER", "Built", "Checked", "Tell", "build", "check_corpus", "look_of", "silent"]

EXPLORER: Final = "explorer.html"
"""The page to look at a build with."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A corpus with all that was derived from it, and the bytes of its documents and rules."""

    folder: Path
    corpus: Corpus
    inputs: Mapping[str, bytes]
    texts: Texts
    dataset: Dataset
    facts: Facts
    derived: Sequence[Quad]
    report: CheckReport
    rules: Rules
    rule_files: Mapping[str, bytes]
    left_out: str = ""


def check_corpus(
    corpus_folder: Path,
    *,
    texts: Path | None = None,
    shown_as: Path | None = None,
    rules: Rules | None = None,
    omit: Sequence[str] = (),
    tell: Tell = silent,
) -> Checked:
    """Read, encode, derive and check.

    ``texts`` is a folder of the texts that the documents encode; without it,
    what needs a text cannot be told. ``shown_as`` names the corpus in messages.
    ``rules`` are ours unless others are given; ``omit`` names sources as if
    which did not exist the rest is looked at, and which is then no whole to build.
    Errors: ``InputError`` with every fault of every file, or where documents or rules
            changed meanwhile; ``UsageError`` for a source to omit that there is not.
    """
    tell("reading", 0, 1)
    corpus = read_corpus(corpus_folder, shown_as=shown_as)
    known = rules or Rules()
    judged_by = rule_files(known.shapes)
    require_acceptable(corpus, known.shapes)
    inputs = document_files(corpus_folder, corpus)
    at_hand = read_texts(texts_of(corpus), texts)
    tell("encoding", 0, 1)
    whole = encode_corpus(corpus)
    left = without(whole.nquads, omit)
    dataset = replace(whole, nquads=left.nquads)
    said = tuple(dataset.quads())
    facts = Facts.of(said)
    tell("checking", 0, 1)
    judged = judge(said, facts, at_hand.at_hand, rules=known)
    require_unchanged(judged_by, known.shapes)
    report = replace(placed(judged.report, dataset.places), dataset=dataset.digest)
    return Checked(
        corpus_folder,
        corpus,
        inputs,
        at_hand,
        dataset,
        facts,
        judged.derived,
        report,
        known,
        judged_by,
        left.says,
    )


def build(
    checked: Checked,
    out: Path,
    *,
    show_words: bool = False,
    store: bool = True,
    tell: Tell = silent,
) -> Built:
    """Write everything that a corpus gives into ``out``, the manifest last.

    ``show_words`` puts the words of passages, where their text is at hand, into the page;
    ``store`` is whether a store is made.
    Errors: ``StoreError`` if it cannot be written; what was there is still there.
    """
    checks = judged_nquads(checked.derived, checked.report)
    counted = counts(checked.facts, checked.report)
    files = {
        **_dataset_files(checked, checks),
        **_graph_files(checked, tell, show_words=show_words),
    }
    dataset = {"sha256": checked.dataset.digest, "statements": len(checked.dataset)}
    tell("writing", 0, 1)
    with writing(out):
        name = make_index(out, [checked.dataset.nquads, checks], store=store)
        manifest = make_manifest(
            inputs=digested(_inputs(checked)),
            outputs=digested(files),
            dataset=dataset,
            counts=counted,
            store=name,
            options=options(show_words=show_words, store=store),
        )
        files = {**files, MANIFEST: manifest}
        commit(out, files, own_files(out, earlier(out)["outputs"]))
    note_inputs(out, checked.folder, checked.rules.shapes)
    return Built(out, counted, len(checked.dataset), files, checked.texts.notes)


def _dataset_files(checked: Checked, checks: bytes) -> dict[str, bytes]:
    return {
        "mdmakg.nq": checked.dataset.nquads,
        "mdmakg.trig": to_trig(checked.dataset.nquads),
        "checks.trig": to_trig(checks),
        "checks.json": WRITERS["json"](by_name(checked.report), View()).encode(),
        "report.ttl": WRITERS["shacl"](checked.report, View()).encode(),
        "places.json": places_json(checked.dataset.places),
    }


def _graph_files(checked: Checked, tell: Tell, *, show_words: bool) -> dict[str, bytes]:
    look = look_of(checked, tell, show_words=show_words)
    plain = plain_graph(look.graph)
    files: dict[str, bytes] = {}
    for number, format_ in enumerate(FORMATS.values()):
        tell("exporting", number, len(FORMATS))
        files[f"graph{format_.extension}"] = format_.write_plain(plain).encode()
    page = assemble(corpus_of(look))
    return {**files, **_figures(look.graph, look.sheets), EXPLORER: page}


def look_of(checked: Checked, tell: Tell = silent, *, show_words: bool = False) -> Look:
    """Lay out a checked corpus, with how its claims stand and what was found on them.

    ``show_words`` lets the words of passages, where their text is at hand, be shown.
    """
    standing = with_assessments(claim_graph(checked.facts), checked.report.assessments)
    graph = with_findings(standing, checked.report.results, resting_on(checked.facts))
    return Look(
        facts=checked.facts,
        ontology=Facts.of(parse_nquads(ontology_nquads())),
        graph=graph,
        report=checked.report,
        sheets=_sheets(graph, tell),
        dataset=checked.dataset.digest,
        words=Words(checked.texts.at_hand, may_show=show_words),
    )


def _sheets(graph: MultiDiGraph[str], tell: Tell) -> dict[str, Sheet]:
    """Lay out the chain of every claim, once for its figure and for the page."""
    claims = sorted(n for n, row in graph.nodes(data=True) if row["kind"] == NodeKind.CLAIM)
    boxes: dict[str, Box] = {}
    laid: dict[str, Sheet] = {}
    for number, claim in enumerate(claims):
        tell("drawing", number, len(claims))
        laid[claim] = lay_out(trace_claim(graph, claim), boxes)
    return laid


def _figures(graph: MultiDiGraph[str], sheets: Mapping[str, Sheet]) -> dict[str, bytes]:
    """Draw every claim, in a file named after its short id."""
    ids = {claim: str(graph.nodes[claim]["id"]) for claim in sheets}
    names = figure_names(sorted(ids.values()))
    return {names[ids[claim]]: draw_sheet(sheet).encode() for claim, sheet in sheets.items()}


def figure_names(ids: Sequence[str]) -> Mapping[str, str]:
    """Name the figure of each claim: ``blog:c12`` is in ``figures/blog-c12.svg``.

    ``a-b:c`` and ``a:b-c`` would share a name; where that happens both get two hyphens.
    """
    times = Counter(id_.replace(":", "-") for id_ in ids)
    single = {id_: id_.replace(":", "-") for id_ in ids}
    return {
        id_: f"figures/{name if times[name] == 1 else id_.replace(':', '--')}.svg"
        for id_, name in single.items()
    }


def _inputs(checked: Checked) -> Mapping[str, bytes]:
    """Collect what a build depends on, by name in its manifest."""
    texts = {f"{TEXTS}{name}": content for name, content in checked.texts.files.items()}
    return {**checked.inputs, **texts, **checked.rule_files}
