"""One document of the corpus, as a tree and its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus import records
from benchmarks.corpus.claims import claims, place, said_of
from benchmarks.corpus.passages import Text
from benchmarks.corpus.plan import cited_by, document_id, work_of
from benchmarks.corpus.plant_changes import Spare, changed
from benchmarks.corpus.plant_claims import SPARE
from benchmarks.corpus.plants import PLANTS, Plant, plant_of
from benchmarks.corpus.results import numbers_of, result
from benchmarks.corpus.said import idea, second_voice
from benchmarks.corpus.shared import CURATION
from benchmarks.corpus.trial import trial_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Trial

__all__ = ["Document", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its id, its file's content, and the text that it encodes."""

    id: str
    tree: Tree
    text: str


def document(seed: int, number: int, *, plant: bool = True) -> Document:
    """Make the document of a number; it does not depend on how many there are."""
    planted = PLANTS[code] if plant and (code := plant_of(number)) else Plant()
    trial, text = trial_of(seed, number), Text()
    saids = said_of(seed, trial, planted.claims(trial) if planted.claims else {})
    sources = _sources(seed, trial, text)
    if planted.digest:
        sources |= _digest(trial, text)
    anchors = place(text, saids, "background") | place(text, saids, "aim")
    study, intervention = records.study(trial, text), records.intervention(trial, text)
    for section in ("methods", "results", "conclusion", "commentary"):
        anchors |= place(text, saids, section)
    if planted.left_out:
        text.say("commentary", f"Nothing covers these words on trial {trial.name}.")
    # The first claims are the authors', on their results.
    placed = [anchors[said.words] for said in saids[: len(trial.measured)]]
    tree: Tree = {
        "text": text.described(f"{document_id(number)}.txt"),
        "curation": CURATION,
        "sources": sources,
        "studies": {f"study-{trial.name}": study},
        "interventions": {f"treatment-{trial.treatment}": intervention},
        "outcomes": _outcomes(trial, placed),
        "results": _results(seed, trial, placed),
        "concepts": {f"idea-{trial.name}": idea(trial)},
        "claims": claims(saids, anchors),
    }
    if planted.changes:
        words = saids[SPARE].words
        tree = changed(tree, planted.changes(trial, Spare(words, anchors[words])))
    return Document(document_id(number), tree, text.whole)


def _outcomes(trial: Trial, placed: Sequence[str]) -> Tree:
    return {
        measured.id: records.outcome(trial, index, measured, placed[index])
        for index, measured in enumerate(trial.measured)
    }


def _results(seed: int, trial: Trial, placed: Sequence[str]) -> Tree:
    return {
        f"r{index + 1}": result(trial, index, numbers_of(seed, trial, index), at)
        for index, at in enumerate(placed)
    }


def _digest(trial: Trial, text: Text) -> Tree:
    label = f"Digest {trial.name}"
    at = text.say("front-matter", f"{label} goes with it.")
    source = records.retelling_source(label, "secondary-summary", (f"report-{trial.name}",), at)
    return {f"digest-{trial.name}": source}


def _sources(seed: int, trial: Trial, text: Text) -> dict[str, Node]:
    own = dict(records.primary_source(trial, text))
    work = work_of(seed, trial.number)
    if work is not None:
        own["cites"] = [f"work-{work:05}"]
    found: dict[str, Node] = {f"report-{trial.name}": own}
    kind = second_voice(trial.number)
    if kind:
        others = cited_by(seed, trial.number) or (trial.number,)
        name = "Comment" if kind == "commentary" else "Summary"
        label = f"{name} {trial.name}"
        found[f"{name.lower()}-{trial.name}"] = records.retelling_source(
            label,
            kind,
            tuple(f"report-{other:06}" for other in others),
            text.say("front-matter", f"{label} stands below."),
        )
    return found
