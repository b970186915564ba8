"""The notebook of the documentation shows what its cells give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from notebook_cells import run_again, written
from typing_pages import made

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"


def test_cells_give_what_is_stored() -> None:
    """Run beside a build of the bundled corpus, the notebook has the outputs that it stores."""
    again = run_again(NOTEBOOK, made("build"))
    assert again == NOTEBOOK.read_text("utf-8"), (
        "mend with: python tests/docs/mend.py docs/notebook.ipynb"
    )


def test_it_runs_in_its_own_folder_too(tmp_path: Path) -> None:
    """Where a notebook's own folder is beside the build, as Jupyter runs it, it gives the same."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "build").symlink_to(made("build") / "build")
    assert run_again(NOTEBOOK, tmp_path / "docs") == NOTEBOOK.read_text("utf-8")


def test_it_shows_each_thing_that_draws_itself() -> None:
    """Claims, a claim, a chain, an answer and a report each have their output: one is a picture."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    (shown,) = zip(*([set(out["data"]) for out in cell["outputs"]] for cell in code), strict=True)
    assert len(shown) == 5
    assert sum("text/html" in kinds for kinds in shown) == 4
    assert sum("image/svg+xml" in kinds for kinds in shown) == 1


def notebook_of(folder: Path, code: str) -> Path:
    """Write a notebook of one cell."""
    cell = {
        "cell_type": "code", "id": "only", "metadata": {}, "source": [code],
        "execution_count": 7, "outputs": [],
    }  # fmt: skip
    path = folder / "one.ipynb"
    path.write_text(written({"cells": [cell], "nbformat": 4}), "utf-8")
    return path


def test_a_cell_that_gives_something_else_is_noticed(tmp_path: Path) -> None:
    """What a cell prints and what it gives is stored, however it was numbered before."""
    (cell,) = json.loads(run_again(notebook_of(tmp_path, "print(1)\n1 + 1"), tmp_path))["cells"]
    printed, given = cell["outputs"]
    assert printed["text"] == ["1\n"]
    assert given["data"] == {"text/plain": ["2"]}
    assert cell["execution_count"] is None


def test_a_cell_that_fails_is_noticed(tmp_path: Path) -> None:
    """A cell that fails ends the run with its name and the error."""
    with pytest.raises(AssertionError, match=r"cell only: ZeroDivisionError"):
        run_again(notebook_of(tmp_path, "1 / 0"), tmp_path)
