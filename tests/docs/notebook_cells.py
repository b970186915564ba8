"""Running the cells of a notebook: ``python tests/docs/notebook_cells.py NOTEBOOK``.

Prints the notebook as JSON with the outputs that its cells give now, in the folder
where it is run. A cell that fails ends the run with its traceback.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from IPython.core.displayhook import DisplayHook
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ran", "run_again", "written"]

# What is stored of an output: what the documentation shows, and its plain form.
_KEPT = ("text/html", "image/svg+xml", "text/plain")


class _Unprinted(DisplayHook):
    """Leaves what a cell gives to whoever ran it."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: object, md_dict: object = None) -> None:
        pass

    def finish_displayhook(self) -> None:
        pass


def ran(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Run the cells of a notebook in their order; give it with what they put out."""
    shell: Any = InteractiveShell(  # type: ignore[no-untyped-call] # as IPython is
        config=Config({"HistoryManager": {"enabled": False}}), displayhook_class=_Unprinted
    )
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            outputs = _outputs(shell, cell)
            cells.append({**cell, "execution_count": None, "outputs": outputs})
        else:
            cells.append(dict(cell))
    return {**notebook, "cells": cells}


def _outputs(shell: Any, cell: Mapping[str, Any]) -> list[dict[str, Any]]:
    with redirect_stdout(io.StringIO()) as printed:
        done = shell.run_cell("".join(cell["source"]))
    if not done.success:
        raise SystemExit(f"cell {cell['id']}: {done.error_before_exec or done.error_in_exec!r}")
    told = printed.getvalue()
    outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(told)}] if told else []
    return [*outputs, *([] if done.result is None else [_result(shell, done.result)])]


def _result(shell: Any, value: object) -> dict[str, Any]:
    found, _ = shell.display_formatter.format(value)
    data = {kind: _lines(str(found[kind])) for kind in _KEPT if kind in found}
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}


def _lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True)


def written(notebook: Mapping[str, Any]) -> str:
    """Write a notebook as its editors do, so that differences stay small."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def run_again(notebook: Path, folder: Path) -> str:
    """Run a notebook in a folder, by a Python of its own, and give it with its outputs.

    Errors: ``AssertionError`` with what a cell that fails says.
    """
    with TemporaryDirectory() as settings:
        run = subprocess.run(  # noqa: S603 - our own program and our own notebook
            [sys.executable, __file__, notebook],
            cwd=folder,
            env={**os.environ, "IPYTHONDIR": settings},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
    assert run.returncode == 0, run.stderr
    return run.stdout


if __name__ == "__main__":
    told = written(ran(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
    sys.stdout.buffer.write(told.encode())
