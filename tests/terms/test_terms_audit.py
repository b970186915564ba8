"""The audit: each thing that can be wrong is found, at its place, and what is right is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from given import corpus, rows, terms

from mdmakg.bundle import folder
from mdmakg.model.check import Severity
from mdmakg.read.corpus import read_corpus
from mdmakg.terms.examine import examine
from mdmakg.terms.finding import Code
from mdmakg.terms.hanging import claims_by_thing
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from mdmakg.terms.finding import Finding

LAMP = folder("shapes") / "faults" / "lamp.yaml"
SOUND = ("SLEEP:1|nap", "SLEEP:2|long nap", "REST:1|rest")


def found(place: Path, mappings: str, recorded: str = "") -> list[Finding]:
    """Audit a corpus with these mappings; ours are sound, so that all is of the corpus."""
    place = corpus(place / "corpus", mappings, recorded)
    return list(examine(place, place).audit.findings)


def test_nothing_is_wrong_with_what_is_right(tmp_path: Path) -> None:
    """An exact and a close match, each by its label, to terms that are recorded."""
    told = rows("concept:nap exactMatch SLEEP:1 nap", "concept:rest closeMatch REST:1 rest")
    assert found(tmp_path, told, terms(*SOUND)) == []


@pytest.mark.parametrize(
    ("mapping", "recorded", "code", "severity"),
    [
        ("exactMatch SLEEP:9 nap", SOUND, Code.UNKNOWN, Severity.VIOLATION),
        ("exactMatch SLEEP:1 doze", SOUND, Code.LABEL, Severity.VIOLATION),
        ("exactMatch SLEEP:1 nap", ("SLEEP:1|nap|obsolete",), Code.OBSOLETE, Severity.VIOLATION),
        ("exactMatch SLEEP:1 nap", ("SLEEP:1|nap|disputed",), Code.DISPUTED, Severity.WARNING),
        ("exactMatch SLEEP:1 nap", ("SLEEP:1|nap||secondary",), Code.SECONDARY, Severity.VIOLATION),
    ],
)
def test_a_term_that_is_not_as_it_should_be(
    tmp_path: Path, mapping: str, recorded: tuple[str, ...], code: Code, severity: Severity
) -> None:
    """It is found where the mapping names the term, with the thing that is mapped to it."""
    (one,) = found(tmp_path, rows(f"concept:nap {mapping}"), terms(*recorded))
    assert (one.code, one.severity, one.things) == (code, severity, ("concept:nap",))
    assert (one.place.line, one.place.column) == (8, len("concept:nap\t\tskos:exactMatch\t") + 1)


def test_what_took_its_place_is_told(tmp_path: Path) -> None:
    """Of a withdrawn term, the identifier that replaced it."""
    told = found(
        tmp_path, rows("concept:nap closeMatch SLEEP:1"), terms("SLEEP:1|nap|obsolete||SLEEP:2")
    )
    assert [one.message for one in told] == ["SLEEP:1 is obsolete; SLEEP:2 took its place"]


def test_a_secondary_term_may_be_close(tmp_path: Path) -> None:
    """What was not read in its own file is no exact match, and may be a close one."""
    told = rows("concept:nap closeMatch SLEEP:1 nap")
    assert found(tmp_path, told, terms("SLEEP:1|nap||secondary")) == []


def test_two_exact_matches_in_one_vocabulary(tmp_path: Path) -> None:
    """One thing cannot be two terms of one vocabulary."""
    told = rows("concept:nap exactMatch SLEEP:1", "concept:nap exactMatch SLEEP:2")
    assert [one.code for one in found(tmp_path, told, terms(*SOUND))] == [Code.TWO_EXACT]


def test_two_things_that_are_one_term(tmp_path: Path) -> None:
    """Two things of the corpus cannot both be one term: then they are one thing."""
    told = rows("concept:nap exactMatch SLEEP:1", "concept:rest exactMatch SLEEP:1")
    assert [one.code for one in found(tmp_path, told, terms(*SOUND))] == [Code.SHARED_EXACT]


def test_what_is_exact_by_a_detour_is_not_broader(tmp_path: Path) -> None:
    """Nap is REST:1, rest is REST:1 and SLEEP:1: so nap is SLEEP:1 and it is not broader."""
    told = rows(
        "concept:nap exactMatch REST:1",
        "concept:rest exactMatch REST:1",
        "concept:rest exactMatch SLEEP:1",
        "concept:nap broadMatch SLEEP:1",
    )
    codes = [one.code for one in found(tmp_path, told, terms(*SOUND))]
    assert sorted(codes) == sorted([Code.SHARED_EXACT, Code.CONTRADICTION])


def test_two_terms_that_are_one_by_a_detour(tmp_path: Path) -> None:
    """SLEEP:1 and SLEEP:2 cannot be one, which two things that share REST:1 say they are."""
    told = rows(
        "concept:nap exactMatch REST:1",
        "concept:nap exactMatch SLEEP:1",
        "concept:rest exactMatch REST:1",
        "concept:rest exactMatch SLEEP:2",
    )
    codes = [one.code for one in found(tmp_path, told, terms(*SOUND))]
    assert sorted(codes) == sorted([Code.SHARED_EXACT, Code.CONTRADICTION])


@pytest.mark.parametrize(
    ("prefix", "space"),
    [
        ("mp", "http://purl.org/mp/"),
        ("BCIO", "https://w3id.org/BCI-ontology#"),
        ("Mondo", "https://example.org/mondo/"),
    ],
)
def test_a_prefix_that_stands_for_two_things(tmp_path: Path, prefix: str, space: str) -> None:
    """The prefix mp is of mice elsewhere, BCIO has two IRIs, and case is no difference."""
    told = rows().replace("#mapping_set_id", f'#  {prefix}: "{space}"\n#mapping_set_id')
    (one,) = found(tmp_path, told)
    assert (one.code, one.severity) == (Code.PREFIX, Severity.WARNING)
    assert (one.place.line, one.place.column) == (5, 4)
    assert space in one.message


def test_a_mapping_of_nothing(tmp_path: Path) -> None:
    """A subject that the corpus has not, and one that it calls something else."""
    told = rows("concept:doze closeMatch SLEEP:1", "concept:nap closeMatch SLEEP:1")
    told = told.replace("concept:nap\t\t", "concept:nap\tsnooze\t")
    codes = [one.code for one in found(tmp_path, told, terms(*SOUND))]
    assert codes == [Code.NO_SUCH_THING, Code.SUBJECT_LABEL]


def test_our_mappings_are_said_of_things_that_are_called_the_same(tmp_path: Path) -> None:
    """Another corpus may mean something else by ``mdma``: then it has none of our mappings."""
    folder = corpus(tmp_path)
    same = "  mdma: {label: MDMA, kind: substance}\n"
    (folder / "more.yaml").write_text(
        f"curation: {{curator: A, coded: 2031-02-03}}\nconcepts:\n{same}"
    )
    with_ours = examine(folder, folder).audit.mappings
    other = same.replace("label: MDMA", "label: a trade fair")
    (folder / "more.yaml").write_text(
        f"curation: {{curator: A, coded: 2031-02-03}}\nconcepts:\n{other}"
    )
    assert with_ours - examine(folder, folder).audit.mappings == 3  # CHEBI, NCIT, PubChem


def test_claims_that_hang_on_a_thing() -> None:
    """The bundled each claim that rests on a result.

    data/blog.yaml names it as the object of one proposition; data/page.yaml has claims on
    the result r1, which is of depression-severity, and c4 is one of them.
    """
    claims = claims_by_thing(read_corpus(folder("data")))
    hanging = claims[f"{BASE}concept/amygdala-dampening"]
    assert len(hanging) == 1
    assert hanging[0].startswith("blog:")


def test_a_claim_hangs_on_what_its_result_is_of(tmp_path: Path) -> None:
    """A line to a result leads to the outcome and the instrument that the result names."""
    path = corpus(tmp_path) / "lamp.yaml"
    path.write_text(LAMP.read_text("utf-8"), "utf-8")
    claims = claims_by_thing(read_corpus(path.parent))
    assert "lamp:c1" in claims[f"{BASE}instrument/sleep-scale"]  # which no proposition names


def test_a_term_without_an_iri_is_known_by_its_identifier(tmp_path: Path) -> None:
    """Of some terms no IRI was verified: they stand in the list, and are found there."""
    listed = terms("SLEEP:1|nap").replace("https://example.org/SLEEP_1", "")
    assert found(tmp_path, rows("concept:nap closeMatch SLEEP:1 nap"), listed) == []
    (unknown,) = found(tmp_path, rows("concept:nap closeMatch SLEEP:2"), listed)
    assert unknown.code is Code.UNKNOWN
