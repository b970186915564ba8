"""Decision tables are read strictly: each flaw is refused before any claim is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdmakg.bundle import folder
from mdmakg.check.decision import Row, Word, read_table
from mdmakg.check.rules import Rules, check_files, read_rules
from mdmakg.check.standing import FINDS, WORDS
from mdmakg.errors import InputError, UsageError
from mdmakg.model.assessment import Fidelity, Support

if TYPE_CHECKING:
    from pathlib import Path

CODES = frozenset({"hedge-dropped", "scope-widened"})
HEAD = "support\twhen\tbecause"
LAST = "supported\t*\tthe evidence read carries it"


def table(place: Path, *lines: str) -> Path:
    """Write a table."""
    path = place / "support.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def faults(path: Path) -> list[tuple[int, int, str]]:
    """Read a table that is refused: line, column and message of each fault."""
    with pytest.raises(InputError) as refused:
        read_table(path, Support, CODES)
    return [(f.place.line, f.place.column, f.message) for f in refused.value.faults]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Words keep their members and their denial; comments and blank lines are passed over."""
    row = "limited\t!kind:opinion warned:hedge-dropped|scope-widened\tit says less"
    path = table(tmp_path, HEAD, "# why", "", row, LAST)
    read = read_table(path, Support, CODES)
    assert read.rows == (
        Row(
            "limited",
            (
                Word("kind", ("opinion",), denied=True),
                Word("warned", ("hedge-dropped", "scope-widened")),
            ),
            "it says less",
        ),
        Row("supported", (Word("*"),), "the evidence read carries it"),
    )
    assert read.codes == CODES


@pytest.mark.parametrize(
    ("lines", "at", "says"),
    [
        (("support\twhen", LAST), (1, 1), "the columns are support, when, because"),
        ((HEAD, "limited\t!evidence"), (2, 1), "a row has three columns"),
        ((HEAD, "limited\t\tnothing", LAST), (2, 1), "a row has three columns"),
        ((HEAD, "suported\t!evidence\tx", LAST), (2, 1), "'suported' is none of supported"),
        ((HEAD, "limited\tno evidence!\tx", LAST), (2, 12), "no word of a table"),
        ((HEAD, "limited\tevidenced\tx", LAST), (2, 9), "'evidenced' is none of"),
        ((HEAD, "limited\tfailed:hedge-droped\tx", LAST), (2, 9), "no check has the code"),
        ((HEAD, "limited\tkind:opinions\tx", LAST), (2, 9), "kind has no 'opinions'"),
        ((HEAD, "limited\tkind\tx", LAST), (2, 9), "'kind' wants members"),
        ((HEAD, "limited\tevidence:here\tx", LAST), (2, 9), "evidence has no 'here'"),
        ((HEAD, "limited\t!evidence\tx"), (2, 1), "the last row holds always"),
        ((HEAD, "limited\tkind:*\tx", LAST), (2, 9), "kind has no '*'"),
        (
            (HEAD, "limited\tevidence !evidence\tx", LAST),
            (2, 9),
            "'evidence' cannot hold and not hold",
        ),
        ((HEAD, LAST, LAST), (3, 1), "the one in line 2 holds whenever it does"),
        (
            (HEAD, "limited\tkind:limit|opinion\tx", "disputed\tkind:limit evidence\tx", LAST),
            (3, 1),
            "the one in line 2 holds whenever it does",
        ),
        (
            (HEAD, "limited\t!kind:limit\tx", "disputed\t!kind:limit|opinion\tx", LAST),
            (3, 1),
            "the one in line 2 holds whenever it does",
        ),
        ((HEAD,), (1, 1), "the last row holds always"),
        ((), (1, 1), "the columns are support, when, because"),
    ],
)
def test_a_flaw_is_refused_at_its_place(
    tmp_path: Path, lines: tuple[str, ...], at: tuple[int, int], says: str
) -> None:
    """A gap, a row that nothing reaches, a name that there is not."""
    found = faults(table(tmp_path, *lines))
    assert (*at, True) in [(line, column, says in message) for line, column, message in found]


def test_rows_that_can_decide_are_not_refused(tmp_path: Path) -> None:
    """A narrower row before a wider one; the same words, one of them denied."""
    rows = (
        "limited\tkind:limit\tx",
        "disputed\tkind:limit|opinion\tx",
        "limited\t!kind:limit|opinion\tx",
        "disputed\t!kind:limit\tx",
        "limited\tevidence carried\tx",
        "disputed\tevidence !carried\tx",
    )
    assert len(read_table(table(tmp_path, HEAD, *rows, LAST), Support, CODES).rows) == 7


def test_every_word_finds_something_of_a_claim() -> None:
    """The words that a table may use are those that are looked up, no more and no less."""
    assert WORDS.keys() == FINDS.keys()


@pytest.mark.parametrize(("name", "values"), [("fidelity", Fidelity), ("support", Support)])
def test_the_tables_that_come_with_mdmakg_reach_every_verdict(
    name: str, values: type[Fidelity | Support]
) -> None:
    """Each verdict of the list has a row, and each check that moves a claim has a file."""
    codes = frozenset(path.stem for path in check_files(folder("shapes"))[1])
    read = read_table(folder("shapes") / f"{name}.tsv", values, codes)
    assert {row.value for row in read.rows} == set(values)
    assert read.codes <= codes


def test_rules_without_tables_assess_nothing(tmp_path: Path) -> None:
    """A folder of shapes alone is a folder of rules; so is one with both tables."""
    assert read_rules(Rules(shapes=tmp_path)).tables is None


def test_one_table_without_the_other_is_refused(tmp_path: Path) -> None:
    """Half a judgement is none."""
    (tmp_path / "support.tsv").write_text(f"{HEAD}\n{LAST}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"fidelity\.tsv"):
        read_rules(Rules(shapes=tmp_path))


def test_a_check_that_is_not_there_cannot_be_switched_off() -> None:
    """A misspelt code would leave the check on without a word."""
    with pytest.raises(UsageError, match="did you mean anchor-broken"):
        read_rules(Rules(off=frozenset({"anchor-brokn"})))
