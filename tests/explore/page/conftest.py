"""The bundled corpus, checked once, and its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from looks import look_of

from mdmakg.build.build import check_corpus
from mdmakg.bundle import folder
from mdmakg.explore.page.assemble import assemble
from mdmakg.explore.page.corpus import corpus_of

if TYPE_CHECKING:
    from mdmakg.build.build import Checked
    from mdmakg.explore.page.look import Look


@pytest.fixture(scope="session")
def bundled() -> Checked:
    """Check the bundled corpus, to be read only."""
    return check_corpus(folder("data"))


@pytest.fixture(scope="session")
def look(bundled: Checked) -> Look:
    """Lay the bundled corpus out."""
    return look_of(bundled)


@pytest.fixture(scope="session")
def corpus(look: Look) -> Any:
    """Collect the data of the bundled corpus, to be read only."""
    return corpus_of(look)


@pytest.fixture(scope="session")
def page(corpus: Any) -> bytes:
    """Put the page of the bundled corpus together."""
    return assemble(corpus)
