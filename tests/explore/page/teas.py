"""An invented corpus of two studies of tea, with no claim: what an import leaves, in small."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TEAS", "write_teas"]

TEAS = """\
curation: {curator: Bo, coded: 2031-01-02}
sources:
  article:
    label: Article on teas
    kind: primary-report
    funding: not-stated
    interests: not-stated
    extent: not-read
    from: {work: article, how: secondary}
  record:
    label: Record of the tea trial
    kind: registry-record
    funding: not-stated
    interests: not-stated
    extent: not-read
    from: {work: record, how: record, locator: row 1}
  review:
    label: Review of teas
    kind: review
    funding: not-stated
    interests: not-stated
    extent: not-read
    from: {work: review, how: secondary}
    risk-of-bias:
      - of: article
        study: teas
        tool: RoB 2
        domain: randomisation
        judgement: low
        from: {work: review, how: secondary}
      - of: article
        study: teas
        tool: RoB 2
        domain: overall
        judgement: some-concerns
        from: {work: review, how: secondary}
      - of: record
        domain: overall
        judgement: high
        from: {work: review, how: secondary}
studies:
  teas:
    label: Trial of two teas
    registrations: [nct NCT99999999, eudract 2031-000123-45]
    cohort: drinkers
    from: {work: article, how: secondary}
    reports:
      sr1:
        source: article
        read: secondary
        from: {work: article, how: secondary}
        design: [randomised, parallel-groups]
        sizes: {enrolled: 40, analysed: 38}
        populations: [thirst]
        arms:
          a1: {label: Water, role: comparator, intervention: water, size: 20}
          a2:
            label: Mint tea
            role: investigational
            intervention: mint
            size: 20
            dose: 200 mL
            completed: 18
        lists: {arms: partial, outcomes: unknown, time-points: unknown, populations: unknown}
      sr2:
        source: record
        read: registry
        from: {work: record, how: record, locator: row 1}
        sponsor: The Kettle Trust
        started: 2030-02
        lists: {arms: unknown, outcomes: unknown, time-points: unknown, populations: unknown}
  later-teas:
    label: A year after the two teas
    follows-up: teas
    cohort: drinkers
    from: {work: article, how: secondary}
  other-teas:
    label: Other people and tea
    cohort: drinkers
    from: {work: article, how: secondary}
interventions:
  mint: {label: mint tea, parts: [leaf]}
  water: {label: water, parts: [leaf]}
concepts:
  leaf: {label: leaf, kind: substance}
  thirst: {label: people who thirst, kind: population}
instruments:
  sip: {label: Scale of Inner Peace, abbreviation: SIP}
outcomes:
  calm:
    label: calm
    reports:
      or1:
        source: article
        study: teas
        instrument: sip
        role: primary
        rated-by: participant
        from: {work: article, how: secondary}
  scald: {label: scald, harm: yes}
results:
  r1:
    source: article
    study: teas
    gloss: Who drank mint tea was calmer after eight weeks.
    outcomes: calm
    instrument: sip
    between: [a2, a1]
    time:
      - {order: after, event: baseline, by: 8 wk}
      - {order: after, event: last-dose, by: 1 d}
    time-frame: Week 8
    primary-instrument: yes
    primary-time-point: no
    rated-by: participant
    mean-age: 41.5 a
    women: 60 %
    direction: improved
    measure: mean-difference
    level: group
    estimate: "-2.123456"
    standard-error: "0.54321"
    interval: -3.2 to -1.1
    interval-level: 95 %
    p: "< 0.001"
    significance: significant
    figures:
      - {arm: a1, n: 20, mean: "7.7654321", standard-deviation: 2}
      - {arm: a2, n: 18, mean: "5.6", baseline-mean: "8.1", dose: 200 mL}
    from: {work: article, how: secondary}
  r2:
    source: record
    study: teas
    gloss: Participants with a scald.
    outcomes: scald
    serious: no
    measure: count
    level: group
    significance: not-stated
    figures:
      - {arm: a2, events: 3, of: 20}
      - {arm: a1, events: 0, of: 20}
    from: {work: record, how: record, locator: row 2}
  r3:
    source: article
    study: teas
    gloss: Calm from the start to the end of treatment.
    outcomes: calm
    change: {from: baseline, to: post-treatment}
    mean-age: 42 a
    measure: not-stated
    level: group
    interval: ">= -8"
    significance: not-stated
    events: 5
    of: 38
    from: {work: article, how: secondary}
"""
"""Three studies of the same people; of the first, two reports, three judgements, three results."""


def write_teas(folder: Path) -> Path:
    """Write the corpus into a folder; give the folder."""
    folder.mkdir(exist_ok=True)
    (folder / "tea.yaml").write_text(TEAS, "utf-8")
    return folder
