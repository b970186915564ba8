"""One document of the corpus, as a tree and its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus import records
from benchmarks.corpus.claims import claims, idea, place, said_of, second_voice
from benchmarks.corpus.passages import Text
from benchmarks.corpus.plan import cited_by, document_id, work_of
from benchmarks.corpus.results import numbers_of, result
from benchmarks.corpus.shared import CURATION
from benchmarks.corpus.trial import trial_of

if TYPE_CHECKING:
    from benchmarks.corpus.emit import Node, Tree
    from benchmarks.corpus.trial import Trial

__all__ = ["Document", "document"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its id, its file's content, and the text that it encodes."""

    id: str
    tree: Tree
    text: str


def document(seed: int, number: int) -> Document:
    """Make the document of a number; it does not depend on how many there are."""
    trial, text, id_ = trial_of(seed, number), Text(), document_id(number)
    saids = said_of(seed, trial)
    sources = _sources(seed, trial, text)
    anchors = place(text, saids, "background")
    study = records.study(trial, text)
    intervention = records.intervention(trial, text)
    for section in ("methods", "results", "conclusion", "commentary"):
        anchors |= place(text, saids, section)
    # The first claims are the authors', on their results.
    placed = [anchors[saids[number].words] for number in range(len(trial.measured))]
    tree: dict[str, Node] = {
        "text": text.described(f"{id_}.txt"),
        "curation": CURATION,
        "sources": sources,
        "studies": {f"study-{trial.name}": study},
        "interventions": {f"treatment-{trial.treatment}": intervention},
        "outcomes": {
            measured.id: records.outcome(trial, index, measured, placed[index])
            for index, measured in enumerate(trial.measured)
        },
        "results": {
            f"r{index + 1}": result(trial, index, numbers_of(seed, trial, index), at)
            for index, at in enumerate(placed)
        },
        "concepts": {f"idea-{trial.name}": idea(trial)},
        "claims": claims(saids, anchors),
    }
    return Document(id_, tree, text.whole)


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
