"""What docs/serve.md says of requests, formats and refusals is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mdmakg.serve.formats import RESULTS, TRIPLES
from mdmakg.serve.limits import Limits
from mdmakg.serve.problem import STATUS
from mdmakg.serve.question import Refused

if TYPE_CHECKING:
    from served import Server

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "serve.md").read_text("utf-8")
SHOWN = re.findall(r"^```http\n(.*?)^```$", PAGE, re.M | re.S)
TYPED = re.findall(r"^curl .*$", PAGE, re.M)


def test_the_page_shows_requests() -> None:
    """There are some to try."""
    assert len(SHOWN) >= 2
    assert len(TYPED) >= 4


def headers_of(lines: str) -> dict[str, str]:
    """Read lines of headers."""
    return {name: value for name, _, value in (line.partition(": ") for line in lines.splitlines())}


@pytest.mark.parametrize("shown", SHOWN)
def test_requests_are_answered_as_shown(demo_server: Server, shown: str) -> None:
    """Status, headers and body are those of the page."""
    asked, status, answered = re.split(r"\n\n(\d{3})\n", shown)
    head, _, body = asked.partition("\n\n")
    request, _, headers = head.partition("\n")
    method, _, path = request.partition(" ")
    answer = demo_server.send(method, path, body.encode() or None, headers_of(headers))
    wanted, _, told = answered.partition("\n\n")
    assert answer.status == int(status)
    assert (
        headers_of(wanted).items()
        <= {name.title(): value for name, value in answer.headers.items()}.items()
    )
    assert answer.text.split() == told.split()


@pytest.mark.parametrize("command", TYPED)
def test_commands_are_answered(demo_server: Server, command: str) -> None:
    """What is typed on the page for curl gets an answer."""
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("needs curl")
    words = shlex.split(command.replace("http://127.0.0.1:7373/", demo_server.url))
    ended = subprocess.run(  # noqa: S603 - what our own page shows
        [curl, *words[1:]], capture_output=True, check=False, timeout=30
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stdout.strip()


def test_formats_are_those_of_the_page() -> None:
    """Token, kind and media type of each format, in the order in which they are offered."""
    rows = re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \| `([^`]+)` \|$", PAGE, re.M)
    wanted = [(one.token, "rows, yes or no", one.media_type) for one in RESULTS]
    wanted += [(one.token, "graphs", one.media_type) for one in TRIPLES]
    assert rows[: len(wanted)] == wanted


def test_refusals_are_those_of_the_page() -> None:
    """Each reason of the pool has its row, with its status."""
    rows = re.findall(r"^\| (\d{3}) \| `([a-z-]+)` \|", PAGE, re.M)
    assert {(str(STATUS[one].value), one.value) for one in Refused} - set(rows) == set()
    assert list(STATUS) == list(Refused)


def test_limits_are_those_of_the_page() -> None:
    """The defaults that the page names."""
    limits = Limits()
    for words in (
        f"| {limits.seconds:g} s; `--timeout` |",
        f"| {limits.memory // 2**20} MiB; `--memory` |",
        f"| {limits.answer // 2**20} MiB |",
        f"| {limits.waiting}, for at most {limits.wait:g} s |",
    ):
        assert words in PAGE
    assert limits.brief == 0.1
