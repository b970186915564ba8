"""All that the page is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from networkx import MultiDiGraph

    from mdmakg.explore.sheet import Sheet
    from mdmakg.graph.facts import Facts
    from mdmakg.model.check import CheckReport

__all__ = ["Look", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """Texts at hand, by the SHA-256 under which they were encoded.

    ``may_show`` says whether their words may go into the page, which others may be handed.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    may_show: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A checked corpus, ready to be looked at.

    Shape: ``facts`` are said and curated; ``ontology`` has the closed lists' words;
           ``graph`` is the whole claim-to-evidence graph, with verdicts and findings;
           ``sheets`` has the laid-out chain of each claim, by the claim's IRI;
           ``dataset`` is the SHA-256 for which the verdicts hold.
    """

    facts: Facts
    ontology: Facts
    graph: MultiDiGraph[str]
    report: CheckReport
    sheets: Mapping[str, Sheet]
    dataset: str
    words: Words = field(default_factory=Words)
