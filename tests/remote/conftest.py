"""Real stores that the tests of a run share: each test has graphs of its own in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from real_stores import PASSWORD, oxigraph_server, virtuoso_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from real_stores import RealStore


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStore]:
    """Run the Oxigraph server."""
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as store:
        yield store


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealStore]:
    """Run Virtuoso; skip where there is none, but never where all must run."""
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as store:
        yield store


@pytest.fixture
def as_dba(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program know who may write into Virtuoso."""
    monkeypatch.setenv("MDMAKG_USER", "dba")
    monkeypatch.setenv("MDMAKG_PASSWORD", PASSWORD)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test without secrets and proxies of whoever runs the tests."""
    for name in ("MDMAKG_USER", "MDMAKG_PASSWORD", "MDMAKG_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
