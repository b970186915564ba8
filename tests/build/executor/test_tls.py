"""TLS: the page's own commands make certificates and start a cluster that asks for them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING

import dask
import distributed  # noqa: F401 - before its settings are changed, which it would make anew
import pytest
from separate_cluster import HERE, QUIET, running
from worker_tasks import digest

from mdmakg.build.executor.choice import open_executor
from mdmakg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PAGE = HERE.parents[2] / "docs" / "cluster.md"
CONTENTS = [str(number).encode() for number in range(20)]
SOON = {"distributed.comm.timeouts.connect": "2s"}


def blocks() -> tuple[str, ...]:
    """Give the commands of the page's part on TLS, block by block."""
    part = PAGE.read_text().partition("\n## With TLS\n")[2].partition("\n## ")[0]
    return tuple(re.findall(r"^```sh\n(.*?)^```$", part, re.M | re.S))


def make_certificates(folder: Path) -> None:
    """Do what the page says about certificates."""
    if shutil.which("openssl") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("openssl is not installed, which .ci/run installs")
        pytest.skip("needs openssl to make certificates")
    subprocess.run(  # noqa: S603 - the page's own commands
        ["/bin/sh", "-e", "-c", blocks()[0]], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the certificates of a cluster."""
    made = tmp_path_factory.mktemp("certificates")
    make_certificates(made)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Start the page's scheduler and worker, on the loopback and a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    lines = blocks()[1].replace("HOST", "127.0.0.1").replace("8786", port).splitlines()
    with ExitStack() as stack:
        for line in lines:
            name, *told = shlex.split(line)
            assert name == "dask"
            here = () if told[0] == "scheduler" else ("--host", "127.0.0.1", "--no-nanny")
            stack.enter_context(running(*told, *here, *QUIET, cwd=folder))
        yield f"tls://127.0.0.1:{port}"


def settings(folder: Path) -> Mapping[str, str]:
    """Read the variables of the page as settings of Dask."""
    named = re.findall(r"^export DASK_(\w+)=(\S+)$", blocks()[2], re.M)
    return {
        name.lower().replace("__", ".").replace("_", "-"): str(folder / file)
        for name, file in named
    }


def test_a_cluster_with_certificates(folder: Path, address: str) -> None:
    """Who has one of the cluster's certificates has it work, without a note."""
    notes: list[str] = []
    with (
        dask.config.set(settings(folder)),
        open_executor(cluster=address, note=notes.append) as executor,
    ):
        assert sorted(executor.run(digest, CONTENTS)) == sorted(map(digest, CONTENTS))
    assert notes == []


def test_without_a_certificate_there_is_no_way_in(address: str) -> None:
    """Neither encrypted without a certificate of one's own, nor in the clear."""
    with (
        dask.config.set(SOON),
        pytest.raises(StoreError, match=r"^tls://\S+: the cluster cannot be reached: .*TLS"),
        open_executor(cluster=address),
    ):
        pass
    clear = address.replace("tls://", "tcp://")
    with (
        dask.config.set(SOON),
        pytest.raises(StoreError, match=r"^tcp://\S+: the cluster cannot be reached: "),
        open_executor(cluster=clear),
    ):
        pass


def test_a_certificate_of_others_is_refused(address: str, tmp_path: Path) -> None:
    """One that another authority signed is none."""
    make_certificates(tmp_path)
    with (
        dask.config.set({**settings(tmp_path), **SOON}),
        pytest.raises(StoreError, match=r"^tls://\S+: the cluster cannot be reached: "),
        open_executor(cluster=address),
    ):
        pass
