"""One invented document that uses every record and every optional value of the model."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mdmakg.errors import Place
from mdmakg.model.corpus import Corpus, DocumentFile, Entry, Index
from mdmakg.model.document import Document
from mdmakg.model.mapping import Links, PinnedTerm, PinState, TermMapping
from mdmakg.model.scalar import Kind
from mdmakg.vocab.foreign import SKOS
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = "column"
ANCHOR = "10-40 0123456789abcdef"
OTHER = "qualifier 50-60 0123456789abcdef"
LISTED = {
    "arms": "complete",
    "outcomes": "partial",
    "time-points": "unknown",
    "populations": "partial",
}

RECORD: dict[str, Any] = {
    "text": {
        "file": "column.txt",
        "sha256": "ab" * 32,
        "length": "200",
        "sections": [{"section": "results", "at": "0-200"}],
        "sentences": ["0-100 0123456789abcdef"],
    },
    "curation": {"curator": "A. Curator", "coded": "2031-02-03"},
    "sources": {
        "column": {
            "label": "Column on lamps",
            "kind": "commentary",
            "title": {"value": "Lamps", "at": ANCHOR, "written": "LAMPS"},
            "creators": ["Ada Lindgren"],
            "issued": "2031-02",
            "publisher": "A clinic",
            "venue": "The clinic's pages",
            "identifiers": ["doi 10.5555/lamp.1"],
            "part-of": "trial",
            "relays": ["trial"],
            "cites": ["trial"],
            "status": {"state": "corrected", "since": "2031-01-01", "seen": "2031-02-03"},
            "funding": "not-stated",
            "interests": "not-stated",
            "extent": "whole",
            "licence": "https://example.org/licence",
            "attribution": "Contains information from the column.",
            "risk-of-bias": [
                {
                    "of": "trial",
                    "study": "lamp",
                    "tool": "A tool of twelve questions",
                    "domain": "overall",
                    "judgement": {"value": "low", "written": "Low"},
                    "from": {"work": "trial", "how": "record", "locator": "row 12, rob"},
                }
            ],
            "at": ANCHOR,
        },
        "trial": {
            "label": "Report of the lamp trial",
            "kind": "primary-report",
            "funding": "not-stated",
            "interests": "not-stated",
            "extent": "not-read",
            "from": {"work": "column", "how": "secondary"},
        },
    },
    "studies": {
        "lamp": {
            "label": "Lamp trial",
            "follows-up": "lamp",
            "cohort": "nurses",
            "registrations": ["nct NCT99999999"],
            "reports": {
                "sr1": {
                    "source": "trial",
                    "read": "secondary",
                    "at": ["stem 5-10 0123456789abcdef", ANCHOR, OTHER],
                    "aim": {"value": "To see whether lamps help", "at": ANCHOR},
                    "design": ["randomised"],
                    "inherits-design-from": "sr1",
                    "drawn-from": ["column"],
                    "sponsor": "A clinic by the sea",
                    "recruitment": "TERMINATED",
                    "why-stopped": "No more lamps",
                    "started": "2030-02",
                    "completed": "2030-11-30",
                    "sizes": {
                        "planned": "60",
                        "enrolled": "40",
                        "analysed": "38",
                        "followed-up": "about 35",
                    },
                    "populations": ["night-nurses"],
                    "arms": {
                        "a1": {
                            "label": "Lamp",
                            "role": "investigational",
                            "intervention": "lamp-therapy",
                            "size": "20",
                            "completed": "18",
                            "dose": "5 mg",
                        },
                        "a2": {
                            "label": "None",
                            "role": "comparator",
                            "intervention": "lamp-therapy",
                        },
                    },
                    "time-points": {
                        "follow-up": {
                            "offsets": [{"order": "after", "event": "baseline", "by": "3 mo"}]
                        }
                    },
                    "analyses": ["rank-test"],
                    "multiplicity": "not-stated",
                    "lists": LISTED,
                }
            },
        }
    },
    "interventions": {
        "talks": {"label": "Talks"},
        "lamp-therapy": {
            "label": "Lamp therapy",
            "parts": ["melatonin", "talks"],
            "reports": {
                "ir1": {
                    "from": {"work": "column", "how": "record", "locator": "/components"},
                    "source": "trial",
                    "study": "lamp",
                    "components": {
                        "k1": {
                            "kind": "dosing",
                            "number": "4",
                            "length": "1 h",
                            "spacing": "2 wk",
                            "dose": "5 mg",
                            "substance": "melatonin",
                        }
                    },
                }
            },
        },
    },
    "instruments": {
        "shiss": {
            "label": "Shift Sleep Scale",
            "abbreviation": "ShiSS",
            "measures": "day-sleep",
            "step": "1",
        }
    },
    "outcomes": {
        "sleep": {"label": "sleep", "construct": "sleep-construct"},
        "day-sleep": {
            "label": "sleep by day",
            "construct": "sleep-construct",
            "broader": ["sleep"],
            "general": "yes",
            "harm": "yes",
            "reports": {
                "or1": {
                    "source": "trial",
                    "study": "lamp",
                    "instrument": "shiss",
                    "role": "primary",
                    "rated-by": "participant",
                    "time-frame": "Baseline to week 4",
                },
                "or2": {
                    "source": "trial",
                    "study": "lamp",
                    "instrument": "not-stated",
                    "role": "not-stated",
                    "rated-by": "not-stated",
                },
            },
        },
    },
    "results": {
        "r1": {
            "source": "trial",
            "study": "lamp",
            "gloss": "Sleep became longer",
            "outcomes": "day-sleep",
            "instrument": "shiss",
            "change": {"from": "baseline", "to": "follow-up"},
            "between": ["a1", "a2"],
            "direction": "improved",
            "measure": "change",
            "level": "group",
            "estimate": "-4.2",
            "standard-error": "1.1",
            "standard-deviation": "5",
            "interval": "-6.4 to -2.0",
            "interval-level": "95 %",
            "interval-method": "Bootstrap",
            "events": "0",
            "of": "38",
            "test": "rank-test",
            "statistic": "-2.31",
            "df": "37",
            "p": "< 0.05",
            "significance": "significant",
            "time": {"order": "after", "event": "baseline", "by": "28 d"},
            "time-frame": ["Week 4", "End"],
            "primary-instrument": "yes",
            "primary-time-point": "no",
            "after-crossover": "no",
            "serious": "no",
            "rated-by": "participant",
            "dosing-sessions": "2",
            "mean-age": "41.3 a",
            "women": "66 %",
            "figures": [{"arm": "a1", "mean": "7.1"}, {"arm": "a2", "mean": "5.7"}],
        },
        "r2": {
            "source": "trial",
            "study": "lamp",
            "gloss": "Sleep with a lamp and without",
            "outcomes": "day-sleep",
            "between": ["a1", "a2"],
            "first-arm": "not-stated",
            "measure": "mean-difference",
            "level": "group",
            "significance": "not-stated",
        },
    },
    "concepts": {
        "nurse": {"label": "nurses", "kind": "population"},
        "night-nurses": {
            "label": "nurses on night shift",
            "kind": "population",
            "broader": "nurse",
            "note": "Permanent nights only",
        },
        "melatonin": {"label": "melatonin", "kind": "substance"},
        "sleep-construct": {"label": "sleep", "kind": "construct"},
        "rank-test": {"label": "rank test", "kind": "analysis"},
        "home": {"label": "at home", "kind": "setting"},
    },
    "claims": {
        "c1": {
            "gloss": "Lamps lengthen sleep by a third",
            "at": ["stem 5-10 0123456789abcdef", ANCHOR, OTHER],
            "proposition": {
                "subject": "lamp-therapy",
                "relation": "changes",
                "object": "day-sleep",
                "population": "night-nurses",
                "comparator": "talks",
                "from": "baseline",
                "to": "follow-up",
                "setting": "home",
                "quantity": "33 %",
            },
            "direction": "improved",
            "kind": "finding",
            "hedge": "possible",
            "intensifiers": ["dramatic"],
            "written": "a third",
            "attribution": {"to": "trial", "stance": "reports"},
            "exported-as": "treats",
            "concedes": "c2",
            "relays": "c2",
            "evidence": [
                {
                    "to": "r1",
                    "direction": "supports",
                    "basis": "cited",
                    "inferred": "yes",
                    "note": "The only trial",
                },
                {"to": "lamp", "direction": "inconclusive", "basis": "curator"},
                {"to": "c2", "direction": "disputes", "basis": "curator"},
            ],
            "quotations": [{"words": "gentle light", "of": "trial", "at": ANCHOR}],
            "note": "Says it twice",
        },
        "c2": {
            "gloss": "Melatonin is a substance",
            "at": ANCHOR,
            "proposition": {"subject": "melatonin", "relation": "is-a", "object": "home"},
            "kind": "opinion",
        },
    },
    "evidence": [
        {
            "for": "c2",
            "to": "c1",
            "direction": "inconclusive",
            "inferred": "yes",
            "note": "Joined later",
        }
    ],
    "skipped": [{"at": "100-120 0123456789abcdef", "reason": "heading"}],
    "accepted": [
        {
            "check": "scope-widened",
            "of": "c1",
            "by": "A. Curator",
            "why": "Nurses are meant",
            "on": "2031-02-04",
        },
        {
            "check": "design-not-stated",
            "of": "sr1",
            "by": "A. Curator",
            "why": "The register has it",
            "on": "2031-02-04",
        },
    ],
}

GLOBAL = {
    Kind.SOURCE: "sources",
    Kind.STUDY: "studies",
    Kind.INTERVENTION: "interventions",
    Kind.INSTRUMENT: "instruments",
    Kind.OUTCOME: "outcomes",
    Kind.CONCEPT: "concepts",
}
LOCAL = {Kind.RESULT: "results", Kind.CLAIM: "claims"}


def _entries(document: Document) -> Iterator[Entry]:
    for kind, field in (GLOBAL | LOCAL).items():
        yield from (Entry(kind, id_, ID, ()) for id_ in getattr(document, field))
    for study in document.studies.values():
        for id_, report in study.reports.items():
            yield Entry(Kind.STUDY_REPORT, id_, ID, ())
            yield from (Entry(Kind.ARM, arm, ID, ()) for arm in report.arms)


def _links(document: Document) -> Links:
    """Map one thing of each kind, each way, to a term that gave way to another."""
    ways = ("exact", "close", "broad", "narrow", "related")
    things = {
        "outcome": next(iter(document.outcomes)),
        "concept": next(iter(document.concepts)),
        "instrument": next(iter(document.instruments)),
        "intervention": next(iter(document.interventions)),
    }
    rows = {
        f"{BASE}{kind}/{id_}": tuple(_mapping(f"{BASE}{kind}/{id_}", way) for way in ways)
        for kind, id_ in things.items()
    }
    term = PinnedTerm(
        "NAP:1",
        "https://example.org/NAP_1",
        "nap",
        "class",
        "1",
        "",
        "",
        PinState.OBSOLETE,
        "NAP:2",
    )
    return Links(rows, {term.iri: term})


def _mapping(subject: str, way: str) -> TermMapping:
    return TermMapping(
        subject,
        subject,
        "",
        f"skos:{way}Match",
        f"{SKOS}{way}Match",
        "NAP:1",
        "https://example.org/NAP_1",
        "nap",
        "semapv:ManualMappingCuration",
        "https://w3id.org/semapv/vocab/ManualMappingCuration",
        "",
        Decimal("0.5"),
        "",
        "https://example.org/naps",
        Place("mappings.sssom.tsv"),
    )


def every_record() -> Corpus:
    """Give the invented document as a corpus."""
    document = Document.model_validate(RECORD)
    entries = tuple(_entries(document))
    index = Index(
        everywhere={entry.id: entry for entry in entries if entry.kind in GLOBAL},
        within={(ID, entry.id): entry for entry in entries if entry.kind not in GLOBAL},
        links=_links(document),
    )
    file = DocumentFile(ID, f"{ID}.yaml", document, {(): Place(f"{ID}.yaml")})
    return Corpus((file,), index)
