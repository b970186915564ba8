"""What is said of a claim and of the results behind it, in words that can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mdmakg.graph.claims import result_attributes
from mdmakg.graph.facts import local_name
from mdmakg.graph.quantity import quantity_text
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.graph.facts import Facts

__all__ = ["Said"]

_OF_CLAIM: Final[Mapping[str, str]] = {
    "gloss": m.gloss,
    "kind": m.claimKind,
    "exported-as": m.exportedAs,
    "direction": m.claimedDirection,
    "polarity": m.polarity,
    "quantifier": m.quantifier,
    "hedge": m.hedge,
    "intensifiers": m.intensifier,
    "attribution": m.attributedTo,
    "stance": m.stance,
    "relays": m.relaysClaim,
    "concedes": m.concedes,
    "passages": f.oa_hasTarget,
}
_OF_PROPOSITION: Final[Mapping[str, str]] = {
    "subject": m.subject,
    "relation": m.relation,
    "object": m.object_,
    "population": m.population,
    "comparator": m.comparator,
    "from": m.from_,
    "to": m.to,
    "setting": m.setting,
}


@dataclass(frozen=True)
class Said:
    """What a build says, thing by thing; names are those of document files."""

    facts: Facts

    def of(self, claim: str) -> dict[str, str]:
        """Give what is said of a claim, its proposition and its lines; empty for nothing."""
        facts, proposition = self.facts, self.facts.one(claim, m.proposition)
        lines = (self._line(line) for line in facts.all(claim, m.hasEvidenceLine))
        return {
            **{name: _shown(facts.all(claim, p)) for name, p in _OF_CLAIM.items()},
            **{name: _shown(facts.all(proposition, p)) for name, p in _OF_PROPOSITION.items()},
            "evidence": ", ".join(lines),
        }

    def _line(self, line: str) -> str:
        facts = self.facts
        target = facts.one(facts.one(line, m.evidence), m.shortId)
        inferred = ", inferred" if facts.one(line, m.inferred) == "true" else ""
        note = facts.one(line, m.note)
        told = f"{facts.name(line, m.evidenceDirection)} {target}"
        by = " ".join((facts.name(line, m.basis), *facts.all(line, m.codedBy)))
        return f"{told} ({by}{inferred}){note and f': {note}'}"

    def behind(self, claim: str) -> set[str]:
        """Give the results to which a claim has lines."""
        lines = self.facts.all(claim, m.hasEvidenceLine)
        ends = {end for line in lines for end in self.facts.all(line, m.evidence)}
        return {end for end in ends if m.Result in self.facts.all(end, f.rdf_type)}

    def of_result(self, result: str) -> dict[str, str]:
        """Give what is said of a result, of each arm in it, and of the risk of bias in its study.

        Shape: each name begins with the result's short id.
        """
        told = {
            **{name.replace("_", "-"): words for name, words in self._attributes(result)},
            **dict(self._figures(result)),
            **self.judged.get(self.facts.one(result, m.ofStudy), {}),
        }
        short_id = self.facts.one(result, m.shortId)
        return {f"{short_id} {name}": words for name, words in told.items()}

    def _attributes(self, result: str) -> Iterator[tuple[str, str]]:
        for name, value in result_attributes(self.facts, result).items():
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def _figures(self, result: str) -> Iterator[tuple[str, str]]:
        for figure in self.facts.all(result, m.hasFigure):
            arm = local_name(self.facts.one(figure, m.ofArm))
            kind = self.facts.name(figure, m.figureKind)
            yield f"{arm} {kind}", quantity_text(self.facts, figure, m.figureValue)

    @cached_property
    def judged(self) -> Mapping[str, Mapping[str, str]]:
        """Give for each study how great risk of bias was judged to be, domain by domain."""
        found: dict[str, dict[str, list[str]]] = {}
        for one in self.facts.instances(m.RiskOfBias):
            study = found.setdefault(self.facts.one(one, m.judgedStudy), {})
            domain = f"risk-of-bias {self.facts.one(one, m.biasDomain)}"
            study.setdefault(domain, []).append(self.facts.name(one, m.biasLevel))
        return {
            study: {domain: ", ".join(sorted(levels)) for domain, levels in told.items()}
            for study, told in found.items()
        }


def _shown(values: Sequence[str]) -> str:
    return ", ".join(local_name(v) if v.startswith(BASE) else v for v in values)
