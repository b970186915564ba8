"""Chains to draw: from a claim alone to many results, and labels meant to do harm."""

from __future__ import annotations

from typing import Any

import networkx as nx

BASE = "https://example.org/"


def chain(claim: str, nodes: dict[str, dict[str, Any]], edges: list[tuple[str, str, str]]) -> Any:
    """Build a chain from short ids; each node's label is its own, or its id."""
    graph: Any = nx.MultiDiGraph(name=f"chain of {claim}", claim=BASE + claim)
    for name, row in nodes.items():
        graph.add_node(BASE + name, **{"id": name, "label": name, **row})
    for tail, kind, head in edges:
        graph.add_edge(BASE + tail, BASE + head, key=kind, kind=kind, label=kind.replace("-", " "))
    return graph


def claim_alone() -> Any:
    """A claim that its document says without naming any evidence."""
    return chain(
        "blog:c40",
        {
            "blog:c40": {
                "kind": "claim",
                "label": "The medicine reaches what months of talking cannot.",
                "claim_kind": "mechanism",
                "findings": [
                    "warning: mechanism-from-outcome: no study read looks at how it comes about",
                    "cannotTell: passage: the text is not at hand",
                ],
            },
            "blog": {
                "kind": "source",
                "label": "A clinic's blog",
                "source_kind": "commentary",
                "issued": "2025-12-05",
            },
        },
        [("blog:c40", "said-by", "blog")],
    )


def one_result() -> Any:
    """A claim with one evidence line, one result, one study, one source."""
    return chain(
        "page:c3",
        {
            "page:c3": {
                "kind": "claim",
                "label": "Low mood was milder at the last visit than at the first.",
                "claim_kind": "finding",
                "hedge": "none",
            },
            "page:e3": {"kind": "evidence-line", "label": "own report", "basis": "cited"},
            "page:r3": {
                "kind": "result",
                "label": "Depression score (MADRS), first to last visit",
                "direction": "improved",
                "p": "< 0.001",
                "estimate": -12.4,
            },
            "followup": {
                "kind": "study",
                "label": "Seven-month follow-up",
                "size": 12,
                "design": "single arm, open label",
            },
            "page": {
                "kind": "source",
                "label": "Conference abstract as reproduced on a web page",
                "source_kind": "secondary-summary",
                "issued": 2024,
            },
            "madrs": {"kind": "outcome", "label": "Depression"},
        },
        [
            ("page:c3", "has-evidence-line", "page:e3"),
            ("page:e3", "reports", "page:r3"),
            ("page:r3", "of-study", "followup"),
            ("page:r3", "measures", "madrs"),
            ("followup", "reported-in", "page"),
            ("page:c3", "said-by", "page"),
        ],
    )


def relayed() -> Any:
    """Three claims that relay each other, with six results, two studies and three sources."""
    outcomes = [
        "Depression (MADRS)",
        "Anxiety (GAD-7)",
        "Wellbeing (WEMWBS)",
        "Functioning (SDS)",
        "Self-compassion",
        "Sleep quality (PSQI), weekly diary",
    ]
    directions = [
        "improved",
        "improved",
        "no-significant-change",
        "improved",
        "worsened",
        "no-significant-change",
    ]
    ps: list[Any] = ["< 0.001", 0.003, 0.21, "0.04", "= 0.03", 0.6]
    kinds = ["supports", "supports", "inconclusive", "supports", "disputes", "inconclusive"]
    nodes: dict[str, dict[str, Any]] = {
        "blog:c12": {
            "kind": "claim",
            "label": "Everything that was measured got better, and it stayed so for months after.",
            "claim_kind": "efficacy",
            "hedge": "asserted",
            "findings": [
                "violation: outcome-overreach: two of six results did not change and one got worse",
                "warning: hedge-lost: the source says may",
                "info: relayed-twice: read through two other texts",
            ],
        },
        "page:c7": {
            "kind": "claim",
            "label": "Most measures improved by the follow-up.",
            "claim_kind": "finding",
            "hedge": "may",
        },
        "abs:c2": {
            "kind": "claim",
            "label": "Scores on several instruments were lower seven months later.",
            "claim_kind": "finding",
        },
        "trial": {
            "kind": "study",
            "label": "Parent trial: two preparatory and two dosing sessions",
            "size": 20,
            "design": "proof of principle",
        },
        "followup": {
            "kind": "study",
            "label": "Seven-month follow-up of the trial",
            "size": 12,
            "design": "single arm",
        },
        "blog": {
            "kind": "source",
            "label": "A clinic's blog",
            "source_kind": "commentary",
            "issued": "2025-12-05",
        },
        "page": {
            "kind": "source",
            "label": "A news page on psychedelic science",
            "source_kind": "secondary-summary",
            "issued": "2024-11",
        },
        "abs": {
            "kind": "source",
            "label": "Abstract of the follow-up",
            "source_kind": "primary-report",
            "issued": 2024,
        },
    }
    edges = [
        ("blog:c12", "relays", "page:c7"),
        ("page:c7", "relays", "abs:c2"),
        ("blog:c12", "said-by", "blog"),
        ("page:c7", "said-by", "page"),
        ("abs:c2", "said-by", "abs"),
        ("blog", "cites", "page"),
        ("page", "relays", "abs"),
        ("followup", "follows-up", "trial"),
        ("followup", "reported-in", "abs"),
        ("trial", "reported-in", "abs"),
    ]
    for n, (o, d, p, k) in enumerate(zip(outcomes, directions, ps, kinds, strict=True), 1):
        nodes[f"abs:e{n}"] = {
            "kind": "evidence-line",
            "label": k,
            "basis": "cited" if n < 4 else "curator",
            "inferred": n == 6,
        }
        nodes[f"abs:r{n}"] = {
            "kind": "result",
            "label": o,
            "direction": d,
            "p": p,
            "estimate": -3.5 * n,
        }
        edges += [
            ("abs:c2", "has-evidence-line", f"abs:e{n}"),
            (f"abs:e{n}", k, f"abs:r{n}"),
            (f"abs:r{n}", "of-study", "followup" if n < 5 else "trial"),
        ]
    nodes["blog:e1"] = {
        "kind": "evidence-line",
        "label": "rests on what the page says",
        "basis": "cited",
    }
    edges += [("blog:c12", "has-evidence-line", "blog:e1"), ("blog:e1", "supports", "page:c7")]
    return chain("blog:c12", nodes, edges)


def one_table() -> Any:
    """A claim with six results out of one table, each of a study that has a report of its own."""
    nodes: dict[str, dict[str, Any]] = {
        "blog:c1": {"kind": "claim", "label": "The lamp helps against sleeplessness."},
        "table": {"kind": "source", "label": "Table of effects", "source_kind": "dataset"},
        "blog": {"kind": "source", "label": "A blog on lamps", "source_kind": "commentary"},
    }
    edges = [("blog:c1", "said-by", "blog")]
    for n in range(6):
        nodes |= {
            f"table:e{n}": {"kind": "evidence-line", "label": "supports", "basis": "curator"},
            f"table:r{n}": {"kind": "result", "label": "Sleep, lamp against no lamp"},
            f"trial{n}": {"kind": "study", "label": f"Trial {n} of the lamp", "size": 20 + n},
            f"report{n}": {"kind": "source", "label": f"Report of trial {n}"},
        }
        edges += [
            ("blog:c1", "has-evidence-line", f"table:e{n}"),
            (f"table:e{n}", "supports", f"table:r{n}"),
            (f"table:r{n}", "of-study", f"trial{n}"),
            (f"table:r{n}", "reported-in", "table"),
            (f"trial{n}", "reported-in", "table"),
            (f"trial{n}", "reported-in", f"report{n}"),
            ("table", "relays", f"report{n}"),
        ]
    return chain("blog:c1", nodes, edges)


HOSTILE = [
    "</title></svg><script>alert(1)</script>",
    "a \"quoted\" 'label' & <b>more</b> ]]>",
    "controls \x00\x01\x1b[31m and \ud800 and \ufffe",
    "\u202etxet desrever\u202c שלום עולם مرحبا بالعالم",
    "🧠👩‍🔬 漢字かな交じり文の長いラベルがここにあります",
    "Pneumonoultramicroscopicsilicovolcanoconiosis-without-any-place-to-break-at-all",
]


def hostile() -> Any:
    """The chain of one result with labels meant to break it."""
    graph = one_result()
    for node, label in zip(sorted(graph), HOSTILE, strict=True):
        graph.nodes[node].update(label=label, findings=[f"warning: {label}"], id=label[:30])
    return graph


def endless() -> Any:
    """The chain of one result with labels of ten thousand characters."""
    graph = one_result()
    for node in graph:
        graph.nodes[node]["label"] = "very long words without end " * 358
    return graph
