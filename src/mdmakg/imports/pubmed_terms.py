"""The words of PubMed's records that say something of a source, and what they say.

Source: the values of ``RefType`` in the DTD of PubMed, the types of publication of the
National Library of Medicine, and its names of data banks. What stands in no table here
says nothing that a source has a key for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdmakg.model.source import PublicationState, SourceKind
from mdmakg.model.study import DesignFeature

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DATA_BANKS",
    "DESIGNS",
    "KINDS",
    "NOTICES",
    "STATES",
    "TRIALS",
    "TRIAL_REGISTERS",
    "UNTAKEN_STATES",
]

_RANDOMISED: Final = (DesignFeature.RANDOMISED, DesignFeature.CONTROLLED)

DESIGNS: Final[Mapping[str, tuple[DesignFeature, ...]]] = {
    "Clinical Trial, Phase I": (DesignFeature.PHASE_1,),
    "Clinical Trial, Phase II": (DesignFeature.PHASE_2,),
    "Clinical Trial, Phase III": (DesignFeature.PHASE_3,),
    "Clinical Trial, Phase IV": (DesignFeature.PHASE_4,),
    "Controlled Clinical Trial": (DesignFeature.CONTROLLED,),
    "Randomized Controlled Trial": _RANDOMISED,
    "Observational Study": (DesignFeature.OBSERVATIONAL,),
}
"""Features of a study's design by type of publication."""

TRIALS: Final = frozenset(
    {
        "Adaptive Clinical Trial",
        "Clinical Study",
        "Clinical Trial",
        "Clinical Trial Protocol",
        "Equivalence Trial",
        "Pragmatic Clinical Trial",
        *DESIGNS,
    }
)
"""Types of publication that report a study, or its plan."""

KINDS: Final[Mapping[str, SourceKind]] = {
    **dict.fromkeys(TRIALS, SourceKind.PRIMARY_REPORT),
    "Clinical Trial Protocol": SourceKind.PROTOCOL,
    "Comment": SourceKind.COMMENTARY,
    "Dataset": SourceKind.DATASET,
    "Editorial": SourceKind.COMMENTARY,
    "Meta-Analysis": SourceKind.REVIEW,
    "Network Meta-Analysis": SourceKind.REVIEW,
    "Review": SourceKind.REVIEW,
    "Scoping Review": SourceKind.REVIEW,
    "Systematic Review": SourceKind.REVIEW,
}
"""Kinds of source by type of publication; ``Journal Article`` and ``Letter`` say none."""

STATES: Final[Mapping[str, PublicationState]] = {
    "RetractionIn": PublicationState.RETRACTED,
    "RetractedandRepublishedIn": PublicationState.RETRACTED,
    "ErratumIn": PublicationState.CORRECTED,
    "CorrectedandRepublishedIn": PublicationState.CORRECTED,
}
"""What became of the work of a record, by its relation to another."""

UNTAKEN_STATES: Final[Mapping[str, str]] = {
    "ExpressionOfConcernIn": "an expression of concern was published",
    "PartialRetractionIn": "part of it was retracted",
    "UpdateIn": "an update was published",
}
"""What became of it besides, in words."""

NOTICES: Final[Mapping[str, str]] = {
    "RetractionOf": "retracted",
    "PartialRetractionOf": "retracted in part",
    "ErratumFor": "corrected",
    "ExpressionOfConcernFor": "met with concern",
}
"""What a record says of another work."""

TRIAL_REGISTERS: Final[Mapping[str, str]] = {
    "ClinicalTrials.gov": "nct",
    "EudraCT": "eudract",
    "ISRCTN": "isrctn",
    "ANZCTR": "actrn",
    "DRKS": "drks",
    **dict.fromkeys(
        (
            "ChiCTR",
            "CRiS",
            "CTRI",
            "IRCT",
            "JapicCTI",
            "JMACCT",
            "JPRN",
            "NTR",
            "PACTR",
            "ReBec",
            "REPEC",
            "RPCEC",
            "SLCTR",
            "TCTR",
            "UMIN CTR",
            "UMIN-CTR",
        ),
        "number",
    ),
}
"""Schemes of registrations by the name of the register."""

DATA_BANKS: Final = frozenset(
    {
        "BioProject",
        "dbGaP",
        "dbSNP",
        "dbVar",
        "Dryad",
        "figshare",
        "GDB",
        "GENBANK",
        "GEO",
        "OMIM",
        "PDB",
        "PIR",
        "PubChem-BioAssay",
        "PubChem-Compound",
        "PubChem-Substance",
        "RefSeq",
        "SRA",
        "SWISSPROT",
        "UniMES",
        "UniParc",
        "UniProtKB",
        "UniRef",
    }
)
"""Banks of genes, structures, substances and files, whose numbers name no study."""
