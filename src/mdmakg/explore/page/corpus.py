"""The data of the page: one object that JSON can carry, small enough for thousands of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from mdmakg import __version__
from mdmakg.derive.behind import AUTHORS
from mdmakg.derive.claimed import claimed_population
from mdmakg.explore.boxes import label_of
from mdmakg.explore.page.chain import box_row, node_row, sheet_row, styles_of
from mdmakg.explore.page.claim import (
    Behind,
    claim_row,
    outcomes_of,
    short_id,
)
from mdmakg.explore.page.finding import findings
from mdmakg.explore.page.glossary import glossary, member_label
from mdmakg.explore.page.order import claims_in_order, in_relay_order, is_record
from mdmakg.explore.page.outcome import outcome_table
from mdmakg.explore.page.relay import relay_map
from mdmakg.explore.page.study import study_rows
from mdmakg.explore.sheet import awaiting, column_box
from mdmakg.export.palette import node_kind
from mdmakg.export.text import shown
from mdmakg.model.chain import NodeKind
from mdmakg.report.unchecked import unchecked
from mdmakg.vocab import foreign as f
from mdmakg.vocab import mdmakg as m
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdmakg.explore.boxes import Box
    from mdmakg.explore.page.glossary import Row
    from mdmakg.explore.page.look import Look
    from mdmakg.graph.facts import Facts

__all__ = ["VERSION", "corpus_of"]

_NAMED: Final = frozenset({NodeKind.SOURCE, NodeKind.STUDY, NodeKind.RESULT})

VERSION: Final = 1
"""The version of the data's form."""


def corpus_of(look: Look) -> Row:
    """Collect everything that the page shows.

    Shape: nodes and check results stand once, and claims name them by number; claims stand
           in the order of their documents and texts; their IRIs are relative to ``base``.
           What is empty is left out of a row.
    """
    facts = look.facts
    sources = in_relay_order(facts)
    boxes = _boxes(look)
    styles = styles_of(boxes.values())
    numbers = {node: number for number, node in enumerate(boxes)}
    found = findings(look.graph, facts, look.report.results)
    behind = Behind(
        numbers=numbers,
        findings=found,
        assessments={one.claim: one for one in look.report.assessments},
        relayed_by=_relayed_by(facts),
        labels={rule.check: shown(rule.label) for rule in look.report.rules if rule.label},
    )
    claims = [claim_row(look, claim, behind) for claim in claims_in_order(facts, sources)]
    return {
        "version": VERSION,
        "mdmakg": __version__,
        "dataset": look.dataset,
        "base": BASE,
        "documents": _documents(facts, claims),
        "sources": {short_id(facts, source): _source(look, source) for source in sources},
        "glossary": glossary(look.ontology),
        "checks": _checks(look),
        "concepts": _concepts(facts),
        "sheet": sheet_row(styles),
        "nodes": [
            node_row(
                look.graph,
                node,
                box_row(box, label_of(node, look.graph.nodes[node]), styles),
                found.on.get(node, ()),
            )
            for node, box in boxes.items()
        ],
        "results": found.rows,
        "claims": claims,
        "outcomes": outcome_table(facts, sources),
        "studies": study_rows(facts, look.ontology, sources, numbers),
        "relays": relay_map(look.graph, numbers, boxes),
        "says": _says(look),
    }


def _boxes(look: Look) -> dict[str, Box]:
    """Collect the boxes of all along chains, and of what tables and the map name besides."""
    drawn = {
        name: at.box
        for _, sheet in sorted(look.sheets.items())
        for name, at in sheet.placed.items()
        if awaiting(name) is None
    }
    rest = {
        node: column_box(look.graph, node)
        for node in look.graph
        if node not in drawn and node_kind(look.graph.nodes[node]) in _NAMED
    }
    return dict(sorted({**drawn, **rest}.items()))


def _relayed_by(facts: Facts) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim in facts.instances(m.Claim):
        for earlier in facts.all(claim, m.relaysClaim):
            found[earlier].append(claim)
    return found


def _documents(facts: Facts, claims: Sequence[Row]) -> list[Row]:
    labels = {
        facts.one(source, m.shortId): facts.one(source, f.rdfs_label)
        for source in facts.instances(m.Source)
    }
    counted = Counter(str(claim["document"]) for claim in claims)
    return [
        {"id": document, "label": shown(labels.get(document, "")) or document, "claims": number}
        for document, number in counted.items()
    ]


def _source(look: Look, source: str) -> Row:
    facts = look.facts
    kind, state = facts.name(source, m.sourceKind), facts.name(source, m.publicationState)
    row: Row = {
        "label": shown(facts.one(source, f.rdfs_label)),
        "title": shown(facts.one(source, f.dcterms_title)),
        "kind": member_label(look.ontology, "source-kind", kind) if kind else "",
        "issued": facts.one(source, f.dcterms_issued)[:10],
        "state": member_label(look.ontology, "publication-state", state) if state else "",
        "extent": "record" if is_record(facts, source) else facts.name(source, m.extent),
        "authors": kind in AUTHORS,
    }
    return {key: value for key, value in row.items() if value}


def _checks(look: Look) -> Row:
    """Describe the checks of which a result is listed."""
    occurring = {result.check for result in look.report.results}
    return {
        rule.check: {
            "label": shown(rule.label),
            "says": shown(rule.advice),
            "severity": str(rule.severity),
        }
        for rule in look.report.rules
        if rule.check in occurring
    }


def _concepts(facts: Facts) -> Row:
    """Label what claims bear on, and of whom they speak."""
    things = {
        thing
        for claim in facts.instances(m.Claim)
        for thing in (*outcomes_of(facts, claim), claimed_population(facts, claim))
        if thing
    }
    return {
        short_id(facts, thing): shown(facts.one(thing, f.rdfs_label)) for thing in sorted(things)
    }


def _says(look: Look) -> Row:
    return {
        "unchecked": [shown(one) for one in unchecked(look.report.results, look.report.off)],
        "judgement": (
            "These verdicts hold for this corpus, whose SHA-256 is "
            f"{look.dataset}, and for what was read of its sources. Not found in what was read "
            "is not the same as not so."
        ),
        "notAdvice": "Nothing here is medical advice, and no document is ranked or scored.",
        "credits": list(_credits(look.facts)),
    }


def _credits(facts: Facts) -> Iterator[str]:
    """Give the notice, or else the licence, of each source that has one."""
    for source in facts.instances(m.Source):
        told = facts.one(source, m.attributionNotice) or facts.one(source, m.licence)
        if told:
            yield shown(f"{facts.one(source, f.rdfs_label)}: {told}")
