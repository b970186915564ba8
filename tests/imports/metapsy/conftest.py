"""Tables to import: the one beside the checkout, and small ones of an invented trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "metapsy-ptsd-mdmactr"


@pytest.fixture(scope="session")
def table_dir(checkout: Path) -> Path:
    """Find the folder of the effect-size table, or skip: the project does not carry it."""
    place = checkout.parent / "shared" / "evidence" / TABLE
    if not (place / "data.csv").is_file():
        pytest.skip(f"there is no {place}, which has the table of effect sizes")
    return place
