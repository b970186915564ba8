"""Every command that a page shows is typed, and prints what the page says it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shown import Command, Edit, steps
from typing_pages import carry_out, try_page

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = sorted([CHECKOUT / "README.md", *(CHECKOUT / "docs").rglob("*.md")])
RUN = [page for page in PAGES if any(isinstance(step, Command) for step in steps(page))]


def faults(done: Sequence[tuple[Command, list[str], str]]) -> list[str]:
    """Give what is wrong with the commands of a page."""
    return [fault for _, _, fault in done if fault]


def test_pages_show_commands() -> None:
    """There are pages to try: none would be no proof."""
    assert len(RUN) > 10


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_what_a_page_shows_happens(page: Path, tmp_path: Path) -> None:
    """Each command ends as the page shows and prints what the page shows, in its order."""
    found = faults(try_page(page, tmp_path))
    assert not found, "\n".join(["mend with: python tests/docs/mend.py", *found])


def test_a_wrong_page_is_noticed(tmp_path: Path) -> None:
    """A command that fails, or prints something else than shown, is named with its line."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo one\ntwo\n$ false\n$ (exit 3)\n$ echo $?\n3\n$ echo ok\nok\n```\n"
    )
    found = faults(try_page(page, tmp_path))
    assert [fault.partition("\n")[0] for fault in found] == ["line 2: echo one", "line 4: false"]


def test_an_edit_needs_its_place(tmp_path: Path) -> None:
    """A change whose old lines do not stand in the file is an error, not a silence."""
    (tmp_path / "a.txt").write_text("a: 1\n")
    carry_out(Edit(1, "a.txt", "a: 1\n", "a: 2\n"), tmp_path)
    assert (tmp_path / "a.txt").read_text() == "a: 2\n"
    with pytest.raises(AssertionError, match="0 times"):
        carry_out(Edit(1, "a.txt", "a: 1\n", "a: 2\n"), tmp_path)
