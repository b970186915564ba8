"""Outlines: what a document declares and refers to, as a person reads it there."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.model.corpus import DocumentFile
from mdmakg.read.document import to_document
from mdmakg.read.outline import outline
from mdmakg.read.yaml import parse_yaml

if TYPE_CHECKING:
    from mdmakg.model.outline import Outline, Piece

CURATION = "curation: {curator: Ann, coded: 2026-01-02}\n"
SOURCE = "kind: primary-report, funding: not-stated, interests: not-stated, extent: not-read"
LISTS = "lists: {arms: unknown, outcomes: unknown, time-points: unknown, populations: unknown}"

WORKS = f"""\
{CURATION}\
sources:
  one: {{label: One, {SOURCE}, cites: [two]}}
  two: {{label: Two, {SOURCE}, part-of: three, relays: [one]}}
  three: {{label: Three, {SOURCE}}}
studies:
  trial:
    label: A trial
    cohort: people
    follows-up: earlier
    registrations: [nct NCT00000001]
    from: {{work: one, how: own-page}}
    reports:
      sr1:
        source: two
        read: abstract
        from: {{work: two, how: own-page}}
        populations: [adults]
        arms:
          a1: {{label: Tea, role: investigational, intervention: tea}}
        {LISTS}
outcomes:
  sleep: {{label: sleep, construct: rest, broader: [wellbeing]}}
  wellbeing:
    reports:
      or1:
        source: one
        study: trial
        instrument: scale
        role: not-stated
        rated-by: not-stated
        from: {{work: one, how: own-page}}
results:
  r1:
    source: one
    study: trial
    gloss: It fell.
    outcomes: sleep
    between: [a1, page:a2]
    direction: improved
    measure: change
    level: group
    significance: not-stated
    from: {{work: one, how: own-page}}
"""


def outlined(text: str, name: str = "works") -> Outline:
    """Outline a document that is written here."""
    tree, wrong = parse_yaml(text, f"{name}.yaml")
    assert tree is not None, wrong
    document, mistyped = to_document(tree)
    assert document is not None, mistyped
    file = DocumentFile(name, f"{name}.yaml", document, tree.places, tree.lines)
    return outline(file, tree.value, sha256(text.encode()).hexdigest())


def bundled(name: str) -> Outline:
    """Outline a document that comes with mdmakg."""
    return outlined((folder("data") / f"{name}.yaml").read_text("utf-8"), name)


def piece(found: Outline, section: str, id_: str) -> Piece:
    """Give one entry of an outline."""
    return next(one for one in found.pieces if one.path == (section, id_))


def test_an_entry_tells_identity_from_reports() -> None:
    """What a study is by itself and what is reported of it are told apart."""
    trial = piece(outlined(WORKS), "studies", "trial")
    assert trial.identity == ("earlier", "one", "people")
    assert trial.reports == ("adults", "tea", "two")
    assert trial.locals == ("sr1", "a1")
    assert trial.links == ("cohort people", "registration nct:NCT00000001")


def test_an_entry_without_a_label_declares_nothing() -> None:
    """An outcome that only adds a report says so, and one with a label declares its id."""
    found = outlined(WORKS)
    assert not piece(found, "outcomes", "wellbeing").declares
    assert piece(found, "outcomes", "wellbeing").reports == ("one", "scale", "trial")
    assert piece(found, "outcomes", "sleep").declares
    assert piece(found, "outcomes", "sleep").identity == ("rest", "wellbeing")


def test_results_of_a_list_are_entries_with_local_ids() -> None:
    """A result of a list stands by itself; its id is no id elsewhere."""
    result = piece(outlined(WORKS), "results", "r1")
    assert result.identity == ("a1", "one", "page:a2", "sleep", "trial")
    assert result.locals == ("r1",)
    assert not result.declares


def test_speaking_are_those_that_are_named_as_speaking() -> None:
    """Sources of reports and results speak, and what something is part of; cited ones do not."""
    assert outlined(WORKS).speaking == ("one", "three", "two")
    silent = WORKS.partition("studies:")[0].replace("part-of: three, ", "")
    assert outlined(silent).speaking == ()


def test_a_list_says_nothing_itself() -> None:
    """A document in which something is accepted is looked at as one, and one without is not."""
    accepted = "accepted:\n  - {check: slot-open, of: page:c1, by: Ann, on: 2026-01-02, why: so}\n"
    assert outlined(WORKS).is_list
    found = outlined(WORKS + accepted)
    assert not found.is_list
    assert found.references == ("a1", "one", "page:a2", "page:c1", "sleep", "trial")
    assert [one for one in found.pieces if one.path[0] == "results"] == []


def test_lines_of_evidence_are_no_list() -> None:
    """A curator's file of lines says something itself, and needs what it leads to and from."""
    lines = 'evidence:\n  - {for: "page:c1", to: "table:r1", direction: supports}\n'
    found = outlined(CURATION + lines)
    assert not found.is_list
    assert found.references == ("page:c1", "table:r1")
    assert found.pieces == ()


def test_a_text_is_known_by_its_digest() -> None:
    """A document with a text is no list, and the outline has the text's name and SHA-256."""
    digest = "ab" * 32
    text = f"text: {{file: a.txt, sha256: {digest}, length: 9, sections: [], sentences: []}}\n"
    found = outlined(text + WORKS)
    assert found.text == ("a.txt", digest)
    assert not found.is_list


def test_who_speaks_first_in_a_text_is_spoken_of() -> None:
    """The voice of a text is the first source there or else one of the document's name."""
    text = f"text: {{file: a.txt, sha256: {'ab' * 32}, length: 9, sections: [], sentences: []}}\n"
    assert outlined(text + CURATION).references == ("works",)
    assert outlined(text + CURATION).speaking == ("works",)
    assert "one" in outlined(text + WORKS).references


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("label: sleep,", "label: Sleep,", {"reports"}),
        ("construct: rest", "construct: repose", {"reports"}),
        ("outcomes:\n", "\noutcomes:\n", {"reports", "digest"}),
        ("  sleep: {label", "  sleep:  {label", {"reports", "digest"}),
        ("sources:\n", "sources:   # works\n", {"reports", "digest", "whole"}),
        ("not-read}\nstudies:", "whole}\nstudies:", {"reports", "digest", "whole"}),
    ],
)
def test_digests_of_an_entry_change_with_what_they_are_of(
    before: str, after: str, same: set[str]
) -> None:
    """The digest with a value of the entry, the whole with its place too, neither with others."""
    was = piece(outlined(WORKS), "outcomes", "sleep")
    now = piece(outlined(WORKS.replace(before, after, 1)), "outcomes", "sleep")
    told = {n for n in ("reports", "digest", "whole") if getattr(was, n) == getattr(now, n)}
    assert told == same


def test_a_report_is_no_part_of_an_identity() -> None:
    """Where a report changes the whole does, and the identity that others speak of does not."""
    was = piece(outlined(WORKS), "studies", "trial")
    now = piece(outlined(WORKS.replace("label: Tea", "label: Green tea")), "studies", "trial")
    assert was.digest == now.digest
    assert was.whole != now.whole


def test_the_works_are_a_list() -> None:
    """Counted by hand: 13 sources, 8 studies, one intervention, 3 outcomes, 2 results."""
    found = bundled("works")
    sections = [one.path[0] for one in found.pieces]
    assert {section: sections.count(section) for section in sections} == {
        "sources": 13,
        "studies": 8,
        "interventions": 1,
        "outcomes": 3,
        "results": 2,
    }
    assert found.is_list
    assert found.text is None
    assert found.references == ()
    assert not piece(found, "interventions", "mdma-at").labelled
    assert piece(found, "studies", "mdd-trial").links == (
        "cohort kvam-mdd",
        "registration eudract:2021-000805-26",
    )
    assert piece(found, "studies", "mdd-trial").locals == ("sr1", "a1", "sr2", "sr3")
    assert piece(found, "studies", "oehen-2013-trial").identity == ("oehen-2013",)


def test_the_blog_is_no_list() -> None:
    """Read by hand: three sources, the first one its voice, which reports of a study elsewhere."""
    found = bundled("blog")
    assert not found.is_list
    assert found.first == "blog"
    assert found.text is not None
    assert found.text[0] == "004_e75cfdb77e47b753.txt"
    assert [one.id for one in found.pieces if one.path[0] == "sources"] == [
        "blog",
        "emerging-evidence",
        "existing-research",
    ]
    assert piece(found, "sources", "blog").identity == ("page",)
    study = piece(found, "studies", "mdd-followup")
    assert not study.labelled
    assert study.identity == ()
    assert study.reports == ("blog", "mdma-at", "moderate-severe-mdd", "page")
    assert study.locals == ("sr1", "a1")


def test_the_concepts_are_vocabulary_alone() -> None:
    """Read by hand: a remission is a kind of response, and its construct is said beside."""
    found = bundled("concepts")
    assert found.is_list
    assert found.speaking == ()
    assert piece(found, "outcomes", "remission").identity == ("response", "treatment-response")
    assert piece(found, "instruments", "madrs").identity == ("depression-severity",)
    assert piece(found, "interventions", "mdma-at").identity == ("mdma", "psychotherapy")
