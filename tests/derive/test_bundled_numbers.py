"""What is derived of the numbers of the bundled corpus, against what a person worked out."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

from mdmakg.bundle import folder
from mdmakg.derive.behind import stand_behind
from mdmakg.derive.result import derive_results
from mdmakg.derive.safety import derive_safety
from mdmakg.derive.size import derive_sizes
from mdmakg.encode.dataset import encode_corpus
from mdmakg.graph.facts import Facts, local_name
from mdmakg.read.corpus import read_corpus
from mdmakg.vocab.mdmakg import BASE
from mdmakg.vocab.term import term_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdmakg.vocab.term import Quad

WITHOUT_SCIPY = """
import sys
from pathlib import Path
from mdmakg.build.build import check_corpus
check_corpus(Path(sys.argv[1]))
print("scipy" in sys.modules)
"""


@cache
def facts() -> Facts:
    """Read and encode the bundled corpus."""
    return Facts.of(encode_corpus(read_corpus(folder("data"))).quads())


def found(quads: Iterable[Quad]) -> set[tuple[str, str, str]]:
    """Give derived facts: what of, which, and the value."""
    return {
        (term_text(subject).removeprefix(BASE), local_name(term_text(p)), term_text(value))
        for subject, p, value, _ in quads
    }


def test_one_interval_does_not_fit_and_the_other_does() -> None:
    """-19.3 (2.4): 1.96 x 2.35 = 4.606 above 4.55. -11.7 (2.2): 1.96 x 2.15 = 4.214 below 4.25."""
    (only,) = found(derive_results(facts()))
    subject, predicate, says = only
    assert (subject, predicate) == ("result/works/r1", "unfittingInterval")
    assert "1.96 times 2.35 = 4.606" in says
    assert "at most 4.55" in says


def test_no_p_is_recomputed() -> None:
    """No result names a z or a t: the p of 0.001 among twelve is that of a rank test."""
    assert "recomputedP" not in {predicate for _, predicate, _ in found(derive_results(facts()))}


def test_twelve_are_told_where_twelve_were_read() -> None:
    """Who completed, who attended and who was enrolled: each is a twelve, and none disagrees."""
    sizes = found(derive_sizes(stand_behind(facts())))
    told = {subject for subject, predicate, _ in sizes if predicate == "participantsTold"}
    assert told == {"claim/page/c1", "claim/page/c13", "claim/page/c16", "claim/blog/c45"}
    assert {value for _, predicate, value in sizes if predicate == "sizeAgrees"} == {"true"}


def test_claims_of_safety_rest_on_twelve_and_no_count() -> None:
    """All that is told of safety rests on one cohort, of which only group results were read."""
    safety = found(derive_safety(stand_behind(facts())))
    about = {subject for subject, _, _ in safety}
    assert about == {"claim/page/c35", "claim/blog/c59", "claim/blog/c145"}
    assert {v for _, p, v in safety if p == "safetyParticipants"} == {"12"}
    (bound,) = {v for _, p, v in safety if p == "safetyBound"}
    assert "no bound can be given" in bound


def test_checking_the_corpus_loads_no_scipy() -> None:
    """No result counts events or has degrees of freedom: nobody waits for scipy."""
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", WITHOUT_SCIPY, str(folder("data"))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
