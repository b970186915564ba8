"""The table of causal strength: what each wording weighs, and what a table may not lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.derive.strength import StrengthTable, read_strengths
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "relation\tkind\thedge\tstrength\n"
LAST = "*\t*\t*\t0\n"


@pytest.fixture(scope="module")
def bundled() -> StrengthTable:
    """Give the table that travels with the program."""
    return read_strengths(folder("shapes") / "causal-strength.tsv")


@pytest.mark.parametrize(
    ("relation", "kind", "hedge", "strength"),
    [
        ("changes", "finding", "none", 0),  # sleep was better afterwards
        ("does-not-change", "finding", "none", 0),
        ("is-associated-with", "safety", "none", 1),  # the lamp goes with few headaches
        ("is-associated-with", "efficacy", "none", 1),
        ("is-manifestation-of", "aetiology", "none", 1),
        ("is-suited-to", "suitability", "none", 1),
        ("changes", "efficacy", "possible", 2),  # the lamp may better sleep
        ("changes", "efficacy", "preliminary", 2),
        ("is-suited-to", "efficacy", "probable", 2),
        ("acts-through", "mechanism", "possible", 2),
        ("changes", "efficacy", "none", 3),  # the lamp betters sleep
        ("is-suited-to", "efficacy", "none", 3),
        ("does-not-change", "efficacy", "none", 3),  # the lamp keeps sleep as good as it got
        ("acts-through", "mechanism", "none", 3),
        ("causes", "finding", "none", 3),
        ("is-better-than", "comparison", "none", 3),
        ("changes", "mechanism", "none", 3),
        ("causes", "opinion", "none", 0),
        ("changes", "limit", "none", 0),
        ("is-a", "mechanism", "none", 0),
        ("consists-of", "practice", "none", 0),
        ("has-frequency", "burden", "none", 0),
    ],
)
def test_wordings_weigh_what_the_scale_says(
    bundled: StrengthTable, relation: str, kind: str, hedge: str, strength: int
) -> None:
    """0 no relation, 1 association, 2 conditional cause, 3 cause (Yu, Li and Wang 2019)."""
    assert bundled.strength(relation, kind, hedge) == strength


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        ("", 1, 1, "the columns are relation, kind, hedge, strength"),
        ("relation\tkind\tstrength\n" + LAST, 1, 1, "the columns are"),
        (HEAD, 1, 1, "a claim could fall through"),
        (HEAD + "causes\t*\t*\t3\n", 2, 1, "a claim could fall through"),
        (HEAD + "*\t*\tnone\t3\n", 2, 1, "a claim could fall through"),
        (HEAD + "heals\t*\t*\t3\n" + LAST, 2, 1, "relation 'heals' is none of"),
        (HEAD + "causes\tdream\t*\t3\n" + LAST, 2, 8, "kind 'dream' is none of"),
        (HEAD + "causes\t*\tsure\t3\n" + LAST, 2, 10, "hedge 'sure' is none of"),
        (HEAD + "causes\t*\tnone\t4\n" + LAST, 2, 15, "strength '4' is none of 0, 1, 2, 3"),
        (HEAD + "causes\t*\t3\n" + LAST, 2, 1, "a row has 4 columns"),
        (HEAD + LAST + "causes\t*\t*\t3\n", 3, 1, "a row above it always decides"),
        (HEAD + "causes\t*\t*\t3\ncauses\t*\tnone\t2\n" + LAST, 3, 1, "a row above it"),
    ],
)
def test_a_faulty_table_is_refused_at_its_line(
    tmp_path: Path, content: str, line: int, column: int, says: str
) -> None:
    """A gap, an unknown word or a row that can never decide."""
    path = tmp_path / "causal-strength.tsv"
    path.write_text("# how strongly\n\n" + content, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_strengths(path)
    found = [fault for fault in refused.value.faults if says in fault.message]
    lines = line + 2 if content else 1
    assert [(f.place.file, f.place.line, f.place.column) for f in found] == [
        ("shapes/causal-strength.tsv", lines, column)
    ]


def test_comments_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    """A remark between rows changes nothing."""
    path = tmp_path / "causal-strength.tsv"
    path.write_text(f"# head\n{HEAD}\n# causes\t*\t*\t3\n{LAST}", encoding="utf-8")
    assert read_strengths(path) == StrengthTable((("*", "*", "*", "0"),))
