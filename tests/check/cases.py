"""Cases for check files: one shared corpus, and one change for each case.

``cases/CODE.yaml`` has ``with`` (what to add to ``shapes/faults/lamp.yaml`` for all of its
cases), ``beside`` (other documents by their names; both may be absent) and ``cases``,
a list::

    - name: a claim that …
      files: {terms.tsv: …}                 # tables beside the documents; may be absent
      change: {claims.c5.hedge: possible}   # one path and its value; null takes it away
      without: [claim/lamp/c5 hedge]        # statements taken from what was encoded; may be absent
      focus: claim/lamp/c5                  # below the base; the thing looked at
      expect: failed                        # passed, failed, inapplicable, cannotTell
      message: what it must say             # a part of the message or reason; may be absent
      unsaid: what it must not say          # may be absent
      severity: info                        # where the check has several; may be absent
      path: hasComponent                    # where it has several; may be absent
      value: 1 to 7                         # what it points at; may be absent
      results: 2                            # how many on the focus, where there are several
      alone: fires                          # where it cannot tell, and the constraint fires

The base itself is a case where ``change`` is ``{}``. ``expect: absent`` says that the
focus is no such thing at all. Any engine runs the constraint, and none but ours knows
what the check does not speak of and where it cannot tell: ``alone``, the constraint
fires where the check fails and, unless a case says so, nowhere else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from mdmakg.bundle import folder
from mdmakg.check.checkfile import read_check
from mdmakg.check.run import run_check
from mdmakg.derive.derive import derive
from mdmakg.encode.dataset import encode_corpus, parse_nquads, to_nquads
from mdmakg.graph.facts import Facts
from mdmakg.model.check import State
from mdmakg.read.corpus import read_corpus
from mdmakg.read.links import link_files
from mdmakg.store.ask import select
from mdmakg.store.store import fill_memory
from mdmakg.vocab.mdmakg import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdmakg.check.checkfile import CheckFile
    from mdmakg.check.run import Ask
    from mdmakg.model.check import CheckResult

CASES = Path(__file__).parent / "cases"
LAMP = "lamp"
SOUND = folder("shapes") / "faults" / f"{LAMP}.yaml"
"""The corpus in which every case is set: the one in which the self-test plants its faults."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one check."""

    check: str
    name: str
    documents: Mapping[str, Any]
    without: tuple[str, ...]
    focus: str
    expect: str
    message: str
    unsaid: str
    severity: str
    path: str
    value: str
    results: int
    alone: bool
    files: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Name the case in the output of tests."""
        return f"{self.check}: {self.name}"


@cache
def cases() -> tuple[Case, ...]:
    """Read every case of every check, to be read only."""
    paths = sorted(CASES.glob("*.yaml"))
    return tuple(case for path in paths for case in _cases(path.stem, load(path)))


def load(path: Path) -> Any:
    """Read a file of cases, or the shared corpus."""
    # The base loader gives every scalar as it is written: the model makes the types.
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - of our own


def _cases(check: str, told: Any) -> Iterator[Case]:
    base = json.dumps(_merged(load(SOUND), told.get("with") or {}))
    for case in told["cases"]:
        document = json.loads(base)
        for path, value in (case.get("change") or {}).items():
            _set(document, path.split("."), value)
        yield Case(
            check=check,
            name=case["name"],
            documents={LAMP: document, **(told.get("beside") or {})},
            files={**(told.get("files") or {}), **(case.get("files") or {})},
            without=tuple(case.get("without", ())),
            focus=BASE + case["focus"],
            expect=case["expect"],
            message=case.get("message", ""),
            unsaid=case.get("unsaid", ""),
            severity=case.get("severity", ""),
            path=case.get("path", ""),
            value=case.get("value", ""),
            results=int(case.get("results", case["expect"] in {"failed", "cannotTell"})),
            alone=case.get("alone", "fires" if case["expect"] == "failed" else "") == "fires",
        )


def _merged(base: Any, more: Any) -> Any:
    if isinstance(base, dict) and isinstance(more, dict):
        return {key: _merged(base.get(key), more.get(key)) for key in (*base, *more)}
    return base if more is None else more


def _set(document: Any, path: list[str], value: Any) -> None:
    for key in path[:-1]:
        document = (
            document[int(key)] if isinstance(document, list) else document.setdefault(key, {})
        )
    last: Any = int(path[-1]) if isinstance(document, list) else path[-1]
    if value == "null":
        del document[last]
    else:
        document[last] = value


@dataclass(frozen=True, slots=True)
class Run:
    """One check over one case: the state of every focus, and what was found.

    ``alone`` are the foci at which the constraint fires by itself, as it would in an
    engine that knows nothing of the four states.
    """

    states: Mapping[str, str]
    alone: frozenset[str]
    results: tuple[CheckResult, ...]


def data_of(case: Case, place: Path) -> tuple[bytes, bytes]:
    """Write, read, encode and derive a case: what was said, and what follows."""
    for name, document in case.documents.items():
        # What is JSON is YAML, and is written in no time.
        (place / f"{name}.yaml").write_text(json.dumps(document, ensure_ascii=False, indent=1))
    for path in link_files(place):  # of another case in this folder
        path.unlink()
    for name, text in case.files.items():
        (place / name).write_text(text, "utf-8")
    said = encode_corpus(read_corpus(place)).nquads
    gone = tuple(_beginning(*one.split(" ")) for one in case.without)
    kept = b"".join(line for line in said.splitlines(keepends=True) if not line.startswith(gone))
    return kept, to_nquads(derive(Facts.of(parse_nquads(kept)), {}))


def _beginning(subject: str, predicate: str) -> bytes:
    return f"<{BASE}{subject}> <{BASE}{predicate}> ".encode()


def run_case(case: Case, place: Path) -> Run:
    """Run the check of a case."""
    check = read_check(folder("shapes") / f"{case.check}.ttl")
    return run_with(check, partial(select, fill_memory(data_of(case, place))))


def run_with(check: CheckFile, ask: Ask) -> Run:
    """Run one check over what can be asked."""
    results, _ = run_check(check, ask)
    found = {result.focus: result.state for result in results}
    domain = {
        focus
        for target in check.targets
        for focus in _foci(ask, f"SELECT DISTINCT ?this WHERE {{ ?this a <{target}> }}")
    }
    applies = _foci(ask, check.applies_to)
    states = {
        focus: str(found.get(focus, State.PASSED if focus in applies else State.INAPPLICABLE))
        for focus in domain
    }
    return Run(states, _foci(ask, check.select), results)


def _foci(ask: Ask, query: str) -> frozenset[str]:
    return frozenset(row["this"][1:-1] for row in ask(query) if "this" in row)


def broken(case: Case, run: Run) -> str:
    """Say what is otherwise than the case expects; empty where all is as expected."""
    mine = [result for result in run.results if result.focus == case.focus]
    said = [result.message + result.reason for result in mine]
    held = {
        "state": run.states.get(case.focus, "absent") == case.expect,
        "alone": (case.focus in run.alone) is case.alone,
        "message": not case.message or any(case.message in words for words in said),
        "unsaid": not case.unsaid or not any(case.unsaid in words for words in said),
        "unfilled": not any("{?" in words for words in said),
        "path": not case.path or {_short(result.path) for result in mine} == {case.path},
        "value": not case.value or {_short(result.value) for result in mine} == {case.value},
        "severity": not case.severity
        or {str(result.severity) for result in mine} == {case.severity},
        "results": case.results == len(mine),
    }
    return ", ".join(name for name, holds in held.items() if not holds)


def _short(term: str) -> str:
    return term.removeprefix(BASE)
