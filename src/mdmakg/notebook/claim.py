"""Claims and their chains, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

from mdmakg.errors import UsageError
from mdmakg.export.text import shown
from mdmakg.model.assessment import Judgement
from mdmakg.notebook.html import counted, details, items, joined, paragraph, spaced, table, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from networkx import MultiDiGraph

    from mdmakg.notebook.html import Html

__all__ = ["Claim", "Claims", "Trace", "claim_at"]

_ROWS = 100
"""How many claims a table shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that stands behind one claim; its picture is drawn where a notebook shows it."""

    claim: str
    """The claim's IRI."""
    graph: MultiDiGraph[str] = field(repr=False, compare=False)

    def __str__(self) -> str:
        """Draw the chain as a tree of plain text."""
        from mdmakg.explore.tree import draw_tree

        return "\n".join(draw_tree(self.graph, self.claim))

    def _repr_svg_(self) -> str:
        from mdmakg.explore.figure import draw_claim

        return draw_claim(self.graph)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Claim:
    """One claim: what it says in our wording, how it stands, where it is said.

    ``passages`` are ranges of code points of ``text``, a file's name, as ``987-1001``.
    ``findings`` are what failed on the claim, ``untold`` what could not be told of it.
    ``dataset`` is the SHA-256 of what the verdicts hold for, ``unchecked`` says what was
    not checked there; a verdict that was not given is empty.
    """

    id: str
    iri: str
    gloss: str
    kind: str
    hedge: str
    voice: str
    fidelity: Judgement
    support: Judgement
    text: str
    passages: tuple[str, ...]
    findings: tuple[str, ...]
    untold: tuple[str, ...]
    dataset: str
    unchecked: tuple[str, ...]
    whole: MultiDiGraph[str] = field(compare=False)
    """The graph that the claim is a node of."""

    def __repr__(self) -> str:
        """Name it, with what it says."""
        return f"<claim {self.id}: {shown(self.gloss)}>"

    def trace(self) -> Trace:
        """Follow the claim to its evidence, the studies and the sources."""
        from mdmakg.trace.trace import trace_claim

        return Trace(claim=self.iri, graph=trace_claim(self.whole, self.iri))

    def _repr_html_(self) -> str:
        about = f"{self.id}, {self.kind.replace('-', ' ')}, said by {self.voice}"
        return joined(
            (
                table(
                    joined((words(self.gloss, "strong"), paragraph(words(about)))),
                    (),
                    (
                        (words("To its source"), *_stands(self.fidelity)),
                        (words("To the evidence"), *_stands(self.support)),
                        (words("Said at"), words(", ".join(self.passages)), words(self.text)),
                    ),
                ),
                *map(paragraph, map(words, self.unchecked)),
                *_folded("found by checks", self.findings),
                *_folded("could not be told", self.untold),
                paragraph(words(f"Judged for the corpus {self.dataset[:12]}…", "small")),
            )
        )


def _stands(judgement: Judgement) -> Sequence[Html]:
    if not judgement.value:
        return words("not judged"), words("nothing was assessed in this build")
    return spaced(judgement.value), words(judgement.because)


def _folded(what: str, told: Sequence[str]) -> Sequence[Html]:
    return (details(words(f"{len(told)} {what}"), items(map(words, told))),) if told else ()


@dataclass(frozen=True, slots=True, repr=False)
class Claims(Sequence[Claim]):
    """Claims in order; a part of them, by slice or by ``where``, is shown as they are."""

    claims: tuple[Claim, ...]

    def __repr__(self) -> str:
        """Count them."""
        return f"<{counted(len(self), 'claim')}>"

    def __len__(self) -> int:
        """Count them."""
        return len(self.claims)

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> Claims: ...
    def __getitem__(self, index: int | slice) -> Claim | Claims:
        """Give one by its place, or several."""
        found = self.claims[index]
        return found if isinstance(found, Claim) else Claims(found)

    def where(self, keep: Callable[[Claim], bool]) -> Claims:
        """Keep those of which something holds.

        Errors: ``UsageError`` if ``keep`` is no function.
        """
        if not callable(keep):
            asked = "lambda claim: claim.fidelity.value == 'strengthened'"
            raise UsageError(f"where takes a function of a claim, such as {asked}, not {keep!r}")
        return Claims(tuple(claim for claim in self.claims if keep(claim)))

    def _repr_html_(self) -> str:
        return table(
            words(counted(len(self), "claim", _ROWS)),
            ("claim", "says", "to its source", "to the evidence"),
            map(_row, self.claims[:_ROWS]),
        )


def _row(claim: Claim) -> Sequence[Html]:
    verdicts = (_stands(claim.fidelity)[0], _stands(claim.support)[0])
    return (words(claim.id), words(claim.gloss), *verdicts)


def claim_at(
    graph: MultiDiGraph[str], node: str, dataset: str, unchecked: tuple[str, ...] = ()
) -> Claim:
    """Make the record of a claim from its node in the graph of a build."""
    row = graph.nodes[node]
    return Claim(
        id=_text(row, "id"),
        iri=node,
        gloss=_text(row, "label"),
        kind=_text(row, "claim_kind"),
        hedge=_text(row, "hedge"),
        voice=_text(row, "voice"),
        fidelity=_judgement(row, "fidelity"),
        support=_judgement(row, "support"),
        text=_text(row, "text"),
        passages=_texts(row, "passages"),
        findings=_texts(row, "findings"),
        untold=_texts(row, "untold"),
        dataset=dataset,
        unchecked=unchecked,
        whole=graph,
    )


def _judgement(row: Mapping[str, object], of: str) -> Judgement:
    return Judgement(value=_text(row, of), because=_text(row, f"{of}_because"))


def _text(row: Mapping[str, object], key: str) -> str:
    return str(row.get(key, ""))


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = row.get(key)
    return tuple(map(str, value)) if isinstance(value, list) else ()
