"""Claims: one proposition said by one voice, and the evidence offered for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from mdmakg.model.outcome import Direction
from mdmakg.model.quantity import QuantityText
from mdmakg.model.record import Anchored, Many, Record
from mdmakg.model.scalar import (
    Day,
    FewWords,
    Flag,
    Kind,
    Line,
    Ref,
    Scalar,
    Unsaid,
    reference,
    slot,
)
from mdmakg.model.study import TimeRole

__all__ = [
    "CARRYING",
    "Attribution",
    "Basis",
    "Claim",
    "ClaimKind",
    "EvidenceDirection",
    "EvidenceLine",
    "Hedge",
    "JoinedLine",
    "Polarity",
    "Proposition",
    "Quantifier",
    "Quotation",
    "Relation",
    "Stance",
    "TreatmentPredicate",
]

THINGS = (Kind.CONCEPT, Kind.INTERVENTION, Kind.OUTCOME, Kind.INSTRUMENT, Kind.STUDY, Kind.SOURCE)


class Relation(StrEnum):
    """How a proposition's subject stands to its object."""

    CHANGES = "changes"
    DOES_NOT_CHANGE = "does-not-change"
    CAUSES = "causes"
    IS_MANIFESTATION_OF = "is-manifestation-of"
    ACTS_THROUGH = "acts-through"
    IS_ASSOCIATED_WITH = "is-associated-with"
    IS_SUITED_TO = "is-suited-to"
    CONSISTS_OF = "consists-of"
    HAS_FREQUENCY = "has-frequency"
    IS_BETTER_THAN = "is-better-than"
    IS_MEASURED_BY = "is-measured-by"
    IS_A = "is-a"


class Polarity(StrEnum):
    """Whether the proposition is affirmed or denied."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Quantifier(StrEnum):
    """Of how many it is said."""

    ALL = "all"
    MOST = "most"
    MANY = "many"
    SOME = "some"
    NONE = "none"
    GENERIC = "generic"
    NUMBER = "number"


class Hedge(StrEnum):
    """How far the voice commits itself, from wholly to least."""

    NONE = "none"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PRELIMINARY = "preliminary"


class ClaimKind(StrEnum):
    """What sort of claim it is."""

    FINDING = "finding"
    EFFICACY = "efficacy"
    SAFETY = "safety"
    MECHANISM = "mechanism"
    AETIOLOGY = "aetiology"
    COMPARISON = "comparison"
    SUITABILITY = "suitability"
    PRACTICE = "practice"
    BURDEN = "burden"
    CAUTION = "caution"
    LIMIT = "limit"
    OPINION = "opinion"


class Stance(StrEnum):
    """How a voice stands to what it says that another said."""

    ASSERTS = "asserts"
    REPORTS = "reports"
    DISTANCES = "distances"


class TreatmentPredicate(StrEnum):
    """The Biolink predicate under which a claim about a treatment goes out, strongest first."""

    TREATS = "treats"
    IN_CLINICAL_TRIALS_FOR = "in-clinical-trials-for"
    STUDIED_TO_TREAT = "studied-to-treat"
    ANY = "treats-or-applied-or-studied-to-treat"


class EvidenceDirection(StrEnum):
    """What a line of evidence does for its claim.

    ``reports``: the authors' own result, said again in words; no independent support.
    """

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    INCONCLUSIVE = "inconclusive"
    REPORTS = "reports"


CARRYING = frozenset({EvidenceDirection.SUPPORTS, EvidenceDirection.REPORTS})
"""What a line says that carries its claim, or tells it again as its authors did."""


class Basis(StrEnum):
    """Who joined the evidence to the claim."""

    CITED = "cited"
    CURATOR = "curator"


def _time(text: str) -> TimeRole | Unsaid:
    return Unsaid(text) if text in frozenset(Unsaid) else TimeRole(text)


TimeSlot = Annotated[
    TimeRole | Unsaid,
    Scalar(
        "|".join((*TimeRole, *Unsaid)),
        f"one of {', '.join((*TimeRole, *Unsaid))}",
        _time,
    ),
]
ThingRef = Annotated[Ref, reference(*THINGS)]
ConceptSlot = Annotated[Ref | Unsaid, slot(Kind.CONCEPT)]


class Proposition(Record):
    """The meaning that claims share: equal slots, one proposition.

    A slot left out is closed by its relation: ``not-stated`` where the relation
    uses it, ``not-applicable`` where it does not.
    """

    subject: ThingRef
    relation: Relation
    object: ThingRef
    population: ConceptSlot | None = None
    comparator: Annotated[Ref | Unsaid, slot(Kind.CONCEPT, Kind.INTERVENTION)] | None = None
    from_: TimeSlot | None = None
    to: TimeSlot | None = None
    setting: ConceptSlot | None = None
    quantity: QuantityText | None = None


class Quotation(Anchored):
    """Words given as a quotation: of the claim's own passage, or ``of`` another source.

    The bundled corpus stores none; a corpus of one's own may.
    """

    words: Line
    of: Annotated[Ref, reference(Kind.SOURCE)] | None = None


class Attribution(Record):
    """Whose statement a voice says it is passing on, and how it stands to it."""

    to: Annotated[Ref, reference(Kind.SOURCE)]
    stance: Stance


class EvidenceLine(Record):
    """A line from a claim to what bears on it."""

    to: Annotated[Ref, reference(Kind.RESULT, Kind.STUDY, Kind.CLAIM)]
    direction: EvidenceDirection
    basis: Basis
    inferred: Flag = False
    note: Line | None = None


class JoinedLine(Record):
    """A line that a curator adds to a claim of any document, in a file of the curator's own.

    Its basis is the curator's: what a document cites stands with the document's claims.
    """

    for_: Annotated[Ref, reference(Kind.CLAIM)]
    to: Annotated[Ref, reference(Kind.RESULT, Kind.STUDY, Kind.CLAIM)]
    direction: EvidenceDirection
    inferred: Flag = False
    note: Line | None = None


class Claim(Anchored):
    """One proposition said by one voice; ``gloss`` is our wording of it.

    ``written`` is how the text writes the proposition's quantity (``one third``).
    """

    voice: Annotated[Ref, reference(Kind.SOURCE)] | None = None
    gloss: Line
    proposition: Proposition
    direction: Direction | None = None
    kind: ClaimKind
    polarity: Polarity = Polarity.AFFIRMED
    quantifier: Quantifier = Quantifier.GENERIC
    hedge: Hedge = Hedge.NONE
    intensifiers: Many[FewWords] = ()
    written: Line | None = None
    attribution: Attribution | None = None
    concedes: Many[Annotated[Ref, reference(Kind.CLAIM)]] = ()
    relays: Many[Annotated[Ref, reference(Kind.CLAIM)]] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    exported_as: TreatmentPredicate | None = None
    note: Line | None = None
    curator: Line | None = None
    coded: Day | None = None
