"""What tests share: where the checkout is, what git tracks in it, where the documents are."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

CHECKOUT = Path(__file__).resolve().parent.parent

# The same examples on every run: a red test is red for whoever repeats it.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci")

MEASURED = 50
EVERY = 10


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure the coverage of a table's first rows, and of every tenth of the others.

    Being measured takes as long again as the test, and the rows run the same lines: one
    that only an unmeasured row runs counts as not covered.
    """
    rows: Counter[str] = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if rows[test] >= MEASURED and rows[test] % EVERY:
            item.add_marker(pytest.mark.no_cover)
        rows[test] += 1


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Give the top of the checkout, where pyproject.toml stands."""
    return CHECKOUT


@pytest.fixture(scope="session")
def tracked_files() -> tuple[Path, ...]:
    """List the files that git tracks and that are there, as whole paths, sorted."""
    git = shutil.which("git")
    if git is None or not (CHECKOUT / ".git").exists():
        pytest.skip("needs git and a clone: what is tracked cannot be listed here")
    listing = subprocess.run(  # noqa: S603 - a fixed command, found on the path above
        [git, "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = (CHECKOUT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


@pytest.fixture(scope="session")
def documents_dir() -> Path:
    """Find the folder with the two documents, or skip: the project does not carry them."""
    named = os.environ.get("MDMAKG_DOCUMENTS")
    place = Path(named) if named else CHECKOUT.parent / "shared" / "documents"
    if not any(place.glob("*.txt")):
        pytest.skip(f"the two documents are not in {place}: set MDMAKG_DOCUMENTS to their folder")
    return place


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example corpus and build it beside, both to be read only."""
    from mdmakg.build.build import build, check_corpus
    from mdmakg.build.example import make_example

    place = tmp_path_factory.mktemp("demo")
    make_example(place / "data")
    build(check_corpus(place / "data", texts=place / "data" / "texts"), place / "build")
    return place


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def in_demo(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the example corpus and its build are."""
    monkeypatch.chdir(demo)
    return demo
