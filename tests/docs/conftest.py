"""What the tests of the documentation share: one build of the bundled corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typing_pages import typed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled corpus once, without the texts, as ``make build`` does."""
    folder = tmp_path_factory.mktemp("bundled")
    typed(["mdmakg build --quiet"], folder)
    assert (folder / "build" / "manifest.json").exists()
    return folder / "build"
