"""The page of this release, with its files: ``python -m mdmakg.explore.ontology FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from mdmakg.beside import write_beside
from mdmakg.bundle import folder
from mdmakg.errors import MdmakgError
from mdmakg.explore.ontology.page import ontology_page
from mdmakg.explore.ontology.release import earlier_release, read_release
from mdmakg.explore.ontology.tables import FILES

__all__ = ["write_page"]


def write_page(out: Path, earlier: Path | None = None) -> Path:
    """Write the page and the files to which it leads; give the page's own place.

    ``earlier`` is the folder ``ontology`` of a release before, to tell what has changed.

    Errors: InputError for files that cannot be read; OSError where nothing can be written.
    """
    ontology = folder("ontology")
    before = earlier_release(earlier) if earlier is not None else None
    page = ontology_page(read_release(ontology, folder("shapes"), before))
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        write_beside(out / name, (ontology / name).read_bytes())
    write_beside(out / "index.html", page)
    return out / "index.html"


def main(arguments: list[str]) -> int:
    """Write into the folder named first; tell what has changed since the one named second."""
    if len(arguments) not in {1, 2} or arguments[0].startswith("-"):
        sys.stderr.write("usage: python -m mdmakg.explore.ontology FOLDER [EARLIER-ONTOLOGY]\n")
        return 2
    try:
        write_page(*map(Path, arguments))
    except MdmakgError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
